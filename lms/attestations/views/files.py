"""The public page takes files, too: a paper of ours, a badge, a token. Nothing of them is kept."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import request
from flask_babel import gettext as _

from lms import clock, files
from lms.attestations import serials
from lms.attestations.letters.others import is_like, says
from lms.attestations.queries import verifying as queries
from lms.attestations.queries.trust import trust
from lms.attestations.rules import papers
from lms.attestations.rules.answering import Answer, answer
from lms.attestations.views.blueprint import bp, sent
from lms.attestations.views.verifying import VERIFY, record_of, told, unlisted
from lms.config import setting
from lms.credentials import words
from lms.credentials.verdict import Check, verify
from lms.i18n import day
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
    return badge(content)


def paper(content: bytes):
    """A PDF is known by its hash; one that was changed by the serial in it. The file of a whole
    group is none of these. Where nothing is said of a serial, nothing is said of the file."""
    name = files.name_of(content)
    if found := queries.by_paper(name):
        return told(found, file="whole")
    if queries.is_of_run(name):
        words = _("This file was made here and has several attestations in it. Each has its own "
                  "page: type the serial of the one that you want to check.")  # fmt: skip
        return again(words, 422)
    if found := queries.by_serials(papers.serials_in(content)):
        if answer(found) is Answer.SILENT:
            return told(found)
        return told(found, file="whole" if name in (found.paper_digests or ()) else "changed")
    words = _(
        "This PDF is not from here, or it was changed so much that no serial can be read in it. "
        "Type the serial from the paper."
    )
    return again(words, 422)


def badge(content: bytes):
    """A badge, ours or another's: each check with its reason; of ours the record beside it. A badge
    of which nobody knows here who issued it is never shown as if it were ours; what was revoked, or
    is not talked about any more, gets the answer of its serial."""
    verdict = verify(content, now=clock.now(), trust=trust())
    if verdict.checks[0].code == words.Code.NO_BADGE:
        return again(words.reason(words.Code.NO_BADGE, {}), 422)
    found = queries.by_serial(serials.read(verdict.serial or "") or "") if verdict.ours else None
    if found and verdict.only in (words.Code.REVOKED, words.Code.SILENT):
        return told(found)
    has_record = found is not None and verdict.valid and answer(found) is Answer.VALID
    has_words = verdict.valid and not has_record
    return unlisted(
        page(
            "attestations/checked.html",
            verdict=verdict,
            vouched=verdict.vouched,
            looks_ours=not verdict.vouched and is_like(verdict.credential, queries.issuers()),
            checks=[told_check(check) for check in verdict.checks],
            says=has_words and says(verdict.credential, vouched=verdict.vouched),
            record=record_of(found) if found and has_record else None,
            looked_at=clock.now(),
        )
    )


def told_check(check: Check) -> tuple[str, bool | None, str]:
    """What was looked at, whether it holds, and why, in words. That an issuer is its own key says
    nothing of who that is: not shown as something that holds."""
    reason = words.reason(check.code, check.values, shown=moment)
    holds = None if check.code == words.Code.ITS_KEY else check.ok
    return words.name(check.name), holds, reason


def moment(value: datetime) -> str:
    return day(value.astimezone(ZoneInfo(setting("TIMEZONE"))))


def again(words: str, status: int):
    return unlisted(page(VERIFY, status=status, typed="", wrong=None, wrong_file=words))
