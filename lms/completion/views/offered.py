"""Offers of make-up on the first page, in whole sentences that tell them apart."""

from flask_babel import gettext as _
from flask_babel import ngettext

from lms.completion.queries.mine import Offered
from lms.i18n import day


def in_words(offer: Offered) -> str:
    """For who learns: what was missed, and what makes up for it."""
    about = {"missed": day(offer.missed, "d MMMM")}
    if offer.day and offer.starts:
        about |= {"day": day(offer.day, "d MMMM"), "time": f"{offer.starts:%H:%M}"}
        if offer.said_yes:
            return _(
                "You said yes: come on %(day)s at %(time)s for what you missed on %(missed)s.",
                **about,
            )
        return _(
            "For what you missed on %(missed)s you can come on %(day)s at %(time)s. "
            "Answer yes or no.",
            **about,
        )
    minutes = offer.minutes or 0
    if offer.said_yes:
        return ngettext(
            "You said yes: a task of %(num)s minute for what you missed on %(missed)s.",
            "You said yes: a task of %(num)s minutes for what you missed on %(missed)s.",
            minutes,
            **about,
        )
    return ngettext(
        "For what you missed on %(missed)s you can do a task of %(num)s minute. Answer yes or no.",
        "For what you missed on %(missed)s you can do a task of %(num)s minutes. Answer yes or no.",
        minutes,
        **about,
    )
