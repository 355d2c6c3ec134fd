"""What is always true of figures, whatever the facts are."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from lms.indicators import formulas
from lms.indicators.facts import Facts, Human, Row
from lms.indicators.members import age_band, evaluate

DAY = date(2022, 3, 1)
SET = formulas.known(
    {
        "title": "T",
        "indicators": [
            {
                "code": "all", "title": "All", "kind": "people", "by": ["age", "gender", "track"],
                "count": {"any": [{"fact": "enrolled"}, {"fact": "came"}]},
            },
            {
                "code": "both", "title": "Both", "kind": "people", "within": "all",
                "by": ["gender"], "count": {"all": [{"fact": "enrolled"}, {"fact": "came"}]},
            },
            {
                "code": "only", "title": "Only", "kind": "people", "by": ["age"],
                "count": {"except": [{"fact": "enrolled"}, {"fact": "came"}]},
            },
            {
                "code": "helped", "title": "Helped", "kind": "people", "within": "all",
                "by": ["gender"], "count": {"fact": "outcome", "outcome": "helpful"},
            },
            {
                "code": "women", "title": "Women", "kind": "people", "who": {"gender": ["F"]},
                "count": {"indicator": "all"},
            },
            {
                "code": "share", "title": "Share", "kind": "share", "target": "1/3",
                "share": {"part": "women", "of": "all"},
            },
            {
                "code": "came", "title": "Came", "kind": "items", "by": ["activity"],
                "count": {"fact": "participation"},
            },
        ],
    }
)  # fmt: skip
PEOPLE = range(1, 7)
days = st.integers(0, 30).map(lambda n: DAY + timedelta(days=n))
tracks = st.sampled_from(["migrant", "teacher", None])


@st.composite
def facts(draw):
    born = st.none() | st.dates(date(1940, 1, 1), date(2021, 1, 1))
    people = {
        n: Human(n, draw(st.sampled_from(["F", "M", "X", None])), draw(born), draw(days))
        for n in PEOPLE
    }
    some = st.lists(st.tuples(st.sampled_from(PEOPLE), days, tracks), max_size=12)
    rows = {
        f"people.{name}": [
            Row(f"{name}:{n}", day, person, what={"track": track})
            for n, (person, day, track) in enumerate(draw(some))
        ]
        for name in ("enrolled", "came")
    }
    said = draw(st.dictionaries(st.sampled_from(PEOPLE), st.booleans()))
    rows["people.outcome"] = [
        Row(f"o:{n}", DAY, n, what={"outcome": "helpful", "answer": yes}) for n, yes in said.items()
    ]
    sizes = draw(st.lists(st.integers(1, 40), max_size=5))
    rows["items.participation"] = [
        Row(f"headcount:{n}", DAY, size=size, what={"activity": "webinar"})
        for n, size in enumerate(sizes)
    ]
    return Facts(DAY + timedelta(days=40), people, rows)


@given(facts())
@settings(max_examples=150)
def test_cells_add_up_and_members_are_what_is_counted(given_facts):
    for figure in evaluate(SET, given_facts).values():
        for cells in figure.by.values():
            assert sum(cells.values()) == figure.value
        if figure.kind != "share":
            assert sum(one.size for one in figure.members) == figure.value
            assert len({one.key for one in figure.members}) == len(figure.members)


@given(facts(), st.randoms())
@settings(max_examples=100)
def test_the_order_of_rows_does_not_matter(given_facts, random):
    mixed = {
        name: random.sample(list(rows), len(rows)) + list(rows)[:1]
        for name, rows in given_facts.rows.items()
    }
    other = Facts(given_facts.until, given_facts.people, mixed)
    assert evaluate(SET, other) == evaluate(SET, given_facts)


@given(facts(), st.sets(st.sampled_from(PEOPLE)))
@settings(max_examples=100)
def test_the_union_of_partners_is_at_most_their_sum(given_facts, here):
    parts = []
    for side in (True, False):
        rows = {
            name: [row for n, row in enumerate(rows) if (n in here) == side]
            for name, rows in given_facts.rows.items()
        }
        parts.append(evaluate(SET, Facts(given_facts.until, given_facts.people, rows)))
    whole = evaluate(SET, given_facts)
    for code in ("all", "came"):
        assert whole[code].value <= sum(part[code].value for part in parts)
        keys = {one.key for part in parts for one in part[code].members}
        assert keys == {one.key for one in whole[code].members}


@given(facts())
@settings(max_examples=100)
def test_who_answered_and_who_did_not_are_all(given_facts):
    found = evaluate(SET, given_facts)
    helped = found["helped"]
    missing = [gap for gap in helped.gaps if gap.gap == "answer"]
    assert helped.answered + len(missing) == helped.of == found["all"].value
    assert helped.value <= helped.answered
    assert {one.key for one in found["both"].members} <= {one.key for one in found["all"].members}


def test_a_share_is_exact_and_judged_exactly():
    people = {n: Human(n, "F" if n == 1 else "M", date(1990, 1, 1), DAY) for n in (1, 2, 3)}
    rows = {"people.enrolled": [Row(f"s:{n}", DAY, n) for n in people]}
    share = evaluate(SET, Facts(DAY, people, rows))["share"]
    assert (share.share, share.is_met) == (Fraction(1, 3), True)
    assert evaluate(SET, Facts(DAY))["share"].share is None


def test_ages_change_on_the_birthday():
    def band(born):
        return age_band(Human(1, "F", born, DAY))

    assert band(date(2004, 3, 1)) == "18-60"
    assert band(date(2004, 3, 2)) == "0-17"
    assert band(date(1961, 3, 2)) == "18-60"
    assert band(date(1961, 3, 1)) == "61+"
    assert band(None) == band(date(2030, 1, 1)) == "none"


def test_an_erased_person_stays_counted_and_is_no_gap():
    rows = {"people.enrolled": [Row("s:1", DAY, 1)]}
    human = Human(1, None, None, DAY)
    gaps = evaluate(SET, Facts(DAY, {1: human}, rows))["all"].gaps
    assert {one.gap for one in gaps} == {"birth_date", "gender"}
    erased = evaluate(SET, Facts(DAY, {1: human._replace(erased=True)}, rows))["all"]
    assert (erased.value, erased.gaps) == (1, ())
