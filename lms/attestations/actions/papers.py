"""Papers: a PDF in one or two languages, made once and kept as it is."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import typst
from flask_babel import gettext as _

from lms import files, glyphs, jobs
from lms.attestations.letters import paper as letters
from lms.attestations.models import Attestation, Paper, Template
from lms.attestations.queries import attestations as queries
from lms.config import setting
from lms.courses.models import Programme
from lms.db import db
from lms.errors import Refused
from lms.evidence.rules.letterhead import square
from lms.pdf import pdf, png
from lms.people.actions import record
from lms.people.models import Person

MOST = 2  # languages of one paper
PDF = "application/pdf"


class Asked(NamedTuple):
    """A paper: of what, how it looks, and in which languages."""

    attestation: Attestation
    template: Template
    programme: Programme
    languages: Sequence[str]


def print_paper(
    attestation: Attestation, template: Template, programme: Programme, languages: Sequence[str]
) -> bytes:
    """The PDF in these languages. Raises Refused where they are none, too many, or unknown, and
    where a letter or a picture in it cannot be printed."""
    refuse_languages(languages)
    refuse_letters(letters.paper(attestation, template, programme, languages))
    try:
        return print_all([Asked(attestation, template, programme, languages)])
    except typst.TypstError:
        raise Refused(
            _("This paper cannot be printed. Look at its pictures: save them anew as PNG or JPEG.")
        ) from None


def print_all(asked: Sequence[Asked]) -> bytes:
    """One PDF of several papers, each beginning on a page of its own."""
    facts, pictures = laid_out(asked, files.content_of)
    return pdf("attestation", facts, pictures=pictures)


def preview(asked: Asked, content_of: Callable[[str], bytes]) -> bytes:
    """A picture of a paper (PNG). Raises typst.TypstError where a picture in it is broken."""
    facts, pictures = laid_out([asked], content_of)
    return png("attestation", facts, pictures=pictures)


def laid_out(
    asked: Sequence[Asked], content_of: Callable[[str], bytes]
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The facts and the pictures of papers; `content_of` reads the file of an id."""
    papers, pictures = [], {}
    for number, (attestation, template, programme, languages) in enumerate(asked):
        facts = letters.paper(attestation, template, programme, languages)
        facts["square"] = f"{number}-{letters.SQUARE}"
        pictures[facts["square"]] = square(facts["address"])
        for name, file_id in (
            (letters.LOGO, template.logo_id),
            (letters.SIGNATURE, template.signature_id),
            (letters.EMBLEM, programme.logo_id),
        ):
            if file_id:
                facts[name] = file_id
                if file_id not in pictures:
                    pictures[file_id] = content_of(file_id)
        papers.append(facts)
    return letters.document(papers), pictures


def refuse_letters(facts: dict[str, Any]) -> None:
    """Raises Refused, with the name or the words that cannot be printed."""
    if signs := glyphs.named(facts["name"]):
        raise Refused(
            _("The name %(name)s cannot be printed: there are no letters here for %(signs)s. "
              "Write it in other letters on the page of the person.",
              name=facts["name"], signs=signs)
        )  # fmt: skip
    for words in glyphs.texts(facts):
        if signs := glyphs.named(words):
            raise Refused(
                _("The words “%(words)s” cannot be printed: there are no letters here for "
                  "%(signs)s.", words=words, signs=signs)
            )  # fmt: skip


def refuse_languages(languages: Sequence[str]) -> None:
    known = setting("LANGUAGES")
    if not 1 <= len(set(languages)) == len(languages) <= MOST:
        raise Refused(_("Choose one language, or two different ones."))
    if not set(languages) <= set(known):
        raise Refused(_("Choose languages from the list."))


def keep(attestation: Attestation, content: bytes, *, now: datetime) -> Paper:
    """Keeps the first paper of an attestation."""
    return _keep(attestation, attestation.languages, content, now=now)


def _keep(
    attestation: Attestation, languages: Sequence[str], content: bytes, *, now: datetime
) -> Paper:
    file = files.keep(content, PDF, now=now)
    made = Paper(
        attestation_id=attestation.id, languages="+".join(languages), file_id=file.id, made_at=now
    )
    db.session.add(made)
    db.session.flush()
    return made


def paper_in(
    attestation: Attestation, languages: Sequence[str], *, by: Person, now: datetime
) -> Paper:
    """The paper in these languages: the one that is there, or a new one of the same facts.

    Raises Refused: unknown languages, revoked, or the holder was erased.
    """
    refuse_languages(languages)
    queries.lock_of(attestation)
    if attestation.facts is None:
        raise Refused(_("The holder's data were erased: nothing can be printed of them."))
    if known := queries.paper(attestation.id, "+".join(languages)):
        return known
    if attestation.revoked_at:
        raise Refused(_("This attestation was revoked: nothing is printed for it any more."))
    content = print_paper(attestation, attestation.template, attestation.programme, languages)
    record("attestation", attestation.serial, "printed", {"languages": list(languages)},
           by=by, now=now)  # fmt: skip
    return _keep(attestation, languages, content, now=now)


def mail_paper(attestation: Attestation, *, by: Person, now: datetime) -> None:
    """The first paper is sent to the holder, who asked for it. Raises Refused: revoked."""
    if attestation.revoked_at:
        raise Refused(_("This attestation was revoked: nothing is printed for it any more."))
    record("attestation", attestation.serial, "mailed", None, by=by, now=now)
    about = {"serial": attestation.serial, "asked": now.isoformat()}
    jobs.later("attestations.mail", about, now=now, key=f"attestations.mail:{attestation.serial}")
