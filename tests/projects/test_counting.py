"""W14: what Includ-EU published, exact; registrations are never added to participants."""

from types import SimpleNamespace

from lms.projects.counting import averages, sums


def figure(unit, units, participants, basis="reported", sessions=None):
    return SimpleNamespace(
        unit_kind=unit, units=units, participants=participants, basis=basis, sessions=sessions
    )


INCLUD_EU = [
    figure("programme", 6, 1052, sessions=49),
    figure("visit", 12, 377),
    figure("dialogue", 16, 597),
    figure("event", 7, 493),
    figure("webinar", 5, 630, "registered"),
    figure("document", 5, None, "unknown"),
]


def test_participants_and_registrations_are_two_sums():
    assert sums(INCLUD_EU) == (2519, 630)


def test_averages_are_cut_off_beside_their_fraction():
    found = [(a.unit, str(a.shown), a.fraction) for one in INCLUD_EU for a in averages(one)]
    assert found == [
        ("session", "21.46", "1052/49"),
        ("programme", "175.33", "1052/6"),
        ("visit", "31.41", "377/12"),
        ("dialogue", "37.31", "597/16"),
        ("event", "70.42", "493/7"),
        ("webinar", "126.00", "630/5"),
    ]


def test_nobody_has_no_average():
    assert averages(figure("visit", 12, None)) == []
    assert sums([]) == (0, 0)
