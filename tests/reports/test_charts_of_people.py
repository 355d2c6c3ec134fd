"""Charts of some of the people of groups, by what they are: against a plain count of the cast.

Two groups of one programme: twelve sessions were held in the first, three in the second. Nobody
here is marked by the code under test: who came to how many sessions is written down below.
"""

import csv
import io
import itertools
from collections import Counter
from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

import pypdfium2
import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from lms.completion.outcome import Outlook
from lms.courses.instruments import of_programme
from lms.courses.models import Group, LessonDone, Membership, ModuleConfirmed
from lms.db import db
from lms.levels.actions.saying import Word, say
from lms.levels.models import Method, Occasion
from lms.questions.frameworks import level
from lms.reports.actions.recount import recount
from tests import cast
from tests.cast import NOW, THURSDAY
from tests.completion.rows import START, away, base, new_group, one_of, there, to_come
from tests.queries import count_queries
from tests.visitor import Visitor


class Who(NamedTuple):
    """`came`: to so many of the first sessions; `left`: after three days."""

    name: str
    group: str
    gender: str | None
    born: date | None
    language: str | None
    came: int
    left: bool = False
    begun: bool = False
    done: bool = False
    levels: tuple[str, str] | None = None


CHILD, GROWN, AGED = date(2006, 5, 1), date(1990, 5, 1), date(1950, 5, 1)
CAST = [
    Who("Ana", "base-a", "F", GROWN, "sl", 12, begun=True, done=True, levels=("A1", "A2")),
    Who("Bea", "base-a", "F", CHILD, "ar", 4, begun=True),
    Who("Cal", "base-a", "M", GROWN, "ar", 0, levels=("A1", "A1")),
    Who("Dan", "base-a", "M", AGED, None, 2, left=True),
    Who("Eli", "base-a", "X", None, "sl", 11, done=True, levels=("A2", "B1")),
    Who("Fay", "base-b", "F", AGED, "sl", 3, begun=True, levels=("A1", "B1")),
    Who("Gil", "base-b", None, GROWN, "en", 1),
    Who("Hal", "base-b", None, None, None, 0, begun=True),
]
HELD = {"base-a": 12, "base-b": 3}
AGES = {"0-17": CHILD, "18-60": GROWN, "61+": AGED, "none": None}
SPLITS = {
    "gender": ("F", "M", "X", "none"),
    "age": tuple(AGES),
    "language": ("sl", "ar", "en", "none"),
}
FILTERS = [(name, quote(value)) for name, values in SPLITS.items() for value in values]
OF_PEOPLE = ["standing", "coming", "absences", "modules", "gains"]
PLACES = [*(one.value for one in Outlook), "people"]
SLOVENE = {"framework": "cefr", "language": "sl", "skills": ["speaking"], "methods": ["trainer"]}


def fits(one, name, value):
    value = unquote(value)
    if name == "age":
        return one.born == AGES[value]
    return getattr(one, name) == (None if value == "none" else value)


@pytest.fixture
def made(world):
    made = base(world)
    made.programme.levels = [SLOVENE]
    other = new_group(world, made.programme, "base-b", world.sam)
    made.groups = {"base-a": made.group, "base-b": other}
    made.held = {
        "base-a": made.sessions[:12],
        "base-b": [one_of(other, n, world) for n in range(3)],
    }
    db.session.add_all(made.held["base-b"])
    to_come(*made.sessions[12:])
    for number, session in enumerate(made.sessions[12:]):
        session.day = THURSDAY + timedelta(days=7 + number)
    db.session.query(Membership).filter_by(person_id=world.lea.id, group_id=made.group.id).delete()
    made.people = {one.name: enrolled(one, made, world) for one in CAST}
    db.session.commit()
    return made


def enrolled(one, made, world):
    who = cast.person(
        one.name, world.centre, email=None, gender=one.gender, birth_date=one.born,
        language=one.language,
    )  # fmt: skip
    place = cast.enrol(who, made.groups[one.group], START)
    place.ends_on = START + timedelta(days=3) if one.left else None
    db.session.add(place)
    db.session.flush()
    held = made.held[one.group]
    there(who, *held[: one.came])
    away(who, *([] if one.left else held[one.came :]))
    phone, safe = world.digital.modules
    if one.begun:
        done = LessonDone(person_id=who.id, lesson_id=phone.lessons[0].id, done_at=NOW)
        db.session.add(done)
    if one.done:
        given = {"by_id": world.tara.id, "confirmed_at": NOW}
        db.session.add(ModuleConfirmed(person_id=who.id, module_id=safe.id, **given))
    for occasion, name in zip((Occasion.ENTRY, Occasion.EXIT), one.levels or (), strict=False):
        words = [Word(who, "speaking", level("cefr", name))]
        (slovene,) = of_programme(made.programme.levels)
        given = {"by": world.tara, "now": NOW}
        say(made.programme, slovene, words, occasion, Method.TRAINER, **given)
    return who


