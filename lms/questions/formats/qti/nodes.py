"""The elements of an item under one name, whichever version wrote them, and their words as HTML.

QTI 2 writes simpleChoice and maxChoices, QTI 3 qti-simple-choice and max-choices: here both are
simplechoice and maxchoices.
"""

from collections.abc import Callable, Iterator
from html import escape
from xml.etree.ElementTree import Element

from lms.questions.formats.guarded import local

VOID = frozenset({"img", "br", "source"})
MEANT = ("src", "href", "alt", "type", "lang", "class", "data")
HIDDEN = frozenset({
    "feedbackinline", "feedbackblock", "templateinline", "templateblock",
    "stylesheet", "cataloginfo", "companionmaterialsinfo", "endattemptinteraction",
})  # fmt: skip
OWN = frozenset({
    "itembody", "prompt", "simplechoice", "inlinechoice", "simpleassociablechoice", "gaptext",
    "rubricblock", "contentbody", "modalfeedback", "mediainteraction", "hottext", "stimulusbody",
    "printedvariable", "label",
})  # fmt: skip
Swap = Callable[[Element], str | None]


def one_name(root: Element) -> Element:
    """Renames all elements and attributes of an item, in place."""
    for element in root.iter():
        element.tag = short(local(element))
        element.attrib = {
            short(key.rpartition("}")[2]): value for key, value in element.attrib.items()
        }
    return root


def short(name: str) -> str:
    return name.removeprefix("qti-").replace("-", "").lower()


def all_of(element: Element, *names: str) -> Iterator[Element]:
    return (one for one in element.iter() if one.tag in names)


def words_of(element: Element | None) -> str:
    """The bare text of an element."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def html_of(element: Element | None, swap: Swap = lambda _element: None) -> str:
    """What stands inside an element, as HTML. `swap` may put something else in the place of an
    element; feedback and notes for who marks are no part of it."""
    if element is None:
        return ""
    parts = [escape(element.text or "", quote=False)]
    for child in element:
        instead = swap(child)
        parts.append(_outer(child, swap) if instead is None else instead)
        parts.append(escape(child.tail or "", quote=False))
    return "".join(parts)


def _outer(element: Element, swap: Swap) -> str:
    name = str(element.tag)
    if name in HIDDEN or (name == "rubricblock" and not is_for_everybody(element)):
        return ""
    if name == "object":
        return _object(element)
    inner = html_of(element, swap)
    if name in OWN:
        return inner
    values = "".join(
        f' {key}="{escape(element.get(key, ""))}"' for key in MEANT if element.get(key) is not None
    )
    styled = ' style=""' if element.get("style") else ""
    return f"<{name}{values}{styled}>" + ("" if name in VOID else f"{inner}</{name}>")


def is_for_everybody(rubric: Element) -> bool:
    """Whether a block of words is for who answers, too, and not only for who marks."""
    return "candidate" in rubric.get("view", "candidate").split()


def _object(element: Element) -> str:
    """Pictures and sounds of QTI 2; what it says for who sees nothing stands inside."""
    where, kind = escape(element.get("data", "")), element.get("type", "")
    if kind.startswith("image/"):
        return f'<img src="{where}" alt="{escape(words_of(element))}">'
    if kind.startswith("audio/"):
        return f'<audio src="{where}"></audio>'
    return "<object></object>"
