"""Each of the four figures above a project's activities opens exactly the rows that it counts."""

import csv
import io
from random import Random
from types import SimpleNamespace

import openpyxl
import pytest
from sqlalchemy import select

from lms.db import db
from lms.exchange import queries, rules
from lms.exchange.models import Activity, Delegation, Participation
from lms.people.models import Organisation
from tests import cast
from tests.exchange.samples import activity_of, on_the_list, twinned
from tests.queries import count_queries
from tests.visitor import Visitor

PAGE = "/projects/twinning/activities"
TOTALS = ("registrations", "participations", "people", "organisations")


@pytest.fixture
def held(world):
    """A visit of the centre and a webinar of the network that were held, one to come, one that was
    cancelled. Lea was at both, Lou at the visit, Olga and Bo at the webinar."""
    project = twinned(world).project
    visit = activity_of(project, world.centre, "held-1", status="held", headcount=10, registered=20)
    webinar = activity_of(project, world.network, "held-2", status="held", kind="webinar")
    gone = activity_of(project, world.centre, "gone", status="cancelled", headcount=7, registered=7)
    silent = activity_of(project, world.centre, "silent", status="held")
    for one, people in ((visit, ("lea", "lou")), (webinar, ("lea", "olga", "bo")), (gone, ("bo",))):
        for name in people:
            on_the_list(one, getattr(world, name), came=True)
    on_the_list(visit, world.bo, came=False)
    on_the_list(visit, world.tara, came=True, role="staff")
    on_the_list(webinar, world.oto, came=True, role="speaker")
    city = Organisation(slug="tilburg", name="Tilburg")
    far = Organisation(slug="far", name="Far away")
    db.session.add_all([city, far])
    db.session.flush()
    sent = (visit, city), (webinar, city), (visit, world.centre), (gone, far)
    db.session.add_all(Delegation(activity=one, organisation=home) for one, home in sent)
    db.session.commit()
    return SimpleNamespace(project=project, visit=visit, webinar=webinar, silent=silent, city=city)


def opened(visitor, total, kind=""):
    """The number that is shown, and the page to which it leads."""
    visitor.visit(f"{PAGE}?kind={kind}" if kind else PAGE)
    link = next(
        one for one in visitor.page.select("dl.facts a") if f"activities/{total}" in one["href"]
    )
    visitor.visit(link["href"])
    return int(link.text.replace(",", "")), visitor


def lines(visitor, part="tbody"):
    return [
        [" ".join(cell.text.split()) for cell in row.select("th, td")]
        for row in visitor.page.select(f"main table {part} tr")
    ]


def rows(visitor, total, query=""):
    return list(csv.DictReader(io.StringIO(visitor.file(f"{PAGE}/{total}.csv{query}"))))


def test_registrations_are_activities_with_names_and_with_numbers_beside_them(visitor, world, held):
    told, page = opened(visitor.sign_in(world.ema), "registrations")
    assert [one[3:] for one in lines(page)] == [["3", "20", "23"], ["3", "0", "3"]]
    assert (told, lines(page, "tfoot")) == (26, [["All", "6", "20", "26"]])
    links = [one["href"] for one in page.page.select("tbody td a")]
    assert links == ["/activities/held-1?show=registered#list"]  # of the own alone
    page.visit(links[0])
    assert page.page.find(id="list").text.endswith(": 23 people")


def test_participations_are_who_came_of_one_kind_where_one_is_chosen(visitor, world, held):
    told, page = opened(visitor.sign_in(world.ema), "participations")
    assert [one[3:] for one in lines(page)] == [["2", "10", "12"], ["3", "0", "3"]]
    assert (told, lines(page, "tfoot")[0][-1]) == (15, "15")
    told, page = opened(visitor, "participations", "webinar")
    assert [one[3:] for one in lines(page)] == [["3", "0", "3"]]
    assert (told, lines(page, "tfoot")[0][-1]) == (3, "3")
    assert page.page.select_one("#kind option[selected]")["value"] == "webinar"
    back = page.page.select_one("main p.small a")["href"]
    assert back == f"{PAGE}?kind=webinar"


def test_people_stand_once_and_those_of_others_are_a_number(visitor, world, held):
    told, page = opened(visitor.sign_in(world.tara), "people")
    assert [one[0] for one in lines(page)] == ["Lea LEA", "Lou LOU"]
    assert told == 4
    assert [one[0] for one in lines(page, "tfoot")] == [
        "2 people not named here: at activities that others host", "All: 4 people",
    ]  # fmt: skip
    assert lines(page)[0][1] == world.centre.name


