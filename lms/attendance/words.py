"""What a look at a chain found, in sentences: for the page and for the terminal."""

from typing import Any

from flask_babel import gettext as _

from lms.attendance import chain


def finding_words(found: Any) -> str:
    """One thing that does not hold (queries.proving.Finding)."""
    about = {"number": found.number, "session": found.session, "person": found.person}
    return {
        chain.GAP: _("Link %(number)s is missing, or out of its order.", **about),
        chain.PREVIOUS: _("Link %(number)s does not follow from the one before it.", **about),
        chain.HASH: _("Link %(number)s was changed: its hash is another one.", **about),
        chain.FORMAT: _("Link %(number)s is not written as a link is.", **about),
        chain.NAME: _("Link %(number)s: a name beside it is not the one it was made of.", **about),
        "row": _("Link %(number)s: when and by whom it was made is not what it says.", **about),
        "session": _("Session %(session)s is not as link %(number)s says.", **about),
        "marks": _(
            "Session %(session)s: the marks of %(person)s are not those of link %(number)s.",
            **about,
        ),
        "amendment": _(
            "Session %(session)s: a correction is not the same in the list and in the chain.",
            **about,
        ),
        "unsealed": _("Session %(session)s should be sealed, and has no link.", **about),
        "opened": _(
            "Session %(session)s has link %(number)s, but is not sealed any more.", **about
        ),
    }[found.what]
