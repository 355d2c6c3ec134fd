"""What is asked before a mark is replaced, in a sentence: the same on the register and wherever
else marks come from."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from lms.attendance.models import Session, Source
from lms.attendance.rules.lines import Frame, Question, in_words
from lms.i18n import day


def when(moment: datetime | None, session: Session) -> str:
    """17:05; with the day where it is not the session's."""
    if moment is None:
        return ""
    local = moment.astimezone(ZoneInfo(session.zone))
    if local.date() == session.day:
        return f"{local:%H:%M}"
    return day(local.date(), "d MMM") + _(", ") + f"{local:%H:%M}"


def asked(frame: Frame, question: Question) -> str:
    """What is asked before a mark is replaced that the person who marks did not see or make."""
    mark, time = in_words(question.now), when(question.at, frame.session)
    if question.about in ("other", Source.TRAINER) and question.by:
        return _(
            "Already marked %(mark)s at %(time)s by %(name)s. Keep which?",
            mark=mark,
            time=time,
            name=question.by,
        )
    if question.about == Source.SELF:
        return _("The self check-in says: %(mark)s. Keep which?", mark=mark)
    if question.about == Source.PLATFORM:
        return _("The log of the online meeting says: %(mark)s. Keep which?", mark=mark)
    if question.about == Source.PAPER:
        return _("The paper list says: %(mark)s. Keep which?", mark=mark)
    return _("Already marked %(mark)s at %(time)s. Keep which?", mark=mark, time=time)
