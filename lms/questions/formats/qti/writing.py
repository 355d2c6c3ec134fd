"""Writes a package of QTI 3.0 items. Beside them stands each question whole (own.py)."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

from flask_babel import gettext as _

from lms.questions.formats import own
from lms.questions.formats.found import Media, Note, Written
from lms.questions.formats.outgoing import Outgoing, media_of
from lms.questions.formats.own import readable
from lms.questions.formats.qti.draft import Draft
from lms.questions.formats.qti.kinds import KINDS
from lms.questions.formats.qti.reading import MANIFEST, OURS
from lms.questions.shape import Question

SPACE = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
LOM = "http://ltsc.ieee.org/xsd/LOM"
FIRST = (1980, 1, 1, 0, 0, 0)  # of a zip's times: the same questions make the same bytes


def write(title: str, questions: Sequence[Question], media: Media, language: str) -> Written:
    """A package. `changed` says what other programs show or mark otherwise; imported here again
    every question is what it was."""
    written = Written(b"")
    files: dict[str, bytes] = {}
    ours: dict[str, str] = {}
    resources: dict[str, list[str]] = {}
    for place, question in enumerate(questions, 1):
        out = Outgoing(question, media, language)
        name, content = f"items/{place:04d}-{question.key}.xml", _item(question, out)
        ours[name] = own.whole(question, own.digest(fromstring(content)))
        named = {f"media/{one}": bytes_ for one, bytes_ in out.files.items()}
        resources[name] = list(named)
        files |= {name: content, **named}
        written.changed += [Note(question.key, words) for words in out.changes]
    files[OURS] = json.dumps(ours, ensure_ascii=True, indent=0).encode()
    files = {MANIFEST: _manifest(title, resources), **files}
    written.content = _zipped(files)
    return written


def _item(question: Question, out: Outgoing) -> bytes:
    """An item. It has one language: that of the export, or else the first of its prompt."""
    told = [*question.prompt.text]
    if told and out.language not in told:
        out.language = told[0]
    if len(told) > 1:
        out.changed(_("Other programs see it in one language only."))
    for address in media_of(question):
        out.file(address)
    draft = Draft(out)
    KINDS[question.kind](draft)
    if question.hint:
        out.changed(_("Other programs do not see the hint."))
    return draft.content(question.key)


def _manifest(title: str, resources: Mapping[str, Sequence[str]]) -> bytes:
    root = Element("manifest", {"xmlns": SPACE, "identifier": "MANIFEST"})
    metadata = SubElement(root, "metadata")
    SubElement(metadata, "schema").text = "QTI Package"
    SubElement(metadata, "schemaversion").text = "3.0.0"
    general = SubElement(SubElement(metadata, "lom", {"xmlns": LOM}), "general")
    SubElement(SubElement(general, "title"), "string").text = readable(title)
    SubElement(root, "organizations")
    all_of = SubElement(root, "resources")
    for place, (name, media) in enumerate(resources.items(), 1):
        item = {"identifier": f"ITEM_{place}", "type": "imsqti_item_xmlv3p0", "href": name}
        resource = SubElement(all_of, "resource", item)
        for href in (name, *media):
            SubElement(resource, "file", {"href": href})
    also = {"identifier": "OURS", "type": "associatedcontent/learning-application-resource"}
    SubElement(SubElement(all_of, "resource", {**also, "href": OURS}), "file", {"href": OURS})
    return tostring(root, encoding="utf-8", xml_declaration=True)


def _zipped(files: Mapping[str, bytes]) -> bytes:
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w") as package:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, FIRST)
            is_media = name.startswith("media/")  # is packed already
            entry.compress_type = zipfile.ZIP_STORED if is_media else zipfile.ZIP_DEFLATED
            package.writestr(entry, content)
    return found.getvalue()
