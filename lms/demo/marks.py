"""What the demo registers say. One letter a session: see `LETTERS`."""

from datetime import UTC, datetime, time, timedelta

from lms.attendance.models import Kind, Mark, Session, Source, Status
from lms.people.models import Person

LETTERS = {
    "P": "present from start to end",
    "G": "came at 17:07: within the grace",
    "L": "came at 17:20",
    "X": "came at 17:45",
    "V": "left at 19:40",
    "A": "absent",
    "E": "absent, excused: illness",
    "W": "left at 18:30, the rest excused: childcare",
    "U": "not marked",
    "-": "not in this group then",
}
TIMES = {
    "G": (time(17, 7), None),
    "L": (time(17, 20), None),
    "X": (time(17, 45), None),
    "V": (None, time(19, 40)),
    "W": (None, time(18, 30)),
}
# in the order of the held sessions: S1 D1 S2 D2 S3 D3 S4 D4 S5 D5 D6 S6
GROUP_A = {
    "A-01": "PPGPPEPPXPPA",  # the learner whose card is printed by `make run`
    "A-02": "PPPPPPPPPPPP",
    "A-03": "PPPPPGPPPPPP",
    "A-04": "PAPPEPPPAPPP",  # must attend all
    "A-05": "VPPPPLPPPAPP",
    "A-06": "PPPGPPPPPPPP",
    "A-07": "APPAPPEPPAPP",  # needs make-up
    "A-08": "PPPLPPPPAPPP",
    "A-09": "PEPPPPAPPPPW",
    "A-10": "AAPAPAPPAAPA",  # cannot finish
    "A-11": "PPPPAPPPGPPP",
    "A-12": "PPPPPPPPPPPU",
    "A-13": "PPAPPAPPPAPL",
    "A-14": "PPAPPPPP----",  # moves to group B
}
# S1 D1 S2 D2 S3 S4 D4 S5 D5 (D3 was cancelled)
GROUP_B = {
    "B-01": "PPPPPPPPP",
    "B-02": "PLPPPPPAP",
    "B-03": "PPPPPPPPP",
    "B-04": "APPPPAPPP",  # must attend all
    "B-05": "PPPVPPPPP",
    "B-06": "APPPAPPAP",  # needs make-up
    "B-07": "PPPPEPPPP",
    "B-08": "PPPPPPGPP",
    "B-09": "AAPAAPAPP",  # cannot finish
    "B-10": "PPPPPPPPP",
    "B-11": "PPAPPPPPW",
    "A-14": "-----PPPP",
}


def taken(session: Session, letters: dict[Person, str], recorder: Person) -> list[Mark]:
    """The marks of one register; the trainer took it when the session was over."""
    when = datetime.fromtimestamp(session.span.end, UTC) - timedelta(minutes=15)
    made: list[Mark] = []
    for person, letter in letters.items():
        made += [
            Mark(
                session=session,
                person=person,
                recorder=recorder,
                recorded_at=when,
                source=Source.TRAINER,
                **values,
            )
            for values in said(session, letter)
        ]
    return made


def said(session: Session, letter: str) -> list[dict]:
    """The rows that a letter stands for."""
    if letter in "U-":
        return []
    if letter in "AE":
        excused = letter == "E"
        reason = "illness" if excused else None
        return [{"kind": Kind.ABSENCE, "excused": excused, "reason": reason}]
    came, left = TIMES.get(letter, (None, None))
    start = moment(session, came) if came else datetime.fromtimestamp(session.span.start, UTC)
    end = moment(session, left) if left else datetime.fromtimestamp(session.span.end, UTC)
    rows = [{"kind": Kind.PRESENCE, "came_at": start, "left_at": end}]
    if letter == "W":
        rows.append({"kind": Kind.ABSENCE, "excused": True, "reason": "childcare"})
    return rows


def moment(session: Session, wall: time) -> datetime:
    return datetime.fromtimestamp(session.at(wall), UTC)


def registers(sessions: list[Session], rows: dict[Person, str], recorder: Person) -> list[Mark]:
    """The marks of all held sessions of a group; a row has one letter a held session."""
    held = [session for session in sessions if session.status == Status.HELD]
    made: list[Mark] = []
    for number, session in enumerate(held):
        made += taken(session, {who: row[number] for who, row in rows.items()}, recorder)
    return made