def test_a_partner_that_hosted_none_of_it_reads_no_name_on_a_page_or_in_a_file(
    visitor, world, held
):
    held.webinar.host = world.centre
    told, page = opened(visitor.sign_in(world.oto), "people")
    assert (told, lines(page)) == (4, [])
    assert "4 people not named here" in page.text("#others")
    found = rows(page, "people")
    assert [(one["person_code"], one["name"], one["people"]) for one in found] == [
        ("", "Not named here: at activities that others host", "4"), ("All", "", "4"),
    ]  # fmt: skip
    for total in TOTALS:
        texts = visitor.visit(f"{PAGE}/{total}").text("main"), str(rows(visitor, total))
        assert not [name for name in ("Lea", "Lou", "Olga", "Bo") if any(name in t for t in texts)]
        assert not page.page.select("a[href*='show=']")


def test_an_administrator_reads_every_name_and_of_who_was_erased_the_code(visitor, world, held):
    world.lou.erased_at, world.lou.name = cast.NOW, world.lou.code
    told, page = opened(visitor.sign_in(world.ada), "people")
    assert [one[0] for one in lines(page)] == ["Bo BO", "Lea LEA", "LOU", "Olga OLGA"]
    assert (told, lines(page, "tfoot")) == (4, [["All: 4 people"]])


def test_organisations_say_how_often_and_each_number_opens_these_activities(visitor, world, held):
    told, page = opened(visitor.sign_in(world.oto), "organisations")
    assert lines(page) == [
        [world.centre.name, "2"], [world.network.name, "1"], ["Tilburg", "2"],
    ]  # fmt: skip
    assert (told, lines(page, "tfoot")) == (3, [["All: 3 organisations"]])
    for link in [one["href"] for one in page.page.select("tbody td a")]:
        times = page.visit(f"{PAGE}/organisations").page.find("a", href=link).text
        assert len(lines(page.visit(link))) == int(times)
    page.visit(f"{PAGE}/organisations?of=tilburg&kind=webinar")
    assert [one[0] for one in lines(page)] == ["Visit to the centreWebinar"]
    file = rows(page, "organisations", "?of=tilburg")
    assert [(one["activity_code"], one["activities"]) for one in file] == [
        ("held-1", "1"), ("held-2", "1"), ("All", "2"),
    ]  # fmt: skip
    for unknown in ("far", "nowhere"):  # was at none that was held
        page.visit(f"{PAGE}/organisations?of={unknown}", 404)
        page.visit(f"{PAGE}/organisations.csv?of={unknown}", 404)


def test_what_is_zero_opens_nothing_and_says_so_by_address(visitor, world, held):
    visitor.sign_in(world.ema).visit(f"{PAGE}?kind=final_event")
    assert visitor.page.select("dl.facts a") == []
    for total in TOTALS:
        visitor.visit(f"{PAGE}/{total}?kind=final_event")
        assert "Nothing is counted here yet" in visitor.text("main .empty")


def test_a_figure_that_there_is_not_is_not_found(visitor, world, held):
    visitor.sign_in(world.ema)
    for unknown in ("hours", "people.doc", "hours.csv", "People"):
        visitor.visit(f"{PAGE}/{unknown}", 404)


@pytest.mark.parametrize("kind", ["", "webinar"])
@pytest.mark.parametrize("total", TOTALS)
def test_files_have_the_rows_and_the_total_of_the_page(visitor, world, held, total, kind):
    told, page = opened(visitor.sign_in(world.ema), total, kind)
    query = f"?kind={kind}" if kind else ""
    found = rows(visitor, total, query)
    number = {"people": "people", "organisations": "organisations"}.get(total, "all")
    assert int(found[-1][number]) == told == sum(int(one[number]) for one in found[:-1])
    others = total == "people" and bool(visitor.page.find(id="others"))
    assert len(found) - 1 == len(lines(page)) + others
    book = openpyxl.load_workbook(io.BytesIO(sent(visitor, f"{PAGE}/{total}.xlsx{query}")))
    sheet = [["" if one is None else str(one) for one in row] for row in book.worksheets[0].values]
    assert [row[-1] for row in sheet[1:]] == [list(one.values())[-1] for one in found]
    assert sent(visitor, f"{PAGE}/{total}.pdf{query}").startswith(b"%PDF")


def sent(visitor, address):
    answer = visitor.send("GET", address)
    assert answer.status_code == 200
    return answer.data


