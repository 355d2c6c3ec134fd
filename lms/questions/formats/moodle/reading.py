"""Reads Moodle XML."""

from typing import Any
from xml.etree.ElementTree import Element

from flask_babel import gettext as _

from lms.questions.formats import own
from lms.questions.formats.figures import number
from lms.questions.formats.found import Outcome, Unreadable
from lms.questions.formats.guarded import local, tree
from lms.questions.formats.incoming import Incoming, Names, renamed
from lms.questions.formats.moodle import parts
from lms.questions.formats.moodle.gaps import GAPS
from lms.questions.formats.moodle.kinds import KINDS, Plain, Unfit
from lms.questions.formats.moodle.parts import value
from lms.questions.formats.naming import kept_key
from lms.questions.formats.taking import Collector

ALL = {**KINDS, **GAPS}
SAYS = {
    "always": "generalfeedback", "right": "correctfeedback", "partly": "partiallycorrectfeedback",
    "wrong": "incorrectfeedback",
}  # fmt: skip


def read(content: bytes, language: str) -> Outcome:
    """The questions of a Moodle XML file. Raises Unreadable."""
    root = tree(content)
    if local(root) != "quiz":
        raise Unreadable(_('This XML is no Moodle XML: it does not begin with "quiz".'))
    found, names, tag = Collector(language), Names(), ""
    for place, question in enumerate(root.findall("question"), 1):
        kind = question.get("type", "")
        item = value(question, "name/text") or _("Question %(place)s", place=place)
        if kind == "category":
            tag = _category(question, found)
        else:
            _take(found, names, question, (item[:200], tag))
    return found.outcome


def _category(question: Element, found: Collector) -> str:
    """The last part of a category's path is a tag of its questions."""
    path = value(question, "category/text")
    steps = [one.strip() for one in path.replace("//", "\0").split("/")]
    steps = [one for one in steps if one and one != "top" and not one.startswith("$")]
    tag = steps[-1].replace("\0", "/").replace(",", " ")[:60].strip() if steps else ""
    if len(steps) > 1:
        found.changed(path[:200], _("Of the category only its last part is kept, as a tag."))
    if parts.html_of(question.find("info")):
        found.changed(path[:200], _("What is said of the category was left out."))
    return tag


def _take(found: Collector, names: Names, question: Element, named: tuple[str, str]) -> None:
    item, tag = named
    kind = question.get("type", "")
    incoming = Incoming(found.language, names, parts.source_of(question))
    ours, changes = own.believed(question.findtext(own.TAG), own.digest(question))
    if ours is not None:
        found.take(item, *_with_files(ours, question, names))
        return
    if kind == "description":
        found.dropped(item, _("It is a text and asks nothing."))
    elif kind not in ALL:
        found.dropped(
            item, _('Questions of the type "%(type)s" are not known here.', type=kind[:40])
        )
    else:
        try:
            plain = _plain(question, incoming, tag)
        except Unfit as why:
            found.dropped(item, str(why))
        else:
            name = value(question, "name/text")
            found.take(item, plain, incoming.files, [*changes, *incoming.changes], name=name)


def _with_files(ours: Plain, question: Element, names: Names) -> tuple[Plain, dict[str, bytes]]:
    """A question that was exported here, and its files."""
    source = parts.source_of(question)
    found = {name: source(name) or b"" for name in parts.files_of(question)}
    now = {name: names.fit(name, content) for name, content in found.items() if content}
    return renamed(ours, now), {now[name]: found[name] for name in now}


def _plain(question: Element, incoming: Incoming, tag: str) -> Plain:
    kind, prompt = question.get("type", ""), {}
    if kind not in GAPS:  # those read it together with their gaps
        prompt = incoming.face(parts.html_of(question.find("questiontext")), text="prompt")
    found = ALL[kind](question, incoming)
    said = _feedback(question, incoming, found.pop("feedback", {}))
    common = _common(question, incoming, tag)
    plain = {**common, **prompt, **found, "feedback": said}
    return {key: one for key, one in plain.items() if one not in ("", {}, [], None)}


def _feedback(question: Element, incoming: Incoming, said: dict[str, Any]) -> dict[str, Any]:
    for case, name in SAYS.items():
        texts = incoming.texts(parts.html_of(question.find(name)))
        if texts:
            said = {case: texts, **said}
    return {case: texts for case, texts in said.items() if texts}


def _common(question: Element, incoming: Incoming, tag: str) -> Plain:
    if number(value(question, "penalty")):
        incoming.changed(_("What a further try costs (the penalty) was left out."))
    hints = [incoming.texts(parts.html_of(one)) for one in question.findall("hint")]
    hints = [one for one in hints if one]
    if len(hints) > 1:
        incoming.changed(_("Several hints are one now."))
    hint: dict[str, str] = {}
    for one in hints:
        for code, words in one.items():
            hint[code] = f"{hint[code]}\n{words}" if code in hint else words
    points = number(value(question, "defaultgrade"))
    tags = [value(one, "text") for one in question.iterfind("tags/tag")]
    tags = [one.replace(",", " ").strip()[:60] for one in [*tags, tag] if one.strip()]
    return {
        "key": kept_key(value(question, "idnumber")),
        "points": None if points in (None, 1) else str(points),
        "tags": list(dict.fromkeys(tags)),
        "hint": hint,
    }
