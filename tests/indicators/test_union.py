"""What partners report together: each once, and what is not known of anybody stays not known."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from lms.indicators import formulas, record
from lms.indicators.facts import Facts, Human, Row
from lms.indicators.members import evaluate
from lms.indicators.union import Counted, Kept, Missing, united

DAY = date(2022, 3, 1)
PEOPLE = range(1, 7)
SET = formulas.known(
    {
        "title": "T",
        "indicators": [
            {
                "code": "all", "title": "All", "kind": "people", "by": ["age", "gender"],
                "count": {"any": [{"fact": "enrolled"}, {"fact": "came"}]},
            },
            {
                "code": "helped", "title": "Helped", "kind": "people", "within": "all",
                "by": ["gender"], "count": {"fact": "outcome", "outcome": "helpful"},
            },
            {
                "code": "up", "title": "Up", "kind": "people", "within": "all",
                "count": {"fact": "level", "steps": "1"},
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
                "code": "came", "title": "Came", "kind": "items",
                "count": {"fact": "participation"},
            },
        ],
    }
)  # fmt: skip
days = st.integers(0, 30).map(lambda n: DAY + timedelta(days=n))
levels = st.sampled_from([(2, ()), (0, ()), (None, ("exit_level",)), (None, ())])


@st.composite
def partners(draw):
    """The facts of up to three partners, and those of all of them: a person may be at several."""
    people = {
        n: Human(
            n, draw(st.sampled_from(["F", "M", None])), draw(st.sampled_from([None, DAY])), DAY,
            draw(st.booleans()),
        )
        for n in PEOPLE
    }  # fmt: skip
    said = draw(st.dictionaries(st.sampled_from(PEOPLE), st.booleans()))
    parts, whole = [], {}
    for home in range(draw(st.integers(1, 3))):
        there = draw(st.dictionaries(st.sampled_from(PEOPLE), days))
        rows = {
            "people.enrolled": [Row(f"s:{home}:{n}", on, n) for n, on in there.items()],
            "people.level": [
                Row(f"l:{home}:{n}", DAY, n, what={"steps": steps, "gaps": gaps})
                for n in there for steps, gaps in [draw(levels)] if draw(st.booleans())
            ],
            "items.participation": [Row(f"headcount:{home}", DAY, size=draw(st.integers(1, 40)))],
        }  # fmt: skip
        for name, own in rows.items():
            whole.setdefault(name, []).extend(own)
        parts.append(Facts(DAY, people, {**rows, "people.outcome": outcomes(said, there)}))
    everybody = {row.person for row in whole["people.enrolled"]}
    whole["people.outcome"] = outcomes(said, everybody)
    return parts, Facts(DAY, people, whole)


def outcomes(said, there):
    return [
        Row(f"o:{n}", DAY, n, what={"outcome": "helpful", "answer": yes})
        for n, yes in said.items() if n in there
    ]  # fmt: skip


def counted(facts):
    figures = evaluate(SET, facts)
    return Counted(
        record.plain(figures),
        [Kept(code, *member) for code, one in figures.items() for member in one.members],
        [
            Missing(code, *gap)
            for code, one in figures.items() for gap in (*one.gaps, *one.unknown)
        ],
    )  # fmt: skip


def plain(values):
    """Without what only a union has."""
    return {
        code: {key: told for key, told in one.items() if key not in ("sum", "twice")}
        for code, one in values.items()
    }


@given(partners())
@settings(max_examples=150)
def test_the_union_of_all_partners_is_the_whole_project(given_facts):
    parts, whole = given_facts
    together, alone = united(SET, [counted(part) for part in parts]), counted(whole)
    assert plain(together.values) == plain(alone.values)
    assert {row.line[:3] for row in together.members if row.code != "up"} == {
        row.line[:3] for row in alone.members if row.code != "up"
    }


@given(partners(), st.randoms())
@settings(max_examples=100)
def test_the_order_of_partners_decides_nothing_and_no_union_is_above_the_sum(given_facts, random):
    parts = [counted(part) for part in given_facts[0]]
    together = united(SET, parts)
    mixed = united(SET, random.sample(parts, len(parts)))
    assert mixed.values == together.values
    assert record.digest(mixed.values, (row.line for row in mixed.members)) == record.digest(
        together.values, (row.line for row in together.members)
    )
    for one in together.values.values():
        if one["kind"] != "share":
            assert one["value"] <= one["sum"]
            assert (one["twice"] == 0) or one["value"] < one["sum"]


def test_who_is_erased_without_an_answer_has_not_answered():
    people = {n: Human(n, "F", None, DAY, erased=n == 1) for n in (1, 2)}
    rows = {"people.enrolled": [Row(f"s:{n}", DAY, n) for n in people]}
    parts = [
        counted(Facts(DAY, people, {**rows, "people.outcome": outcomes({2: True}, people)}))
    ] * 2
    helped = united(SET, parts).values["helped"]
    assert (helped["value"], helped["answered"], helped["of"]) == (1, 1, 2)
    assert helped["gaps"] == {}
