"""What is found, by whom, in which order; both databases answer alike."""

import pytest

from lms.attendance.models import SignUp, Status
from lms.courses.models import Course, Programme, State, Term
from lms.courses.queries import may_open_course, may_write
from lms.courses.queries.opening import opens
from lms.db import db
from lms.search import queries
from lms.search.words import looked_for
from tests import cast
from tests.queries import count_queries


def found(person, typed, speaking="en", **asked):
    hits = queries.find(person, looked_for(typed), speaking, **asked).hits
    entries = queries.entries(hits)
    return [(hit.kind, entries[hit.entry].shown) for hit in hits]


def titles(*found_, **asked):
    return [shown for _kind, shown in found(*found_, **asked)]


def add_lesson(world, number=9, **texts):
    module = world.digital.modules[0]
    lesson = cast.lesson(module, f"{number:02d}-more", **texts)
    db.session.add(lesson)
    db.session.commit()
    return lesson


def write(lesson, language, markdown, **values):
    text = next(text for text in lesson.texts if text.language == language)
    made = cast.lesson_text(language, text.title, markdown)
    text.markdown, text.blocks, text.page = markdown, made.blocks, made.page
    for name, value in values.items():
        setattr(text, name, value)
    db.session.commit()


def test_a_word_of_a_title_finds_its_lessons_for_who_may_open_them(world):
    of_digital = [("lesson", f"First of {name}") for name in ("01-my-phone", "02-safe-online")]
    assert found(world.lea, "first") == [*of_digital, ("lesson", "First of 01-hello")]
    assert found(world.olga, "first") == [("lesson", "First of 01-homes")]
    assert found(None, "first") == []
    assert found(None, "CITIES") == [("programme", "Inclusive cities")]
    assert len(found(world.ada, "first")) == 4


@pytest.mark.parametrize("name", ["lea", "lou", "bo", "olga", "tara", "sam", "ema", "oto", "ada"])
def test_lessons_are_found_by_exactly_those_who_may_open_them(world, name):
    world.cities.courses.append(cast.ProgrammeCourse(course=world.slovene, position=9, units=1))
    for owner in (world.centre, world.network):  # courses that are in no programme yet
        course = cast.course(f"of-{owner.slug}", "New", "01-one")
        course.organisation_id = owner.id
        db.session.add(course)
    db.session.commit()
    person = getattr(world, name)
    listed = set(db.session.scalars(cast_courses(person)))
    courses = db.session.query(Course).all()
    assert listed == {one.id for one in courses if may_open_course(person, one)}
    assert listed >= {one.id for one in courses if may_write(person, one)}


def cast_courses(person):
    return db.select(Course.id).where(opens(person, Course.id))


def test_who_has_completed_finds_on_and_who_has_left_does_not(world):
    enrolment = world.memberships[0].enrolment
    for state, finds in ((State.COMPLETED, True), (State.WITHDRAWN, False), (State.APPLIED, False)):
        enrolment.state = state
        db.session.commit()
        assert bool(found(world.lea, "first")) == finds, state


def test_titles_are_before_texts_and_the_own_language_before_others(world):
    said, named = add_lesson(world, 3, en="Alpha", sl="Alfa"), add_lesson(world, 4, en="Zebra one")
    write(said, "en", "We saw a zebra at home.")
    write(named, "en", "Nothing here.")
    assert titles(world.lea, "zebra") == ["Zebra one", "Alpha"]
    both = add_lesson(world, 5, en="Radio", sl="Radio (sl)")
    assert titles(world.lea, "radio", "sl") == ["Radio (sl)"]
    assert titles(world.lea, "radio", "en") == ["Radio"]
    assert titles(world.lea, "radio", "en", language="sl") == ["Radio (sl)"]
    assert len(queries.find(world.lea, looked_for("radio"), "en").hits) == 1, both


def test_all_words_must_be_there_and_the_beginning_of_a_word_is_enough(world):
    lesson = add_lesson(world, en="The washing machine")
    write(lesson, "en", "Sort the clothes by colour.")
    for typed in ("wash mach", "machine clothes", "COLOUR washing", "clothe"):
        assert titles(world.lea, typed) == ["The washing machine"], typed
    assert titles(world.lea, "washing zebra") == []
    assert titles(world.lea, "achine") == []


@pytest.mark.parametrize(
    ("language", "written", "typed"),
    [
        ("sl", "V garaži stoji žaga.", "zage"),
        ("sl", "Tri žage so v garaži.", "ŽAGA"),
        ("sl", "Na računalniku piše.", "računalnikov"),
        ("sl", "Pišite na naslov centra.", "naslova"),
        ("bs", "Kuća i đaci.", "kuce daci"),
        ("ar", "أين المَدرسة الجديدة؟", "مدرسه"),
        ("ar", "هاتف جديد", "الهاتف"),
        ("ar", "الساعة ٣٠", "30"),
        ("el", "Η ΟΔΟΣ είναι εδώ", "οδός"),
        ("uk", "Мій ТЕЛЕФОН", "телефон"),
        ("en", "Write to two cities", "city"),
        ("en", "One city", "cities"),
        ("de", "Die Straße", "STRASSE"),
    ],
)
def test_words_meet_in_each_language(world, language, written, typed):
    lesson = add_lesson(
        world, en="Words", **{language: "Naslov lekcije"} if language != "en" else {}
    )
    write(lesson, language, written)
    hits = queries.find(world.lea, looked_for(typed), "en", "lesson").hits
    assert [(hit.kind, hit.ref_id) for hit in hits] == [("lesson", lesson.id)]