@pytest.fixture
def ema(app, made, world):
    return Visitor(app).sign_in(world.ema)


def rows(visitor, slug, query=""):
    data = visitor.send("GET", f"/charts/{slug}.csv?programme=base&{query}").data
    return list(csv.DictReader(io.StringIO(data.decode())))


def store():
    groups = db.session.execute(select(Group.id, Group.programme_id, Group.zone, Group.revision))
    recount(groups.all(), THURSDAY, now=NOW)
    db.session.commit()


def numbers(visitor, slug, query=""):
    """Every number of a chart: (row, column) -> number."""
    found = {}
    for row in rows(visitor, slug, query):
        key = KEYS[slug](row)
        for column in COUNTED[slug]:
            if row.get(column):
                found[key, column] = int(row[column])
    return found


KEYS = {
    "standing": lambda row: row["group"],
    "coming": lambda row: int(row["session"]),
    "absences": lambda row: (row["weekday"], row["hour"]),
    "modules": lambda row: row["module"],
    "gains": lambda row: (row["subject"], row["level"]),
}
COUNTED = {
    "standing": PLACES,
    "coming": ["still_coming", "of"],
    "absences": ["missed_minutes", "due_minutes"],
    "modules": ["begun", "done", "of"],
    "gains": ["before", "after"],
}


@pytest.mark.parametrize("kept", [False, True])
@pytest.mark.parametrize("slug", OF_PEOPLE)
@pytest.mark.parametrize("split", SPLITS)
def test_the_parts_of_a_chart_are_together_the_whole(ema, made, split, slug, kept):
    if kept:
        store()
    whole = Counter(numbers(ema, slug))
    assert whole
    parts = Counter()
    for value in SPLITS[split]:
        parts.update(numbers(ema, slug, f"{split}={quote(value)}"))
    assert +parts == +whole


@pytest.mark.parametrize(("name", "value"), FILTERS)
def test_who_still_comes_is_what_a_plain_count_says(ema, made, name, value):
    those = [one for one in CAST if fits(one, name, value)]
    longest = max(HELD[one.group] for one in those)
    expected = {
        number: (
            sum(one.came >= number for one in those),
            sum(HELD[one.group] >= number for one in those),
        )
        for number in range(1, longest + 1)
    }
    found = rows(ema, "coming", f"{name}={value}")
    assert {int(r["session"]): (int(r["still_coming"]), int(r["of"])) for r in found} == expected


@pytest.mark.parametrize(("name", "value"), FILTERS)
def test_time_missed_is_what_a_plain_count_says(ema, made, name, value):
    missed, due = Counter(), Counter()
    for one in CAST:
        if one.left or not fits(one, name, value):
            continue
        for number, session in enumerate(made.held[one.group]):
            at = str(session.day.isoweekday())
            due[at] += 180
            missed[at] += 0 if number < one.came else 180
    *found, total = rows(ema, "absences", f"{name}={value}")
    assert {row["weekday"]: int(row["due_minutes"]) for row in found} == due
    assert {row["weekday"]: int(row["missed_minutes"]) for row in found} == dict(missed)
    assert int(total["missed_minutes"]) == missed.total()


@pytest.mark.parametrize(("name", "value"), FILTERS)
def test_modules_and_levels_are_what_a_plain_count_says(ema, made, name, value):
    those = [one for one in CAST if fits(one, name, value)]
    there_now = [one for one in those if not one.left]
    found = rows(ema, "modules", f"{name}={value}")
    if there_now:
        phone, safe, *_rest = found
        assert int(phone["begun"]) == sum(one.begun for one in there_now)
        assert int(safe["done"]) == sum(one.done for one in there_now)
        assert {int(row["of"]) for row in found} == {len(there_now)}
    pairs = [one.levels for one in those if one.levels]
    levels = rows(ema, "gains", f"{name}={value}")
    for place, column in enumerate(("before", "after")):
        told = {row["level"]: int(row[column]) for row in levels if int(row[column])}
        assert told == Counter(pair[place] for pair in pairs)


