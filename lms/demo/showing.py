"""What teachers of the demo put into their portfolios. All of them are demo people; what they write
is made up."""

from datetime import date, datetime, timedelta

from lms.courses import queries as courses
from lms.courses.models import Programme
from lms.demo.people import Cast
from lms.portfolios import actions, queries
from lms.portfolios.actions.items import Words
from lms.portfolios.models import Item, Verdict

LETTER = (
    "Demo item. The letter to a new family, in simple sentences: when school begins, what to "
    "bring, whom to ask. The mediator read it with two mothers; they asked "
    "for a map, so now there is one."
)
LESSON = (
    "Demo item. A lesson on volcanoes with a language aim: five sentences with 'because'. Before "
    "it the class collected words in six languages."
)
QUESTIONS = (
    "Demo item. I counted for a week whom I asked in class: Mina 2, Luca 14. My plan is here."
)


def load(programme: Programme, cast: Cast, today: date, now: datetime) -> None:
    """One item that was accepted, one returned with words, one that waits; where the programme asks
    for portfolios and has modules."""
    modules = queries.modules_of(programme.id)
    if not (programme.policy.asks_portfolio and len(modules) > 2):
        return
    group = courses.group_for(cast["TEA-01"].id, [programme], today)
    trainer = cast["DEMO-TR-SAR"]
    criteria = queries.rubric(programme.id).criteria
    given = {one["id"]: one["points"] for one in criteria}

    def put_in(code: str, title: str, text: str, place: int, days: int) -> Item:
        when, who = now - timedelta(days=days), cast[code]
        words = Words(title, text, "", modules[place].id)
        item = actions.save(who, programme, None, words, now=when)
        actions.hand_in(item, group, now=when)
        return item

    letter = put_in("TEA-01", "A letter to a new family", LETTER, 0, 9)
    said = "Clear and warm, and the map is what makes it work."
    when = now - timedelta(days=7)
    actions.review(letter, Verdict.ACCEPTED, given, said, criteria, by=trainer, now=when)
    lesson = put_in("TEA-01", "Volcanoes, and the word because", LESSON, 1, 6)
    less, when = dict.fromkeys(given, 1), now - timedelta(days=5)
    said = "Good aim. Show one page of what a pupil wrote, then it speaks for itself."
    actions.review(lesson, Verdict.RETURNED, less, said, criteria, by=trainer, now=when)
    put_in("TEA-02", "Whom do I ask in class?", QUESTIONS, 0, 2)
