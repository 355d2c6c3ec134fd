"""One item as plain values: its body, what is asked in it, what is said afterwards."""

import posixpath
from xml.etree.ElementTree import Element

from flask_babel import gettext as _

from lms.questions.formats.found import Unreadable
from lms.questions.formats.guarded import tree
from lms.questions.formats.html_words import tongue
from lms.questions.formats.incoming import Incoming
from lms.questions.formats.naming import kept_key
from lms.questions.formats.qti import inline
from lms.questions.formats.qti.declared import Marking
from lms.questions.formats.qti.interactions import BLOCKS, Plain, Unfit
from lms.questions.formats.qti.nodes import all_of, html_of, is_for_everybody, one_name
from lms.questions.formats.qti.spots import hotspot

SAYS = {
    "right": ("right", "correct"),
    "wrong": ("wrong", "incorrect"),
    "partly": ("partly", "partial", "partiallycorrect", "partially_correct"),
    "always": ("always", "general"),
}
NOT_ASKING = ("mediainteraction", "endattemptinteraction")
LEFT_OUT = ("feedbackblock", "templateblock", "templateinline", "cataloginfo")
ALL = {**BLOCKS, "hotspotinteraction": hotspot, "gapmatchinteraction": inline.gap_match}


def plain_of(item: Element, incoming: Incoming) -> Plain:
    """The plain values of an item whose names are one (nodes.one_name). Raises Unfit."""
    incoming.language = tongue(item.get("lang", "")) or incoming.language
    body = next(all_of(item, "itembody"), None)
    if body is None:
        raise Unfit(_("It has no text and asks nothing."))
    marking = Marking(item)
    if next(all_of(item, "templateprocessing"), None) is not None:
        raise Unfit(_("Its numbers are drawn anew each time; that is not known here."))
    found = _asked(item, body, marking, incoming)
    is_adaptive = item.get("adaptive") == "true"
    if is_adaptive or (not marking.is_known and found["type"] not in ("essay", "file", "audio")):
        incoming.changed(_("It has rules of its own for marking: here its key alone holds."))
    if next(all_of(item, *LEFT_OUT), None) is not None:
        incoming.changed(_("Feedback within the text, and words for aids, were left out."))
    points = marking.points
    return {
        "key": kept_key(item.get("identifier", "")),
        **found,
        **({"points": str(points)} if points and points != 1 else {}),
        **_feedback(item, found, incoming),
        **_for_who_marks(item, found, incoming),
    }


def _asked(item: Element, body: Element, marking: Marking, incoming: Incoming) -> Plain:
    asked = [
        one
        for one in body.iter()
        if str(one.tag).endswith("interaction") and one.tag not in NOT_ASKING
    ]
    if not asked:
        raise Unfit(_("It is a text and asks nothing."))
    if all(one.tag in inline.INLINE for one in asked):
        alone = len(asked) == 1 and asked[0].tag == "textentryinteraction"
        if alone and inline.is_last(body, asked[0]):
            found = inline.entry(asked[0], marking, incoming)
            html = _around(body, asked[0], "")
        else:
            found = inline.gaps(body, marking, incoming)
            html = found.pop("text")
    elif len(asked) > 1:
        raise Unfit(_("It asks several things at once. Make an item of each."))
    else:
        [one] = asked
        if one.tag not in ALL:
            raise Unfit(_('What it asks ("%(name)s") is not known here.', name=str(one.tag)[:40]))
        found = ALL[str(one.tag)](one, marking, incoming)
        inner = found.pop("text", None)
        prompt = html_of(next(all_of(one, "prompt"), None)) if inner is None else inner
        html = _around(body, one, prompt)
    face = incoming.face(_stimulus(item, incoming) + html, text="prompt")
    if face.get("picture") and found.get("picture"):
        incoming.changed(_("Only the first picture of a text is kept."))
    return {**face, **found}


def _around(body: Element, interaction: Element, prompt: str) -> str:
    """What stands around an interaction, with its own prompt in its place."""
    return html_of(body, lambda one: f"<p>{prompt}</p>" if one is interaction else None)


def _stimulus(item: Element, incoming: Incoming) -> str:
    """What is read or heard before the question, where it stands in a file of its own."""
    told = []
    for ref in all_of(item, "assessmentstimulusref"):
        href = ref.get("href", "")
        content = incoming.source(href)
        try:
            found = one_name(tree(content)) if content else None
        except Unreadable:
            found = None
        if found is None:
            incoming.changed(_('The file "%(file)s" is missing or damaged.', file=href[:80]))
            continue
        for one in found.iter():  # what it names is near it, not near the item
            for key in ("src", "data"):
                if ":" not in (value := one.get(key, ":")):
                    one.set(key, posixpath.join(posixpath.dirname(href), value))
        told.append(html_of(next(all_of(found, "stimulusbody"), None)))
    return "".join(told)


def _feedback(item: Element, found: Plain, incoming: Incoming) -> Plain:
    said: dict[str, dict[str, str]] = {}
    options = {one["id"]: one for one in found.get("options", []) if "id" in one}
    for one in all_of(item, "modalfeedback"):
        texts, name = incoming.texts(html_of(one)), one.get("identifier", "")
        if not texts:
            continue
        if name in options:
            options[name].setdefault("feedback", texts)
            continue
        case = next((case for case, names in SAYS.items() if name.lower() in names), None)
        if case is None or one.get("showhide") == "hide":
            incoming.changed(_("Feedback whose occasion is not known here is shown always."))
        said.setdefault(case or "always", texts)
    return {"feedback": said} if said else {}


def _for_who_marks(item: Element, found: Plain, incoming: Incoming) -> Plain:
    for one in all_of(item, "rubricblock"):
        if is_for_everybody(one) or not (texts := incoming.texts(html_of(one))):
            continue
        if found["type"] in ("essay", "file", "audio") and "scorer" in one.get("view", ""):
            return {"model_answer": texts}
        incoming.changed(_("Words for those who mark were left out."))
    return {}