@pytest.mark.parametrize(
    ("name", "value"), [*FILTERS, ("from", "2022-01-01"), ("to", "2022-01-04"), ("only", "short")]
)
def test_standings_are_those_of_the_list_of_people(ema, made, name, value):
    query = f"programme=base&{name}={value}"
    *groups, total = rows(ema, "standing", f"{name}={value}") or [{"people": "0"}]
    listed = csv.DictReader(io.StringIO(ema.send("GET", f"/explore/people.csv?{query}").text))
    people = list(listed)
    assert int(total["people"]) == len(people)
    by_group = Counter(one["groups"] for one in people)
    titles = {f"Group {slug}": count for slug, count in by_group.items()}
    assert {row["group"]: int(row["people"]) for row in groups if int(row["people"])} == titles


def opened(visitor):
    """(number, where it leads) of each number of a table that is a link, but the name of its row
    and lists that are opened elsewhere."""
    found = []
    for link in visitor.page.select("table.charted td a[href*='/explore/people']"):
        found.append((int(next(link.strings)), link["href"]))
    return found


@pytest.mark.parametrize("query", ["", "gender=F", "age=61%2B", "language=none", "from=2022-01-01"])
def test_every_number_opens_exactly_the_people_that_it_counts(ema, made, query):
    ema.visit(f"/charts?programme=base&{query}")
    links = dict(map(reversed, opened(ema)))
    counted = {address.partition("counted=")[2].partition(":")[0] for address in links}
    assert {"", "came", "held", "begun"} <= counted
    assert query not in ("", "gender=F") or {"done", "entry", "exit", "both"} <= counted
    for address, number in links.items():
        ema.visit(address)
        assert int(ema.text("h1").split()[0]) == number, address
        assert len(ema.page.select("th[scope=rowgroup]")) == number
        path, filters = urlsplit(address).path, urlsplit(address).query
        file = ema.send("GET", f"{path}.csv?{filters}").text
        assert len(list(csv.DictReader(io.StringIO(file)))) == number


def test_charts_of_whom_a_number_counts_have_the_people_of_its_list(ema, made):
    cells = ["came:3", "held:4", "there", "begun:digital-basics/01-my-phone", "both:cefr-sl"]
    for cell in [*cells, "done:digital-basics/02-safe-online", "entry:cefr-sl:cefr:a1"]:
        ema.visit(f"/explore/people?programme=base&counted={cell}")
        listed = int(ema.text("h1").split()[0])
        *_groups, total = rows(ema, "standing", f"counted={cell}")
        assert int(total["people"]) == listed > 0, cell
        ema.visit(f"/charts?programme=base&counted={cell}&gender=F")
        assert ema.page.select("table.charted"), cell


@pytest.mark.parametrize("slug", OF_PEOPLE)
def test_page_and_files_of_some_people_say_the_same(ema, made, slug):
    query = "programme=base&gender=F"
    ema.visit(f"/charts?{query}")
    table = ema.page.select_one(f"h2#{slug}").find_parent("section").select_one("table.charted")
    for hidden in table.select(".sr, .barred"):
        hidden.extract()
    on_page = [int(cell.text) for cell in table.select("td") if cell.text.strip().isdigit()]
    in_file = [
        int(value)
        for row in rows(ema, slug, "gender=F")
        for value in list(row.values())[1:]
        if value.isdigit()
    ]
    assert on_page == in_file
    book = load_workbook(io.BytesIO(ema.send("GET", f"/charts/{slug}.xlsx?{query}").data))
    sheet = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    assert [cell for row in sheet for cell in row[1:] if type(cell) is int] == in_file
    paper = pypdfium2.PdfDocument(ema.send("GET", f"/charts/{slug}.pdf?{query}").data)
    words = " ".join(page.get_textpage().get_text_range() for page in paper)
    assert "Women" in words
    assert all(str(number) in words for number in in_file)


def test_hours_stay_those_of_whole_groups_and_say_so(ema, made):
    assert rows(ema, "hours", "gender=F") == rows(ema, "hours")
    words = "Hours are of whole groups: filters of people do not change them."
    assert words in ema.visit("/charts?programme=base&gender=F").text("main")
    assert words not in ema.visit("/charts?programme=base").text("main")
    paper = pypdfium2.PdfDocument(ema.send("GET", "/charts/hours.pdf?programme=base&gender=F").data)
    assert "whole groups" in paper[0].get_textpage().get_text_range()


