"""What becomes of a line when somebody says otherwise: the rules alone, without a page."""

import pytest

from lms.attendance.models import Source
from lms.attendance.rules.lines import (
    Entry,
    Frame,
    Question,
    State,
    Typed,
    as_state,
    credited,
    entries_for,
    frame_of,
    plain,
    state_of,
    verdict,
)
from lms.attendance.rules.timetable import as_breaks, as_text

PRESENT, ABSENT = State("present"), State("absent")
TARA, SAM = 1, 2


@pytest.fixture
def frame(world) -> Frame:
    return frame_of(world.tonight)


def part(times, reason=""):
    return State("part", times, reason)


def by(frame, who, state, source=Source.TRAINER):
    return entries_for(frame, state, recorder_id=who, recorder=f"{who}", source=source)


@pytest.mark.parametrize(
    "state",
    [
        State(),
        PRESENT,
        ABSENT,
        State("excused", "", "illness"),
        part("17:20-20:15"),
        part("17:00-19:40", "childcare"),
    ],
)
def test_what_is_said_is_what_is_shown(frame, state):
    assert state_of(frame, by(frame, TARA, state)) == state
    assert as_state(state.token) == state


@pytest.mark.parametrize("token", ["", "nonsense", "present", "king||", "a|b|c|d", "|||||"])
def test_a_token_that_cannot_be_read_is_unmarked(token):
    assert as_state(token) == State()


def test_gaps_are_kept_and_look_like_their_first_and_last_time(frame):
    entries = by(frame, TARA, part("17:00-18:25")) + by(frame, TARA, part("18:50-20:15"))
    state = state_of(frame, entries)
    assert state.times == "17:00-18:25+18:50-20:15"
    assert state.shows(part("17:00-20:15"))
    assert as_state(state.token) == state


def test_present_without_an_end_is_until_the_end(frame):
    start = frame.span.start
    assert state_of(frame, [Entry("presence", start)]) == PRESENT
    assert credited(frame, [Entry("presence", start)], set()) == 180


def test_from_start_to_end_is_plainly_present(frame):
    assert plain(frame, part("16:50-21:00")) == PRESENT
    assert plain(frame, part("17:01-20:15")) == part("17:01-20:15")


@pytest.mark.parametrize(
    ("was", "now_by", "typed", "expected"),
    [
        (State(), [], PRESENT, "replaced"),
        (PRESENT, [(TARA, PRESENT)], PRESENT, "nothing"),  # untouched
        (State(), [(SAM, PRESENT)], State(), "nothing"),  # untouched, marked meanwhile
        (State(), [(SAM, PRESENT)], PRESENT, "nothing"),  # both say the same
        (State(), [(SAM, PRESENT)], ABSENT, "asked"),
        (State(), [(TARA, PRESENT)], ABSENT, "replaced"),  # one's own
        (PRESENT, [(SAM, PRESENT)], ABSENT, "replaced"),  # seen, then changed
        (PRESENT, [(SAM, ABSENT)], part("17:20-20:15"), "asked"),
        (PRESENT, [], ABSENT, "replaced"),  # taken back meanwhile
    ],
)
def test_only_what_was_not_seen_is_asked_about(frame, was, now_by, typed, expected):
    entries = [entry for who, state in now_by for entry in by(frame, who, state)]
    found = verdict(frame, entries, Typed(typed, was), TARA)
    kind = "asked" if isinstance(found, Question) else "nothing" if found is None else "replaced"
    assert kind == expected
    assert found is None or isinstance(found, Question) or found == entries


@pytest.mark.parametrize(
    ("scan", "typed", "is_asked"),
    [
        (part("17:10-19:00"), PRESENT, False),
        (part("17:10-19:00"), part("17:00-19:30"), False),
        (part("17:10-19:00"), part("17:20-19:00"), True),
        (part("17:10-19:00"), ABSENT, True),
        (part("17:10-19:00"), State(), True),
        (ABSENT, PRESENT, False),
        (State("excused", "", "work"), ABSENT, True),
    ],
)
def test_another_source_is_withdrawn_only_after_asking(frame, scan, typed, is_asked):
    entries = by(frame, SAM, scan, Source.SELF)
    shown = state_of(frame, entries)
    found = verdict(frame, entries, Typed(typed, shown), TARA)
    assert isinstance(found, Question) == is_asked
    if is_asked:
        assert (found.about, found.now) == (Source.SELF, shown)
        assert verdict(frame, entries, Typed(typed, shown, shown, "take"), TARA) == entries
        assert verdict(frame, entries, Typed(typed, shown, shown, "keep"), TARA) is None
    else:
        assert found == []


@pytest.mark.parametrize("away", [ABSENT, State("excused", "", "work")])
@pytest.mark.parametrize("source", [Source.PAPER, Source.PLATFORM])
def test_a_list_says_that_somebody_was_there_whom_the_register_has_away(frame, away, source):
    entries = by(frame, SAM, away)
    shown = state_of(frame, entries)
    found = verdict(frame, entries, Typed(PRESENT, shown), TARA, source)
    assert isinstance(found, Question)
    assert (found.about, found.now) == (Source.TRAINER, shown)


def test_breaks_are_read_as_people_write_them():
    pairs = as_breaks("18:30-18:45; 20.00 – 20.10")
    assert [[f"{a:%H:%M}", f"{b:%H:%M}"] for a, b in pairs] == [
        ["18:30", "18:45"],
        ["20:00", "20:10"],
    ]
    assert as_text([["18:30", "18:45"], ["20:00", "20:10"]]) == "18:30-18:45; 20:00-20:10"
    assert as_breaks("  ") == []


@pytest.mark.parametrize("text", ["18:30", "18:30-", "24:30-24:45", "18:30-18:45-19:00", "x-y"])
def test_breaks_that_cannot_be_read_are_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        as_breaks(text)
