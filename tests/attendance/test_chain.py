"""The chain: whatever is changed in it is found, at the first link that does not hold."""

import json
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from lms.attendance import chain
from lms.attendance.chain import Fault, Link

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
PEOPLE = st.lists(
    st.tuples(TEXTS.filter(bool), TEXTS, TEXTS), min_size=1, max_size=4, unique_by=lambda p: p[:2]
)
CHAINS = st.lists(PEOPLE, min_size=1, max_size=6)


def link(number, previous, people, kind="seal"):
    names = [[chain.digest(*who), *who, number] for who in people]
    facts = {
        "version": chain.VERSION, "by": None, "at": "2022-03-24T19:30:00Z",
        "session": {"trainer": names[0][0], "substitute": None, "code": f"A-{number}"},
        "people": [{"who": row[0], "marks": [{"by": names[0][0], "kind": "presence"}]}
                   for row in names],
    }  # fmt: skip
    text = chain.canonical(facts)
    return Link(number, kind, text, names, previous, chain.hash_of(previous, number, kind, text))


def made(registers):
    links: list[Link] = []
    for people in registers:
        links.append(link(len(links) + 1, links[-1].hash if links else chain.FIRST, people))
    return links


@given(CHAINS)
def test_a_chain_that_nobody_touched_holds(registers):
    assert chain.verify(made(registers)) is None


@given(CHAINS, st.data())
def test_any_byte_that_is_changed_is_found_at_its_link(registers, data):
    links = made(registers)
    place = data.draw(st.integers(0, len(links) - 1))
    one = links[place]
    field = data.draw(st.sampled_from(["facts", "kind", "previous", "hash"]))
    text = getattr(one, field)
    spot = data.draw(st.integers(0, len(text)))
    sign = data.draw(st.characters(exclude_categories=["Cs"]))
    other = text[:spot] + sign + text[spot + data.draw(st.integers(0, 1)) :]
    if other == text:
        return
    links[place] = one._replace(**{field: other})
    found = chain.verify(links)
    assert found is not None
    assert found.number == one.number


@given(CHAINS, st.data())
def test_whoever_writes_a_link_anew_breaks_the_next_one(registers, data):
    links = made([*registers, registers[0]])
    place = data.draw(st.integers(0, len(links) - 2))
    one = links[place]
    other = one.facts.replace("presence", "absence")
    whole = chain.hash_of(one.previous, one.number, one.kind, other)
    links[place] = one._replace(facts=other, hash=whole)
    assert chain.verify(links) == Fault(one.number + 1, chain.PREVIOUS)


@given(CHAINS, st.data())
def test_a_link_that_is_missing_is_found_where_it_was(registers, data):
    links = made([*registers, registers[0]])
    place = data.draw(st.integers(0, len(links) - 2))
    del links[place]
    assert chain.verify(links) == Fault(place + 1, chain.GAP)


@given(CHAINS, st.data())
def test_two_that_changed_places_are_found_at_the_first_of_them(registers, data):
    links = made([*registers, registers[0]])
    first = data.draw(st.integers(0, len(links) - 2))
    second = data.draw(st.integers(first + 1, len(links) - 1))
    links[first], links[second] = links[second], links[first]
    assert chain.verify(links) == Fault(first + 1, chain.GAP)


@given(CHAINS, st.data())
def test_a_link_that_is_there_twice_is_found(registers, data):
    links = made(registers)
    place = data.draw(st.integers(0, len(links) - 1))
    links.insert(place, links[place])
    assert chain.verify(links) == Fault(place + 2, chain.GAP)


@given(CHAINS, st.data())
def test_another_name_behind_a_digest_is_found(registers, data):
    links = made(registers)
    place = data.draw(st.integers(0, len(links) - 1))
    names = [[*row] for row in links[place].names]
    row = data.draw(st.integers(0, len(names) - 1))
    column = data.draw(st.sampled_from([1, 2, 3]))
    names[row][column] = f"{names[row][column]}x"
    links[place] = links[place]._replace(names=names)
    assert chain.verify(links) == Fault(place + 1, chain.NAME)


@given(CHAINS, st.data())
def test_somebody_who_is_not_named_any_more_is_found(registers, data):
    links = made(registers)
    place = data.draw(st.integers(0, len(links) - 1))
    names = [[*row] for row in links[place].names]
    del names[data.draw(st.integers(0, len(names) - 1))]
    links[place] = links[place]._replace(names=names)
    assert chain.verify(links) == Fault(place + 1, chain.NAME)


@given(CHAINS, st.data())
def test_the_chain_holds_when_somebody_is_erased(registers, data):
    links = made(registers)
    empty = data.draw(st.sampled_from([[None] * 4, ["", "", "", None], []]))
    links = [one._replace(names=[[row[0], *empty] for row in one.names]) for one in links]
    assert chain.verify(links) is None
    assert all(entry.is_erased for one in links for entry in chain.entries(one.names))


def test_links_taken_from_the_end_leave_a_chain_that_holds():
    links = made([[("salt", "LEA", "Lea")]] * 3)
    assert chain.verify(links[:2]) is None


def test_anybody_can_compute_it_with_the_tools_of_their_system():
    """`printf '%s\\n%s\\n%s\\n%s' PREVIOUS NUMBER KIND FACTS | sha256sum`"""
    facts = '{"day":"2022-03-24","name":"Č"}'
    assert chain.canonical({"name": "Č", "day": "2022-03-24"}) == facts
    assert chain.hash_of("", 1, "seal", facts) == (
        sha256(b"\n1\nseal\n" + facts.encode()).hexdigest()
    )
    assert chain.digest("s", "LEA", "Lea") == sha256(b"s\nLEA\nLea").hexdigest()


def test_facts_of_another_version_or_written_otherwise_are_no_facts():
    one = link(1, "", [("salt", "LEA", "Lea")])
    facts = json.loads(one.facts)
    for text in (
        json.dumps(facts),
        chain.canonical(facts | {"version": 2}),
        chain.canonical({"version": 1}),
        "[]",
        "",
    ):
        other = one._replace(facts=text, hash=chain.hash_of("", 1, "seal", text))
        assert chain.verify([other]) == Fault(1, chain.FORMAT)