def test_the_form_keeps_the_filters_and_each_is_taken_off_by_its_chip(ema, made):
    ema.visit("/charts?programme=base&gender=F&age=18-60&language=sl&standing=on_track")
    for name, value in {"gender": "F", "age": "18-60", "language": "sl"}.items():
        assert ema.page.select_one(f"#f_{name} option[selected]")["value"] == value
    chips = ema.page.select("nav.chips a.btn")
    assert len(chips) == 5
    assert "gender" not in next(a["href"] for a in chips if "Gender" in a.text)


def test_filters_that_nobody_fits_are_said_and_lead_nowhere(ema, made):
    ema.visit("/charts?programme=base&gender=X&age=0-17")
    assert "Nobody fits these filters." in ema.text("main")
    assert not ema.page.select("h2#coming ~ table, table.heat")
    assert rows(ema, "coming", "gender=X&age=0-17") == []


def test_a_number_as_a_filter_that_cannot_be_is_nobody_or_left_out(ema, made):
    for cell in ("came:99", "done:no/such", "begun:no/such", "entry:cefr-sl:cefr:x", "both:none"):
        assert "Nobody fits" in ema.visit(f"/explore/people?counted={cell}").text("main")
    for cell in ("came:0", "came:", "done:", "there:1", "entry:a", "more"):
        ema.visit(f"/explore/people?counted={cell}")
        assert f"counted={cell} is not known" in ema.text("main")


def test_very_many_groups_of_some_people_ask_for_a_choice(ema, made, world):
    for number in range(61):
        group = new_group(world, made.programme, f"many-{number}", world.tara)
        who = cast.person(f"N{number}", world.centre, email=None, gender="F")
        db.session.add(cast.enrol(who, group, START))
    store()
    words = ema.visit("/charts?programme=base&gender=F").text("main")
    assert "the marks of each person are read: of 60 groups and 5000 people at most" in words
    assert rows(ema, "absences", "gender=F") == []
    assert rows(ema, "coming", "gender=F")[0]["of"] == "3"  # whatever is counted by statements
    assert ema.visit("/charts?group=base-a&gender=F").page.select("table.heat")
    assert ema.visit("/charts?programme=base&gender=M").page.select("table.heat")
    ema.visit("/explore/people?programme=base&counted=done:digital-basics/02-safe-online", 409)


def test_only_who_may_open_the_people_sees_charts_of_them(app, made, world):
    other = Visitor(app).sign_in(world.oto)
    for filters in ("gender=F", "age=0-17", "language=ar", "standing=cannot", "counted=came:1"):
        other.visit(f"/charts?programme=base&{filters}", 403)
        assert other.send("GET", f"/charts/coming.csv?group=base-a&{filters}").status_code == 403
        data = other.send("GET", f"/charts/standing.csv?{filters}").text
        assert "base" not in data
    sam = Visitor(app).sign_in(world.sam)  # teaches the second group
    assert {row["of"] for row in rows(sam, "coming", "gender=F")} == {"1"}


def test_some_people_cost_as_many_statements_in_many_groups_as_in_few(ema, made, world):
    store()
    pages = [f"/charts?programme=base&{name}={value}" for name, value in FILTERS[::4]]
    few = [asked(ema, page) for page in pages]
    for number in range(6):
        group = new_group(world, made.programme, f"more-{number}", world.tara)
        for gender in "FM":
            who = cast.person(
                f"P{number}{gender}", world.centre, email=None, gender=gender, birth_date=CHILD,
                language="sl",
            )  # fmt: skip
            db.session.add(cast.enrol(who, group, START))
    store()
    assert [asked(ema, page) for page in pages] == few
    assert max(few) <= 40


def asked(visitor, page):
    visitor.visit(page)
    with count_queries() as seen:
        visitor.visit(page)
    return len(seen)


def test_filters_of_people_are_taken_together(ema, made):
    for gender, language in itertools.product("FM", ("sl", "ar")):
        those = [one for one in CAST if (one.gender, one.language) == (gender, language)]
        found = rows(ema, "coming", f"gender={gender}&language={language}")
        assert sum(int(row["still_coming"]) for row in found) == sum(one.came for one in those)