@pytest.mark.parametrize(
    "typed",
    [
        '"first"', "first*", "first AND", "OR first", "NEAR(first)", "first NOT", "(first",
        "-first", "first:", "title:first", "{title}:first", "'first'", "first'--", "first & !",
        "first | ", "first:*", "\u202efirst", "fi\u200brst", "first 😀", "first\u0000", "^first",
        "first\\", "%first_",
    ],
)  # fmt: skip
def test_signs_and_operators_are_never_more_than_what_they_are(world, typed):
    operators = {"AND", "OR", "NOT", "NEAR", "title"}
    words = [one.word for one in looked_for(typed)]
    has_more = {word.casefold() for word in operators} & set(words)
    assert bool(titles(world.lea, typed)) == (not has_more), words


def test_sessions_are_found_by_those_whose_they_are(world):
    def who(typed):
        cast_of = ("lea", "lou", "bo", "olga", "tara", "sam", "ema", "oto", "ada")
        return {name for name in cast_of if found(getattr(world, name), typed, kind="session")}

    theirs = {"lea", "lou", "tara", "ema", "ada"}
    assert who("A-01") == theirs
    assert who("24. 3. 2022 group A") == theirs
    world.tonight.substitute = world.sam
    db.session.commit()
    assert who("A-01") == theirs | {"sam"}
    db.session.add(SignUp(session=world.tonight, person=world.bo, state="booked", since=cast.NOW))
    db.session.commit()
    assert who("A-01") == theirs | {"sam", "bo"}
    world.tonight.is_open = True
    db.session.commit()
    assert who("A-01") == theirs | {"sam", "bo", "olga", "oto"}
    assert found(None, "A-01") == []
    world.tonight.status = Status.MOVED
    db.session.commit()
    assert who("A-01") == set()


def test_a_session_is_found_by_its_module_in_every_language(world):
    world.digital.modules[0].title = {"en": "My phone", "sl": "Moj telefon", "ar": "هاتفي"}
    db.session.commit()
    for typed in ("phone", "telefona", "هاتفي", "digital"):
        assert ("session", "My phone") in found(world.lea, typed), typed


def test_words_of_the_glossary_are_found_with_what_they_mean(world):
    term = {"en": "Two-step sign-in", "sl": "Dvostopenjska prijava"}
    meaning = {"en": "A second proof that it is you", "sl": "Drugi dokaz"}
    db.session.add(Term(course_id=world.digital.id, slug="two", term=term, meaning=meaning))
    db.session.commit()
    assert found(world.lea, "two-step") == [("term", "Two-step sign-in")]
    assert found(world.lea, "proof") == [("term", "Two-step sign-in")]
    assert found(world.lea, "prijave", "sl") == [("term", "Dvostopenjska prijava")]
    assert found(world.olga, "proof") == []


def test_programmes_are_found_by_everybody(world):
    world.local.audience = {"en": "For people who are new in Jesenice"}
    world.local.goals = {"en": ["pay a bill on the phone"]}
    db.session.commit()
    for person in (None, world.olga, world.lea):
        assert found(person, "bill", kind="programme") == [("programme", "Digital and Local")]
        assert found(person, "jesenice new", kind="programme")


def test_a_search_is_one_query_however_much_is_found(world):
    def cost(person):
        assert person is None or person.role  # it is at hand
        with count_queries() as seen:
            queries.find(person, looked_for("part first"), "en")
        return len(seen)

    before = [cost(person) for person in (None, world.lea, world.ema, world.ada)]
    for number in range(20, 40):
        module = world.digital.modules[0]
        db.session.add(cast.lesson(module, f"{number}-more", en=f"First part {number}"))
    db.session.commit()
    assert before == [cost(person) for person in (None, world.lea, world.ema, world.ada)] == [1] * 4


def test_no_more_is_found_than_a_search_shows_and_titles_are_among_it(world):
    module, more = world.digital.modules[0], queries.MOST + 5
    lessons = [cast.lesson(module, f"m-{n:03d}", en=f"Page {n}") for n in range(more)]
    last = cast.lesson(module, "zzz", en="Text of titles")
    db.session.add_all([*lessons, last])
    db.session.commit()
    assert queries.find(world.lea, looked_for("text"), "en").more
    assert not queries.find(world.lea, looked_for("titles"), "en").more
    hits = found(world.lea, "text")  # every lesson of the cast says "Text en"
    assert (len(hits), hits[0]) == (queries.MOST, ("lesson", "Text of titles"))


def test_languages_are_those_in_which_there_is_something(world):
    assert queries.languages() == ["ar", "en", "sl"]


def test_the_nearest_words_are_offered_as_far_as_somebody_may_see_them(world):
    db.session.add(Term(course_id=world.digital.id, slug="r", term={"en": "Router"}, meaning={}))
    db.session.commit()
    assert queries.nearest(world.lea, looked_for("ruter")) == "Router"
    assert queries.nearest(world.olga, looked_for("ruter")) == ""
    assert queries.nearest(None, looked_for("citties")) == "cities"
    assert queries.nearest(world.lea, looked_for("xqzvw")) == ""


def test_programmes_that_are_retired_are_not_found(world):
    db.session.get(Programme, world.cities.id).retired_at = cast.NOW
    db.session.commit()
    assert found(None, "cities") == []
