"""Reads a table of questions, row by row."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _

from lms.questions.formats.found import Outcome, Unreadable
from lms.questions.formats.naming import kept_key, key_of
from lms.questions.formats.rest import with_rest
from lms.questions.formats.table import cells
from lms.questions.formats.table.cells import Cells, Wrong, address
from lms.questions.formats.table.columns import FORM, MORE, is_known
from lms.questions.formats.taking import Collector
from lms.tables import FileRefused, Format, Row, Sheet
from lms.tables import read as read_table
from lms.tables.reading import records

KINDS: dict[str, Callable[[Cells], dict[str, Any]]] = {
    "choice": cells.options,
    "choices": cells.options,
    "true_false": cells.true_false,
    "match": cells.pairs,
    "order": cells.items,
    "text": cells.answers,
    "number": cells.numbers,
    "cloze": cells.gaps,
    "audio": cells.nothing,
    "essay": cells.nothing,
    "file": cells.nothing,
}
FEEDBACK = {"always": "feedback", "right": "feedback_right", "partly": "feedback_partly",
            "wrong": "feedback_wrong"}  # fmt: skip
AS_THEY_ARE = {
    "points": "points", "skill": "skill", "partial": "partial", "shuffle": "shuffle",
    "case": "case", "accents": "accents", "unit_required": "unit_required",
    "language": "answer_language", "most": "most",
}  # fmt: skip


def read(content: bytes, language: str) -> Outcome:
    """The questions of a CSV or XLSX table. Raises Unreadable where it is none, or has not the
    columns it needs."""
    try:
        sheet = read_table(content, _form(content))
    except FileRefused as refused:
        told = [problem.words for problem in refused.problems]
        raise Unreadable(" ".join(told) or str(refused)) from None
    found = Collector(language)
    for name in sheet.unknown:
        found.changed(_row(1), _('The column "%(name)s" is not known.', name=name[:60]))
    if sheet.other_sheets:
        found.changed(_row(1), _("Only the first sheet of the workbook was read."))
    wrong = {problem.row: problem for problem in reversed(sheet.problems.in_order())}
    for row in sheet.rows:
        if not row.ok:
            problem = wrong.get(row.number)
            words = problem.words if problem else _("A cell of it cannot be read.")
            column = problem.column if problem else None
            found.dropped(_row(row.number), f"{column}: {words}" if column else words)
        else:
            _take(found, row)
    return found.outcome


def _form(content: bytes) -> Format:
    """The columns of this file that we know: texts may be in any number of languages."""
    names = next(iter(records(content, FORM, Sheet())), [])
    given = [str(name).strip().lower() for name in names if isinstance(name, str)]
    columns = dict.fromkeys([*FORM.columns, *filter(is_known, given)])
    return Format(FORM.name, tuple(columns), FORM.required)


def _row(number: int) -> str:
    return _("Row %(row)s", row=number)


def _take(found: Collector, row: Row) -> None:
    given, item = Cells(row.cells, found.language), _row(row.number)
    kind = given.text("type").strip().lower()
    if kind not in KINDS:
        known = ", ".join(KINDS)
        found.dropped(item, _("type: choose one of these: %(known)s.", known=known))
        return
    try:
        plain = _plain(given, kind)
    except Wrong as why:
        found.dropped(item, str(why))
        return
    changes: list[str] = []
    if given.text(MORE):
        plain, changes = with_rest(plain, given.text(MORE), found.language)
    if name := given.text("key"):
        plain["key"] = kept_key(name) or key_of(name, "")
        if plain["key"] != name:
            changes.append(_('Its key became "%(key)s".', key=plain["key"]))
    found.take(item, plain, changes=changes)


def _plain(given: Cells, kind: str) -> dict[str, Any]:
    picture = given.text("picture")
    plain: dict[str, Any] = {
        "type": kind,
        "prompt": given.texts("prompt"),
        "picture": address(picture) if picture else None,
        "picture_words": given.texts("picture_words"),
        "audio": given.media("audio"),
        **KINDS[kind](given),
        **{key: given.text(column) for key, column in AS_THEY_ARE.items() if given.text(column)},
        "tags": given.list_("tags"),
        "units": [_unit(text) for text in given.list_("units")],
        "hint": given.texts("hint"),
        "feedback": {key: given.texts(column) for key, column in FEEDBACK.items()},
        "model_answer": given.texts("model_answer"),
    }
    plain["feedback"] = {key: said for key, said in plain["feedback"].items() if said}
    return {key: value for key, value in plain.items() if value not in (None, "", {}, [])}


def _unit(text: str) -> dict[str, str]:
    name, mark, factor = text.partition("=")
    return {"name": name.strip(), **({"factor": factor.strip()} if mark else {})}