@pytest.fixture
def crowd(world, held):
    """Sixty more activities and a hundred and twenty people, by chance, but always the same."""
    chance = Random(7)
    homes = [world.centre, world.network, held.city]
    people = [cast.person(f"P{n:03}", chance.choice(homes)) for n in range(120)]
    made = [
        Activity(
            code=f"more-{n:02}", project=held.project, host=chance.choice(homes), made_at=cast.NOW,
            title={"en": f"More {n}"}, starts_on=cast.THURSDAY, ends_on=cast.THURSDAY,
            zone=cast.ZONE, mode="online", kind=chance.choice(["webinar", "study_visit"]),
            status=chance.choice(["held", "held", "held", "planned", "cancelled"]),
            headcount=chance.choice([None, 0, 9]), registered=chance.choice([None, 0, 12]),
        )
        for n in range(100)
    ]  # fmt: skip
    for one in made:
        for person in chance.sample(people, chance.choice([0, 0, 5, 9])):
            place = Participation(
                activity=one, person=person, at=cast.NOW,
                registered_at=chance.choice([None, cast.NOW]),
                came=chance.choice([None, True, True, False]),
                organisation=chance.choice([None, *homes]),
                role=chance.choice(["participant", "participant", "speaker", "staff"]),
            )  # fmt: skip
            db.session.add(place)
        for home in chance.sample(homes, chance.choice([0, 1, 2])):
            db.session.add(Delegation(activity=one, organisation=home))
    db.session.commit()
    return held


def every_page(visitor, address):
    """The lines of all pages, and the last lines, which each page has."""
    found, number = [], 1
    while True:
        mark = "&" if "?" in address else "?"
        visitor.visit(f"{address}{mark}page={number}")
        found += lines(visitor)
        number += 1
        if not any("Next page" in one.text for one in visitor.page.select("nav.pager a")):
            return found, lines(visitor, "tfoot")


@pytest.mark.parametrize("kind", ["", "webinar"])
def test_totals_are_their_rows_whatever_was_held_and_whoever_looks(app, world, crowd, kind):
    query = f"?kind={kind}" if kind else ""
    four = queries.four(crowd.project.id, kind)
    assert min(four) > 2
    for who in (world.ema, world.oto, world.ada):
        visitor = Visitor(app).sign_in(who)
        for place, total in enumerate(("registrations", "participations")):
            found, foot = every_page(visitor, f"{PAGE}/{total}{query}")
            numbers = [[int(cell) for cell in one[3:]] for one in found]
            assert all(named + unnamed == both > 0 for named, unnamed, both in numbers)
            assert [sum(one) for one in zip(*numbers, strict=True)] == [
                int(cell) for cell in foot[0][1:]
            ]
            assert int(foot[0][-1]) == four[place]
        people, foot = every_page(visitor, f"{PAGE}/people{query}")
        assert len({one[0] for one in people}) == len(people)
        others = int(foot[0][0].split()[0]) if len(foot) == 2 else 0
        assert (others == 0) == (who is world.ada)
        assert len(people) + others == four.people
        assert len(every_page(visitor, f"{PAGE}/organisations{query}")[0]) == four.organisations


def test_names_are_those_of_activities_that_the_viewer_runs(world, crowd):
    """What the statement says is what the rule says of each activity."""
    held = queries.Held(crowd.project.id)
    places = db.session.scalars(select(Participation).order_by(Participation.id)).all()
    places = [
        one for one in places
        if one.activity.status == "held" and one.came and one.role == "participant"
        and one.activity.project_id == held.project_id
    ]  # fmt: skip
    stranger = cast.person("Nemo", role="coordinator")
    for who in (world.ema, world.oto, world.tara, world.ada, world.lea, stranger):
        named = {one.person_id for one in places if rules.runs(who, one.activity)}
        found = db.session.scalars(queries.people_of(held, who)).all()
        assert {one.id for one in found} == named
        assert queries.not_named(held, who) == len({one.person_id for one in places} - named)


def test_these_pages_ask_the_same_for_few_and_for_many(visitor, world, held, request):
    visitor.sign_in(world.ema)
    addresses = [f"{PAGE}/{total}" for total in TOTALS]
    addresses += [f"{PAGE}/organisations?of=tilburg"]
    addresses += [f"{PAGE}/{total}.csv" for total in TOTALS]
    few = [asked(visitor, one) for one in addresses]
    request.getfixturevalue("crowd")
    assert [asked(visitor, one) for one in addresses] == few
    assert max(few) <= 14


def asked(visitor, address):
    db.session.expire_all()
    with count_queries() as seen:
        assert visitor.send("GET", address).status_code == 200
    return len(seen)
