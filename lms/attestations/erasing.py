"""What stays of an attestation when its holder is erased: a serial, days, and their wish.

What it said of them is emptied as its columns declare. Papers and signed copies go: whoever was
given one has it, and hears on the public page what the holder wished.
"""

from sqlalchemy import delete, select, update

from lms.attestations.models import Attestation, Credential, Paper, Run
from lms.db import db
from lms.erasing import Leaving


def at_once(who: Leaving) -> set[str]:
    """Answers the files that are named no more."""
    theirs = select(Attestation.id).where(Attestation.person_id == who.id)
    papers = Paper.attestation_id.in_(theirs)
    gone = set(db.session.scalars(select(Paper.file_id).where(papers))) | runs(who)
    db.session.execute(delete(Paper).where(papers))
    db.session.execute(delete(Credential).where(Credential.attestation_id.in_(theirs)))
    mine = update(Attestation).where(Attestation.person_id == who.id)
    db.session.execute(mine.values(erased_at=who.now))
    return gone


def runs(who: Leaving) -> set[str]:
    """The files with the papers of whole groups, of those in which theirs is: they can be made
    again, without it."""
    found = select(Attestation.completion_id, Attestation.group_id)
    rows = db.session.execute(found.where(Attestation.person_id == who.id)).all()
    completions, groups = {row.completion_id for row in rows}, {row.group_id for row in rows}
    with_file = select(Run).where(Run.group_id.in_(groups), Run.file_id.is_not(None))
    gone = set()
    for run in db.session.scalars(with_file):
        if completions & set(run.completions) and run.file_id:
            gone.add(run.file_id)
            run.file_id = None
    db.session.flush()
    return gone
