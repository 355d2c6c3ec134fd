"""What may be done with an answer, and who reads it. Plain functions: no queries, no request."""

from lms.courses.models import Group, Programme, Track
from lms.courses.rules import teaches
from lms.coursework.models import State, TaskAnswer
from lms.people.models import Person

MOST_SIGNS = 20_000  # of one answer
MOST_FEEDBACK = 5_000
BETWEEN_PEERS = (Track.AUTHORITY, Track.TEACHER)  # others' answers go to their trainer only


def may_change(answer: TaskAnswer | None) -> bool:
    """Whether its author can write: nothing is handed in, or it is to be done again."""
    return answer is None or answer.state in (State.DRAFT, State.AGAIN)


def may_take_back(answer: TaskAnswer | None) -> bool:
    """Whether its author can have it back: handed in, and nobody has said anything since."""
    if answer is None or answer.state != State.WAITING or answer.handed_in_at is None:
        return False
    return all(said.made_at < answer.handed_in_at for said in answer.feedback)


def trains(person: Person, answer: TaskAnswer) -> bool:
    """Whether it is theirs to read and to decide as a trainer, once it was handed in."""
    group = answer.group
    return group is not None and answer.state != State.DRAFT and teaches(person, group)


def goes_to_a_peer(programme: Programme) -> bool:
    """Whether tasks of this programme may be read by others who learn in it."""
    return programme.track in BETWEEN_PEERS


def has_tasks_of_one_s_own(person: Person, programme: Programme) -> bool:
    return not person.is_staff and goes_to_a_peer(programme)


def reads_answers(person: Person, group: Group) -> bool:
    """Opens the answers of a group: its trainers, and administrators. Nobody else."""
    return teaches(person, group)
