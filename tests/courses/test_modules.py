"""Modules: when they are done, and what the trainer of a group confirms."""

import pytest
from sqlalchemy import select

from lms.courses import actions, queries
from lms.courses.models import Assessment, LessonDone, Module, ModuleConfirmed
from lms.db import db
from lms.errors import Refused
from lms.people.models import Change
from tests import cast
from tests.queries import count_queries
from tests.visitor import Visitor


def read(person, module):
    for lesson in module.lessons:
        db.session.add(LessonDone(person_id=person.id, lesson_id=lesson.id, done_at=cast.NOW))
    db.session.flush()


def confirm(person, module, by):
    values = {"by_id": by.id, "confirmed_at": cast.NOW}
    db.session.add(ModuleConfirmed(person_id=person.id, module_id=module.id, **values))
    db.session.flush()


def test_a_module_is_done_by_its_lessons_or_by_confirmation(world):
    phone, safe = world.digital.modules
    read(world.lea, phone)
    confirm(world.lea, safe, world.tara)
    confirm(world.lou, phone, world.tara)
    everyone = [world.lea.id, world.lou.id, world.bo.id]
    assert queries.modules_done(everyone, world.local) == {
        world.lea.id: {phone.id, safe.id},
        world.lou.id: {phone.id},
    }
    assert queries.modules_done(everyone, world.cities) == {}
    assert queries.modules_done(everyone, world.local, before=cast.NOW) == {}


def test_lessons_that_retire_are_not_asked_for_and_new_ones_are(world):
    phone = world.digital.modules[0]
    first, second = phone.lessons
    db.session.add(LessonDone(person_id=world.lea.id, lesson_id=first.id, done_at=cast.NOW))
    assert queries.modules_done([world.lea.id], world.local) == {}
    second.retired_at = cast.NOW
    assert queries.modules_done([world.lea.id], world.local) == {world.lea.id: {phone.id}}
    db.session.add(cast.lesson(phone, "03-third", en="Third"))
    assert queries.modules_done([world.lea.id], world.local) == {}


@pytest.mark.parametrize("completion", ["trainer", "attendance"])
def test_lessons_alone_end_only_a_module_that_says_so(world, completion):
    phone = world.digital.modules[0]
    phone.completion = completion
    read(world.lea, phone)
    assert queries.modules_done([world.lea.id], world.local) == {}
    assert [m.id for m in queries.read_through([world.lea.id], world.local)[world.lea.id]] == [
        phone.id
    ]
    confirm(world.lea, phone, world.tara)
    assert queries.modules_done([world.lea.id], world.local) == {world.lea.id: {phone.id}}


def test_a_module_without_lessons_is_not_done_by_nothing(world):
    db.session.add(Module(course=world.digital, slug="03-empty", title={"en": "Empty"}))
    assert queries.modules_done([world.lea.id], world.local) == {}


def test_the_plan_of_a_programme_in_order(world):
    phone, safe = world.digital.modules
    safe.minutes = None
    quiz = {"slug": "check", "kind": "quiz", "title": {"en": "Check"}, "content": {}}
    db.session.add(Assessment(module_id=phone.id, **quiz))
    assert [tuple(module)[1:] for module in queries.plan(world.local).values()] == [
        ("digital-basics/01-my-phone", "lessons", 20, 2, 1),
        ("digital-basics/02-safe-online", "lessons", 20, 2, 0),
        ("slovene-first-steps/01-hello", "lessons", 20, 2, 0),
    ]


def test_what_self_paced_lessons_may_credit_is_the_modules_nominal_minutes(world):
    phone, safe = world.digital.modules
    phone.minutes, safe.minutes = 35, None
    read(world.lea, phone)
    read(world.lea, safe)
    read(world.lou, phone)
    assert queries.lessons_done_minutes([world.lea.id, world.lou.id], world.local) == {
        world.lea.id: {phone.id: 35, safe.id: 20},
        world.lou.id: {phone.id: 35},
    }


def test_everybodys_modules_cost_three_queries_however_many_people(world):
    read(world.lea, world.digital.modules[0])
    assert world.local.id
    with count_queries() as for_few:
        queries.modules_done([world.lea.id], world.local)
    with count_queries() as for_many:
        queries.modules_done(range(1, 1100), world.local)
    assert len(for_few) == len(for_many) == 3


