"""The public page takes files, too: a paper of ours, a badge, a token. Nothing of them is kept."""

from flask import request
from flask_babel import gettext as _

from lms import files
from lms.attestations.queries import verifying as queries
from lms.attestations.rules import papers
from lms.attestations.views.blueprint import bp, sent
from lms.attestations.views.verifying import VERIFY, told, unlisted
from lms.web import page, public

LARGEST = 10 * 1024 * 1024  # bytes


@bp.post("/verify/file")
@public
@sent.slows
def check_file():
    """A file is looked at and forgotten: who sent it is not asked, and it is written nowhere."""
    sent.note()
    content = b""
    if upload := request.files.get("file"):
        content = upload.read(LARGEST + 1)
        upload.close()
    if not content:
        return again(_("Choose a file first: the PDF of an attestation, or a badge."), 422)
    if len(content) > LARGEST:
        return again(_("This file is too big to be an attestation: at most 10 MB."), 413)
    if papers.is_pdf(content):
        return paper(content)
    return again(_("This is no attestation of ours."), 422)


def paper(content: bytes):
    """A PDF is known by its hash; one that was changed by the serial in it."""
    if found := queries.by_paper(files.name_of(content)):
        return told(found, file="whole")
    if found := queries.by_serials(papers.serials_in(content)):
        return told(found, file="changed")
    words = _(
        "This PDF is not from here, or it was changed so much that no serial can be read in it. "
        "Type the serial from the paper."
    )
    return again(words, 422)


def again(words: str, status: int):
    return unlisted(page(VERIFY, status=status, typed="", wrong=None, wrong_file=words))
