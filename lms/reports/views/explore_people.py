"""The people behind a number: the same filters, each person once."""

from lms.completion.outcome import Outlook
from lms.people.rules import is_staff
from lms.reports.queries.chosen import chosen
from lms.reports.queries.opened import SORTS, everyone, people, with_places
from lms.reports.rules.filters import GENDERS, Age
from lms.reports.views import exploring
from lms.reports.views import wording as words
from lms.reports.views.asked import asked
from lms.reports.views.blueprint import bp
from lms.reports.views.counted import how_old, only_counted
from lms.transfers import table_file
from lms.web import me, only, page, page_of


@bp.get("/explore/people")
def explore_people():
    only(is_staff)
    ask = asked(rows=True)
    found = chosen(me(), ask.wish, ask.today)
    pages = page_of(people(found, ask.wish.sort))
    return page(
        "reports/explore_people.html",
        ask=ask,
        wish=ask.wish,
        known=found.kept,
        notes=how_old(found.kept),
        pages=pages,
        opened=with_places(found, pages.items),
        sorts=SORTS,
        outlooks=list(Outlook),
        genders=GENDERS,
        ages=list(Age),
        words=words,
    )


@bp.get("/explore/people.<any(csv, xlsx, pdf):kind>")
def explore_people_file(kind):
    only(is_staff)
    ask = asked(rows=True)
    found = chosen(me(), ask.wish, ask.today)
    only_counted(found.kept)
    table = exploring.people(ask, everyone(found), how_old(found.kept))
    return table_file(table, "people", kind)
