"""Lists of meetings, read: columns, days and times, zones, what is asked and what is named."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.attendance.hours import Interval, moment, seconds, session_span, union
from lms.evidence.readers import columns, meeting, moments
from lms.evidence.readers.meeting import About
from lms.evidence.rules.lists import first_reading, rows_of
from lms.tables.problems import FileRefused
from tests.evidence import meetings
from tests.evidence.meetings import BBB, TEAMS, ZOOM, ZOOM_WITH_HEAD, plain, row

DAY, ZONE = date(2022, 3, 24), "Europe/Ljubljana"
SPAN = session_span(DAY, time(17), time(20, 15), ZONE)


def read(content, zone=ZONE, day=DAY, span=SPAN, order=""):
    rows = rows_of(content if isinstance(content, bytes) else content.encode())
    block = first_reading(rows).block
    return meeting.read(rows, block, About(span, day, zone, order))


def wall(text, day=DAY, zone=ZONE):
    return seconds(moment(day, time.fromisoformat(text), zone))


def stays(found):
    """Who, from when to when, on the wall in Ljubljana."""
    return [(one.name, shown(one.start), shown(one.end)) for one in found.stays]


def shown(moment):
    return f"{datetime.fromtimestamp(moment, UTC).hour + 1:02}:{moment // 60 % 60:02}"


LOU = [("Tara", "16:51", "20:16"), ("Lou", "17:02", "18:10"), ("Lou", "18:14", "20:16")]


@pytest.mark.parametrize(
    "content", [ZOOM, ZOOM_WITH_HEAD, "sep=,\n" + ZOOM, ZOOM.replace(",", ";")]
)
def test_a_list_of_zoom_with_and_without_its_head(content):
    found = read(content)
    assert stays(found)[:3] == LOU
    assert (len(found.stays), found.problems, found.waited) == (5, [], 1)


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-8"])
def test_a_report_of_teams_in_every_coding_by_its_single_stays(coding):
    found = read(TEAMS.encode(coding))
    assert stays(found) == LOU
    assert not any(one.cut for one in found.stays)


def test_a_report_of_teams_without_single_stays_is_not_longer_than_they_were_there():
    found = read(TEAMS[: TEAMS.index("3. In-Meeting")].replace("3h 10m 19s", "1h 0m 0s"))
    assert stays(found) == [("Tara", "16:51", "20:16"), ("Lou", "17:02", "18:02")]
    assert [one.cut for one in found.stays] == [False, True]


def test_a_list_of_bigbluebutton():
    assert stays(read(BBB)) == [
        ("Tara", "16:51", "20:16"), ("Lea", "17:00", "19:15"), ("Lou", "17:02", "19:02"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "whose"),
    [(ZOOM_WITH_HEAD, "zoom"), (TEAMS, "teams"), (BBB, "bbb"), (plain(row("Lea")), "other")],
)
def test_whose_list_it_is_its_heads_say(content, whose):
    rows = rows_of(content.encode())
    assert columns.provider(rows, first_reading(rows).block) == whose


def in_a_cell(text):
    """A moment as a spreadsheet has it, without a zone."""
    return datetime.combine(DAY, time.fromisoformat(text))


def test_a_workbook_is_a_list_also_with_a_narrow_head_on_top():
    book = meetings.workbook(
        [["First words"], [], ["Name", "Joined", "Left"],
         ["Lea", in_a_cell("17:00:20"), in_a_cell("20:15")],
         ["=1+1", in_a_cell("17:00"), None]]
    )  # fmt: skip
    found = read(book)
    assert stays(found) == [("Lea", "17:00", "20:15")]
    assert found.problems == [(5, "formula")]


@pytest.mark.parametrize(
    "text",
    ["2022-03-24 17:02:11", "2022-03-24T17:02:11.000", "24.03.2022, 17:02:11", "24. 3. 2022 17:02",
     "24/03/2022 17:02", "3/24/22, 5:02:11\u202fPM", "03/24/2022 05:02 pm", "24/03/2022 5:02 μ.μ.",
     "24/03/2022 5:02 م", "24/03/2022 5:02 p. m.", "24/3/22 5:02 pop.", "2022/03/24 17:02",
     "٢٤/٠٣/٢٠٢٢ ١٧:٠٢", "\u200e24/03/2022\u200e 17:02", "17:02", "5:02 PM", "24-03-2022 17.02"],
)  # fmt: skip
def test_a_time_in_any_form_that_people_meet(text):
    assert stays(read(plain(f'Lea,,"{text}",')))[0][1] == "17:02"


def test_a_time_that_names_its_zone_is_that_whatever_the_file_is_in():
    found = read(plain("Lea,,2022-03-24T16:02:11Z,2022-03-24T20:00:00+02:00"), zone="Asia/Tokyo")
    assert stays(found) == [("Lea", "17:02", "19:00")]


@pytest.mark.parametrize(
    "text", ["yesterday", "24.03.2022", "25:00", "31/31/2022 17:00", "13:00 PM"]
)
def test_a_time_that_says_nothing_is_named_and_the_rest_is_taken(text):
    found = read(plain(f"Lea,,{text},", row("Lou")))
    assert found.problems == [(2, "unclear")]
    assert stays(found) == [("Lou", "17:00", "20:15")]


def test_a_day_that_can_be_read_in_two_ways_is_decided_by_the_session_or_asked():
    april = date(2022, 4, 3)
    span = session_span(april, time(17), time(20, 15), ZONE)
    content = plain("Lea,,03/04/2022 17:00,03/04/2022 18:00")
    assert read(content, day=april, span=span).order == moments.DMY
    assert read(content.replace("03/04", "04/03"), day=april, span=span).order == moments.MDY
    other = read(content)
    assert (other.order, other.stays) == ("", [])
    assert len(read(content, order=moments.MDY).stays) == 1


def test_one_row_decides_how_the_whole_file_writes_days():
    found = read(plain("Lea,,24/03/2022 17:00,", "Lou,,03/04/2022 17:00,03/04/2022 18:00"))
    assert found.order == moments.DMY
    assert [one.start > SPAN.end for one in found.stays] == [False, True]


def test_without_a_leaving_it_lasts_to_the_end_of_the_meeting():
    found = read(plain("Lea,,17:10,", "Lou,,17:00,20:30"))
    assert stays(found) == [("Lea", "17:10", "20:30"), ("Lou", "17:00", "20:30")]
    by_length = read(plain("Lea,17:10,95", head="Name,Joined,Duration (Minutes)"))
    assert stays(by_length) == [("Lea", "17:10", "18:45")]


def test_who_leaves_before_they_come_is_named():
    found = read(plain(row("Lea", "18:00", "17:00"), row("Lou", "21:00", "")))
    assert found.problems == [(2, "backwards"), (3, "backwards")]


def test_when_the_clock_changes_a_skipped_time_is_named_and_a_repeated_one_goes_on():
    spring, autumn = date(2022, 3, 27), date(2022, 10, 30)
    skipped = read(plain("Lea,,2022-03-27 02:30,2022-03-27 04:00"), day=spring)
    assert skipped.problems == [(2, "skipped")]
    again = read(plain("Lea,,2022-10-30 02:50,2022-10-30 02:10"), day=autumn)
    assert [one.end - one.start for one in again.stays] == [20 * 60]


@pytest.mark.parametrize(
    ("zone", "code"), [("UTC", None), (ZONE, "zone"), ("America/New_York", "zone")]
)
def test_a_list_that_looks_shifted_is_asked_about(zone, code):
    found = read(plain(row("Lea", "15:58", "19:14")), zone=zone)
    doubt = meeting.doubt(found.stays, About(SPAN, DAY, zone), ZONE)
    assert (doubt and doubt.code) == code


def test_a_list_of_another_day_is_asked_about():
    found = read(plain(row("Lea", day="2022-03-23")))
    assert meeting.doubt(found.stays, About(SPAN, DAY, ZONE), ZONE).code == "day"


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "empty"), (b"\xef\xbb\xbf \n", "empty"), (b"\x89PNG\r\n\x1a\n", "not a table"),
     (b"%PDF-1.7\n", "not a table"), (bytes(range(256)) * 4, "not a table"),
     (meetings.EMPTY.encode(), "nobody"), (b"hello\nworld\n", "not a list"),
     (b"PK\x03\x04" + bytes(50), "cannot be read"),
     ("Name,Joined\nŽan,1".encode("cp1250"), "UTF-8"),
     (b"x" * (10 * 1024 * 1024 + 1), "too big"),
     (b"Full Name,User Action,Timestamp\nLea,Joined,1\n", "comings and goings"),
     (("Name,Joined\n" + "Lea,17:00\n" * 5_300).encode(), "rows")],
)  # fmt: skip
def test_what_is_no_list_is_refused_in_words(app, content, words):
    with pytest.raises(FileRefused) as refused:
        first_reading(rows_of(content))
    assert words in refused.value.problems[0].words


@given(st.data())
def test_merging_is_a_union_whatever_the_order_and_the_repetitions(data):
    minutes = st.integers(0, 300)
    some = data.draw(st.lists(st.tuples(minutes, st.integers(1, 90)), min_size=1, max_size=12))
    lines = [f"Lea,,{clock(a)},{clock(a + n)}" for a, n in some]
    mixed = data.draw(st.permutations(lines + data.draw(st.lists(st.sampled_from(lines)))))
    expected = union((wall("17:00") + a * 60, wall("17:00") + (a + n) * 60) for a, n in some)
    for rows in (lines, mixed):
        found = read(plain(*rows)).stays
        assert union((one.start, one.end) for one in found) == expected


def clock(minutes):
    return f"2022-03-24 {17 + minutes // 60:02}:{minutes % 60:02}"


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_a_time(text):
    try:
        said = moments.when(text)
        assert isinstance(said.clock, time)
    except moments.Unclear:
        pass
    assert moments.seconds(text) is None or moments.seconds(text) >= 0


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reading_of_a_file(one_app, content):
    with one_app.app_context():
        try:
            rows = rows_of(content)
            reading = first_reading(rows)
        except FileRefused:
            return
        if reading.block.is_whole:
            meeting.read(rows, reading.block, About(SPAN, DAY, ZONE))


def test_a_stay_is_an_interval_that_hours_knows():
    one = read(ZOOM).stays[0]
    assert union([Interval(one.start, one.end)]) == [(one.start, one.end)]
