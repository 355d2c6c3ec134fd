"""What is said to everybody: what is kept about people, and how accessible the pages are."""

import pytest

from lms.db import Base
from lms.people import privacy
from tests.visitor import Visitor

NOT_ABOUT_PEOPLE = {  # columns beside a person that say nothing about anybody by themselves
    *("people.id", "people.sign_in_version", "people.erased_at"),
    *("failed_sign_ins.id", "failed_sign_ins.at"),
    *("changes.id", "changes.at", "changes.noun", "changes.key", "changes.verb"),
}


def test_every_column_about_people_is_declared_or_known_to_say_nothing():
    declared = {str(column) for column in privacy.declared()}
    missing = []
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            points_at_people = any(key.column.table.name == "people" for key in column.foreign_keys)
            is_of_a_person = table.name in ("people", "failed_sign_ins", "changes")
            if not (points_at_people or is_of_a_person):
                continue
            if str(column) not in declared | NOT_ABOUT_PEOPLE:
                missing.append(str(column))
    assert missing == []


def test_free_text_about_people_is_declared():
    """A text that somebody types beside a person's key says something about that person."""
    declared = {str(column) for column in privacy.declared()}
    about = [
        table
        for table in Base.metadata.sorted_tables
        if "person_id" in table.columns and table.name != "group_trainers"
    ]
    texts = {
        str(column)
        for table in about
        for column in table.columns
        if column.name in ("note", "reason", "comment", "answer")
    }
    assert texts
    assert texts <= declared


def test_nothing_is_declared_without_words():
    for column in privacy.declared():
        said = column.info["personal"]
        assert said.keys() == {"what", "why", "erase"}, column
        assert str(said["what"]), column
        assert str(said["why"]), column


@pytest.mark.parametrize("who", ["nobody", "lea", "ema"])
def test_the_privacy_notice_says_everything_that_is_declared(app, world, who):
    visitor = Visitor(app)
    if who != "nobody":
        visitor.sign_in(getattr(world, who))
    visitor.visit("/privacy")
    said = {
        part.h3.text: [line.text for line in part.select("li")]
        for part in visitor.page.select("#kept_list > div")
    }
    assert said == privacy.kept()
    assert "your date of birth" in said["to count people for the funder, without names"]


def test_the_accessibility_statement_says_what_was_not_checked(app):
    visitor = Visitor(app).visit("/accessibility")
    assert "No real screen reader was used" in visitor.text("main")
    assert "EN 301 549" in visitor.text("main")


@pytest.mark.parametrize("words", ["What is kept about you", "Accessibility"])
def test_both_are_linked_from_every_page(app, words):
    visitor = Visitor(app).visit("/sign-in")
    [link] = [a for a in visitor.page.select("footer a") if a.text == words]
    visitor.visit(link["href"])