def test_the_trainer_sees_what_is_done_and_confirms_a_module(visitor, world):
    phone = world.digital.modules[0]
    read(world.lea, phone)
    visitor.sign_in(world.tara).visit("/groups/jes-a/modules")
    rows = [
        [" ".join(cell.text.split()) for cell in row.select("th, td")]
        for row in visitor.page.select("table")[0].select("tbody tr")
    ]
    assert rows == [["Lea", "done", "0/2"], ["Lou", "0/2", "0/2"]]
    visitor.visit(f"/groups/jes-a/modules/{phone.id}")
    visitor.press("confirm", "Save", person=str(world.lou.id))
    assert visitor.text("#notice") == "Saved."
    kept = db.session.scalars(select(ModuleConfirmed)).one()
    assert (kept.person_id, kept.by_id, kept.confirmed_at) == (
        world.lou.id, world.tara.id, cast.NOW,
    )  # fmt: skip
    assert [box["value"] for box in visitor.page.select("[checked]")] == [str(world.lou.id)]
    visitor.press("confirm", "Save", person=None)
    assert db.session.scalars(select(ModuleConfirmed)).all() == []
    changes = db.session.scalars(select(Change).filter_by(noun="module").order_by(Change.id))
    assert [(change.key, change.verb) for change in changes] == [
        ("digital-basics/01-my-phone/LOU", "confirmed"),
        ("digital-basics/01-my-phone/LOU", "unconfirmed"),
    ]
    db.session.refresh(world.a)
    assert world.a.revision == 2


def test_a_confirmation_of_somebody_who_was_not_on_the_form_is_not_taken_away(app, world):
    phone = world.digital.modules[0]
    confirm(world.lea, phone, world.tara)
    visitor = Visitor(app).sign_in(world.tara).visit(f"/groups/jes-a/modules/{phone.id}")
    token = visitor.page.select_one("#confirm [name=csrf_token]")["value"]
    sent = {"csrf_token": token, "shown": str(world.lou.id), "person": str(world.bo.id)}
    visitor.send("POST", f"/groups/jes-a/modules/{phone.id}", sent)
    kept = db.session.scalars(select(ModuleConfirmed)).one()
    assert kept.person_id == world.lea.id  # and Bo, of another group, was not confirmed


def test_only_a_trainer_of_the_group_confirms(app, world):
    phone = world.digital.modules[0]
    url = f"/groups/jes-a/modules/{phone.id}"
    ema = Visitor(app).sign_in(world.ema).visit(url)
    assert not ema.page.find(id="confirm_button")
    token = ema.page.select_one("#confirm [name=csrf_token]")["value"]
    assert ema.send("POST", url, {"csrf_token": token}).status_code == 403
    for who in (world.sam, world.lea, world.oto):
        Visitor(app).sign_in(who).visit(url, 403).visit("/groups/jes-a/modules", 403)
    module = world.housing.modules[0]
    with pytest.raises(Refused, match="not in the programme"):
        actions.confirm_module(world.a, module, [world.lea], by=world.tara, now=cast.NOW)
    Visitor(app).sign_in(world.tara).visit(f"/groups/jes-a/modules/{module.id}", 404)


def test_the_modules_cost_the_same_for_few_and_for_many(app, world):
    visitor = Visitor(app).sign_in(world.tara)
    urls = ["/groups/jes-a/modules", f"/groups/jes-a/modules/{world.digital.modules[0].id}"]
    for_few = []
    for url in urls:
        with count_queries() as seen:
            visitor.visit(url)
        for_few.append(len(seen))
    digital = world.digital
    for n in range(20):
        db.session.add(cast.enrol(cast.person(f"P{n}", world.centre), world.a))
        module = Module(course=digital, slug=f"1{n}-more", title={"en": f"More {n}"})
        db.session.add(module)
        db.session.add(cast.lesson(module, "01-one", en="One"))
    db.session.commit()
    for url, few in zip(urls, for_few, strict=True):
        with count_queries() as seen:
            visitor.visit(url)
        assert len(seen) == few <= 17, "\n\n".join(seen)
