"""What is certified is what was asked: W6 by each way of counting, and thresholds in conditions."""

import copy
import re
from fractions import Fraction

import pytest

from lms.completion.words import share
from lms.credentials import asked
from lms.credentials.badges import criteria, narrative
from tests.attestations.facts import FACTS

W6 = {  # denominator -> the ratio of 2,070 attended and 180 excused minutes
    "programme": "23/30",
    "excluded": "23/28",
    "credited": "5/6",
    "delivered": "23/25",  # where 2,250 minutes were held
}


def record(ratio="49/60", **rules):
    facts = copy.deepcopy(FACTS)
    facts["policy"]["rules"] = {"threshold": "4/5", "denominator": "programme", **rules}
    return facts | {"ratio": ratio}


def w6(denominator, **rules):
    minutes = {"total_minutes": 2070, "make_up_minutes": 0, "excused_minutes": 180}
    return record(W6[denominator], denominator=denominator, **rules) | minutes


@pytest.mark.parametrize("denominator", W6)
def test_no_signed_sentence_reckons_wrongly(app, denominator):
    said = narrative(w6(denominator))
    total, required, ratio = re.match(r"(\d+) of (\d+) minutes \(([^)]+)\)", said).groups()
    assert Fraction(int(total), int(required)) == Fraction(ratio) == Fraction(23, 30)


@pytest.mark.parametrize("denominator", ["excluded", "credited", "delivered"])
def test_another_way_of_counting_is_said_in_a_sentence_of_its_own(app, denominator):
    facts = w6(denominator)
    assert narrative(facts).endswith(f"own way of counting: {W6[denominator]}.")
    assert "own way of counting" in share(facts)
    assert "own way of counting" in criteria(facts)
    assert "minutes" not in criteria(facts), "4/5 of 2700 minutes is not what is asked"


def test_hours_counted_plainly_are_said_plainly(app):
    facts = w6("programme")
    assert "own way" not in narrative(facts) + share(facts) + criteria(facts)
    assert criteria(facts).startswith("At least 4/5 of 2700 minutes")


HOURS = {"hours": "81/100"}
NESTED = {"all": [{"any": [HOURS]}, {"portfolio": True}]}


@pytest.mark.parametrize(
    ("rules", "threshold"),
    [
        ({"threshold": "0"}, "0"),
        ({"threshold": "4/5", "conditions": None}, "4/5"),
        ({"threshold": "0", "conditions": HOURS}, "81/100"),
        ({"threshold": "9/10", "conditions": HOURS}, "9/10"),
        ({"threshold": "0", "conditions": NESTED}, "81/100"),
        ({"threshold": "1/2", "conditions": {"any": [HOURS, {"portfolio": True}]}}, "1/2"),
        ({"threshold": "80%"}, "4/5"),
    ],
)  # fmt: skip
def test_the_threshold_is_the_largest_that_is_asked_of_everyone(rules, threshold):
    assert asked.threshold(record(**rules)) == Fraction(threshold)


def test_hours_that_a_condition_asks_are_said_on_paper_page_and_badge(app):
    facts = record(threshold="0", conditions=HOURS)
    words = share(facts).replace("\N{NO-BREAK SPACE}", " ")
    assert words == "81.66 %; the programme asks for 81 %."
    assert criteria(facts).startswith("At least 81/100 of 2700 minutes")


@pytest.mark.parametrize("denominator", W6)
def test_where_no_hours_are_asked_for_no_share_of_them_is_named(app, denominator):
    facts = w6(denominator, threshold="0")
    assert criteria(facts) == "What the rules of the programme (version 1) ask."
    assert "asks for" not in share(facts)
