"""Writes questions as a table; what its columns cannot say stands in the last one (rest.py)."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from lms.questions.formats.found import Media, Note, Written
from lms.questions.formats.rest import in_words, rest_of, written
from lms.questions.formats.table.cells import ARROW
from lms.questions.formats.table.columns import (
    ABOUT,
    IN_LANGUAGES,
    MORE,
    OPTION,
    OWN_FEEDBACK,
    SAID,
    SETTINGS,
)
from lms.questions.formats.table.reading import AS_THEY_ARE, FEEDBACK, read
from lms.questions.shape import NONE, ONE, Gap, Kind, Partial, Question, Texts
from lms.questions.writing import plain as plain_of
from lms.tables import cells, to_csv, to_xlsx

Row = dict[str, str]
MARK = "\N{BYTE ORDER MARK}"  # Excel reads UTF-8 only with it


def write(title: str, questions: Sequence[Question], media: Media, language: str) -> Written:
    """A CSV file in UTF-8, which spreadsheets open as it is."""
    made, header, rows = _made(questions, language)
    made.content = (MARK + to_csv(header, rows)).encode()
    return made


def write_xlsx(title: str, questions: Sequence[Question], media: Media, language: str) -> Written:
    made, header, rows = _made(questions, language)
    made.content = to_xlsx(header, rows, title)
    return made


def _made(
    questions: Sequence[Question], language: str
) -> tuple[Written, list[str], list[list[str]]]:
    made, rows = Written(b""), []
    for question in questions:
        if question.kind is Kind.HOTSPOT:
            made.dropped.append(Note(question.key, _("A table has no words for places.")))
        else:
            rows.append(_whole(_row(question, language)))
    if rows:
        _add_rest([one for one in questions if one.kind is not Kind.HOTSPOT], rows, language, made)
    header = _header(rows)
    return made, header, [[row.get(name, "") for name in header] for row in rows]


def _whole(row: Row) -> Row:
    """The cells that say something, without signs that no cell may hold."""
    clean = {name: cells.CONTROL.sub("", text) for name, text in row.items()}
    return {name: text for name, text in clean.items() if text}


def _add_rest(questions: Sequence[Question], rows: list[Row], language: str, made: Written) -> None:
    """Reads what was written, and puts what it does not say into the last column."""
    header = _header(rows)
    lines = [[row.get(name, "") for name in header] for row in rows]
    said = {one.plain["key"]: one.plain for one in read(to_csv(header, lines).encode(), language)
            .questions}  # fmt: skip
    for question, row in zip(questions, rows, strict=True):
        if question.key not in said:
            made.dropped.append(Note(question.key, _("A table has no words for this question.")))
        elif rest := rest_of(question, said[question.key], language):
            row[MORE] = written(rest)
            made.changed.append(Note(question.key, in_words(rest)))
    lost = {note.item for note in made.dropped}
    rows[:] = [row for row in rows if row["key"] not in lost]


def _header(rows: Sequence[Row]) -> list[str]:
    """All columns in their order: each with its languages, options as many as there are."""
    used = dict.fromkeys(name for row in rows for name in row)
    numbers = [int(_base(name).removeprefix(OPTION)) for name in used if name.startswith(OPTION)]
    most = max([*numbers, 1])
    options = [f"{start}{n}" for start in (OPTION, OWN_FEEDBACK) for n in range(1, most + 1)]
    options = [name for name in options if name.startswith(OPTION) or _is_used(name, used)]
    order = [*ABOUT, *options, *SETTINGS, *SAID, MORE]
    return [name for base in order for name in (base, *sorted(_languages(base, used)))]


def _base(name: str) -> str:
    return name.partition(".")[0]


def _is_used(base: str, used: Mapping[str, None]) -> bool:
    return any(_base(name) == base for name in used)


def _languages(base: str, used: Mapping[str, None]) -> list[str]:
    return [name for name in used if name.startswith(f"{base}.")]


def _row(question: Question, language: str) -> Row:
    plain, row = plain_of(question), {"key": question.key, "type": str(question.kind)}
    for name in ("prompt", "picture_words", "hint", "model_answer"):
        row |= _texts(name, plain.get(name, {}), language)
    row |= _texts("audio", {code: _name(one) for code, one in question.prompt.audio.items()},
                  language)  # fmt: skip
    row["picture"] = _name(question.prompt.picture or "")
    for key, column in FEEDBACK.items():
        row |= _texts(column, plain.get("feedback", {}).get(key, {}), language)
    row |= {column: _said(plain.get(key)) for key, column in AS_THEY_ARE.items()}
    row["tags"] = "; ".join(question.tags)
    row["units"] = "; ".join(
        unit.name if unit.factor == ONE else f"{unit.name}={unit.factor}" for unit in question.units
    )
    return row | _PARTS.get(question.kind, _options)(question, language)


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _name(address: str) -> str:
    return address.rpartition("/")[2]


def _texts(column: str, texts: Texts, language: str) -> Row:
    assert column in IN_LANGUAGES or column.startswith((OPTION, OWN_FEEDBACK))
    return {
        column if code == language else f"{column}.{code.lower()}": words
        for code, words in texts.items()
    }


def _options(question: Question, language: str) -> Row:
    row: Row = {}
    right = []
    shares = question.kind is Kind.CHOICES and question.partial is Partial.SHARES
    for number, option in enumerate(question.options, 1):
        row |= _texts(f"{OPTION}{number}", option.face.text, language)
        row |= _texts(f"{OWN_FEEDBACK}{number}", option.feedback, language)
        if option.share == ONE and not shares:
            right.append(str(number))
        elif option.share != NONE:
            right.append(f"{number}={option.share}")
    return {**row, "right": "; ".join(right)}


def _true_false(question: Question, _language: str) -> Row:
    return {"right": _said(question.options[0].is_right)}


def _pairs(question: Question, language: str) -> Row:
    row: Row = {}
    sides = [(pair.left.text, pair.right.text) for pair in question.pairs]
    sides += [({}, option.face.text) for option in question.extra]
    for number, (left, right) in enumerate(sides, 1):
        codes = dict.fromkeys([*left, *right])
        both = {code: f"{left.get(code, '')} {ARROW} {right.get(code, '')}" for code in codes}
        row |= _texts(f"{OPTION}{number}", both, language)
    return row


def _answers(question: Question, language: str) -> Row:
    row: Row = {}
    right = []
    texts = [one.text for one in question.answers]
    texts += [
        f"{one.value}:{one.tolerance}" if one.tolerance else str(one.value)
        for one in question.numbers
    ]
    accepted: list[Any] = [*question.answers, *question.numbers]
    for number, one in enumerate(accepted, 1):
        row[f"{OPTION}{number}"] = texts[number - 1]
        row |= _texts(f"{OWN_FEEDBACK}{number}", one.feedback, language)
        if one.share != ONE:
            right.append(f"{number}={one.share}")
    return {**row, "right": "; ".join(right)}


def _gaps(question: Question, language: str) -> Row:
    return {f"{OPTION}{number}": _gap(gap, language) for number, gap in enumerate(question.gaps, 1)}


def _gap(gap: Gap, language: str) -> str:
    if gap.options:
        words = [one.face.text.get(language) or next(iter(one.face.text.values()), "")
                 for one in gap.options]  # fmt: skip
        marks = ["*" if one.share == ONE else "" for one in gap.options]
        return "|".join(mark + text for mark, text in zip(marks, words, strict=True))
    return "|".join(one.text for one in gap.answers)


_PARTS = {
    Kind.TRUE_FALSE: _true_false,
    Kind.MATCH: _pairs,
    Kind.TEXT: _answers,
    Kind.NUMBER: _answers,
    Kind.CLOZE: _gaps,
}
