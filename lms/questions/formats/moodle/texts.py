"""Texts in Moodle XML: HTML with the spans of Moodle's multi-language filter, files beside it."""

import base64
from collections.abc import Mapping
from html import escape
from xml.etree.ElementTree import Element, SubElement

from lms.questions.formats.outgoing import Outgoing, file_of, html_lines
from lms.questions.formats.own import readable
from lms.questions.shape import Face

SPAN = '<span lang="{code}" class="multilang">{html}</span>'


def put(parent: Element, tag: str, text: str) -> Element:
    element = SubElement(parent, tag)
    element.text = readable(text)
    return element


def put_text(parent: Element, tag: str, text: str) -> Element:
    """An element with a <text>, as names, tags and answers have it."""
    element = SubElement(parent, tag)
    put(element, "text", text)
    return element


def put_html(
    parent: Element, tag: str, html: str, files: Mapping[str, bytes] | None = None
) -> Element:
    element = put_text(parent, tag, html)
    element.set("format", "html")
    put_files(element, files or {})
    return element


def put_files(element: Element, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        file = put(element, "file", base64.b64encode(content).decode())
        file.attrib.update({"name": name, "path": "/", "encoding": "base64"})


def languages(texts: Mapping[str, str]) -> str:
    """Words in all their languages."""
    if len(texts) == 1:
        return html_lines(next(iter(texts.values())))
    return "".join(SPAN.format(code=code, html=html_lines(text)) for code, text in texts.items())


def put_words(parent: Element, tag: str, texts: Mapping[str, str]) -> Element:
    return put_html(parent, tag, languages(texts))


def put_face(parent: Element, tag: str, face: Face, out: Outgoing) -> Element:
    """What is seen and heard, with its files."""
    html = shown(face, out)
    wanted = [file_of(one) for one in [face.picture, *face.audio.values()] if one]
    files = {name: out.files[name] for name in dict.fromkeys(wanted) if name in out.files}
    # Moodle keeps files for each text: one that stands in two of them comes along twice
    return put_html(parent, tag, html, files)


def shown(face: Face, out: Outgoing) -> str:
    codes = dict.fromkeys([*face.text, *face.audio])
    said = {code: html_lines(face.text.get(code, "")) + _sound(face, code, out) for code in codes}
    if len(said) == 1:
        html = next(iter(said.values()))
    else:
        html = "".join(SPAN.format(code=code, html=one) for code, one in said.items())
    return html + picture(face, out)


def picture(face: Face, out: Outgoing) -> str:
    if not face.picture:
        return ""
    name, words = out.file(face.picture), escape(out.words(face.words).replace("\n", " "))
    return f'<br><img src="@@PLUGINFILE@@/{name}" alt="{words}">'


def _sound(face: Face, code: str, out: Outgoing) -> str:
    if code not in face.audio:
        return ""
    name = out.file(face.audio[code])
    return f'<br><audio controls src="@@PLUGINFILE@@/{name}"></audio>'
