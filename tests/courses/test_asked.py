"""What a programme asks, in words: a list of sentences, groups in lists; and one sentence."""

import pytest

from lms.courses import policy as policies
from lms.courses.models import Assessment
from lms.courses.rules import asked_for, asked_in_course, in_one_sentence
from lms.courses.views.words import policy_titles
from lms.db import db
from lms.i18n import listed, speak_to
from tests.visitor import Visitor

SAFE, HELLO = "digital-basics/02-safe-online", "slovene-first-steps/01-hello"
EXIT = f"{HELLO}/exit-test"
CONDITIONS = {
    "all": [
        {"course": {"course": "slovene-first-steps", "threshold": "70%"}},
        {"any": [
            {"all": [{"assessment": EXIT}, {"module": SAFE}]},
            {"portfolio": True},
        ]},
        {"evidence": True},
    ]
}  # fmt: skip


@pytest.fixture
def asking(world, app):
    module = world.slovene.modules[0]
    db.session.add(
        Assessment(
            module_id=module.id, slug="exit-test", kind="quiz", content={},
            title={"en": "Exit test", "ar": "اختبار"},
        )
    )  # fmt: skip
    rules = {"threshold": "80%", "conditions": CONDITIONS}
    world.local.rules = policies.as_dict(policies.parse(rules))
    db.session.commit()
    with app.test_request_context():
        yield world


def said(points):
    """Words, and those of the parts."""
    return [(one.words, said(one.of)) if one.of else one.words for one in points]


def test_choices_are_lists_in_the_list(asking):
    words = said(asked_for(asking.local, policy_titles(asking.local)))
    assert words[:4] == [
        "Collect at least 80\N{NO-BREAK SPACE}% of the hours: 6.40 hours of 45 min.",
        "In Slovene at least 70\N{NO-BREAK SPACE}%: 2.80 hours of 45 min.",
        "Sign the list or check in at every session, so that your hours are proven.",
        (
            "One of these is enough:",
            [
                (
                    "All of these:",
                    ["Pass this test: Exit test.", "Finish this module: Safe-Online."],
                ),
                "Show a portfolio of your work; the centre accepts it.",
            ],
        ),
    ]


def test_of_a_course_it_says_what_concerns_it(asking):
    titles = policy_titles(asking.local)
    slovene = said(asked_in_course(asking.local, asking.slovene, titles))
    assert slovene[0].startswith("In Slovene at least 70")
    assert slovene[1][0] == "One of these is enough:"
    digital = said(asked_in_course(asking.local, asking.digital, titles))
    assert [one[0] for one in digital] == ["One of these is enough:"]


def test_one_sentence_has_groups_in_brackets(asking):
    titles = policy_titles(asking.local)
    sentence = in_one_sentence(asking.local, titles).striptags()
    assert sentence.replace("\N{NO-BREAK SPACE}", " ") == (
        "Needed: 80 % of the hours, 70 % of the hours in Slovene, "
        "((the test Exit test and the module Safe-Online) or the portfolio), "
        "and a proof of every attendance."
    )
    nothing = policies.parse({"threshold": 0})
    assert in_one_sentence(asking.local, {}, nothing) == "Nothing is asked for."


def test_another_policy_than_the_one_in_force_may_be_said(asking):
    other = policies.parse({"threshold": 0, "conditions": {"any": [{"hours": "50%"}]}})
    words = said(asked_for(asking.local, {}, other))
    assert words[0].startswith("Collect at least 50")
    none = said(asked_for(asking.local, {}, policies.parse({"threshold": 0})))
    assert none[0] == "No number of hours is asked for."
    choice = {"any": [{"hours": "50%"}, {"portfolio": True}]}
    some = policies.parse({"threshold": 0, "conditions": choice})
    assert said(asked_for(asking.local, {}, some))[0][0] == "One of these is enough:"


def test_of_two_shares_the_higher_is_said(asking):
    both = policies.parse(
        {"threshold": "50%", "course_threshold": "20%", "conditions": {"all": [
            {"hours": "75%"}, {"course": {"course": "digital-basics", "threshold": "10%"}}]}}
    )  # fmt: skip
    words = said(asked_for(asking.local, {}, both))
    assert words[0].startswith("Collect at least 75")
    assert words[1].startswith("In Digital skills at least 20")


def test_lists_are_written_as_each_language_writes_them(asking):
    speak_to("sl")
    assert listed(["a", "b", "c"]).striptags() == "a, b in c"
    assert listed(["a", "b", "c"], "or").striptags() == "a, b ali c"
    speak_to("ar")
    assert listed(["a", "b"], "or").striptags() == "a أو b"
    assert listed(["<b>", "{0}"]) == "<bdi>&lt;b&gt;</bdi> و<bdi>{0}</bdi>"


def test_the_pages_of_the_programme_and_of_its_course_show_it(asking, app):
    visitor = Visitor(app).sign_in(asking.lou)
    page = "/programmes/digital-local"
    for url in (page, f"{page}/courses/slovene-first-steps"):
        asked = visitor.visit(url).page.find(id="asked").parent
        assert "One of these is enough:" in asked.text
        assert [li.text for li in asked.select("ul ul ul li")] == [
            "Pass this test: Exit test.",
            "Finish this module: Safe-Online.",
        ]
