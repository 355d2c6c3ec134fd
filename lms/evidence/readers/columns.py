"""Where in a file the list begins, and what its columns are: by the words of their heads.

Providers write a summary above the list and other tables below it, and translate the heads into
the language of who exports. What is not known here is chosen by the person who uploads the list.
"""

from collections.abc import Sequence
from typing import NamedTuple

from lms.people.names import folded
from lms.tables.foreign import Cell

NAME, FIRST, LAST, EMAIL = "name", "first", "last", "email"
JOINED, LEFT, DURATION, WAITING = "joined", "left", "duration", "waiting"
ROLES = (NAME, FIRST, LAST, EMAIL, JOINED, LEFT, DURATION)  # that a person can choose
ZOOM, TEAMS, BBB, OTHER = PROVIDERS = ("zoom", "teams", "bbb", "other")
LOOKED_AT = 200  # rows in which a list must begin

WORDS: dict[str, str] = {  # as heads of columns are written, in small letters and without marks
    NAME: "name|full name|display name|participant|participant name|name (original name)|user name|"
    "attendee|attendee name|user|ime|ime in priimek|udelezenec|nome|nome completo|nom|nom complet|"
    "nombre|nombre completo|vollstandiger name|naam|volledige naam|numele|nume|nume complet|ονομα|"
    "πληρες ονομα|الاسم|الاسم الكامل|имя|имʼя|имя и фамилия|teilnehmer|anzeigename",
    FIRST: "first name|given name|firstname|vorname|prenom|nombre de pila|voornaam|prenume|"
    "ime (osebno)|الاسم الاول",
    LAST: "last name|surname|family name|lastname|nachname|priimek|cognome|nom de famille|"
    "apellidos|achternaam|اسم العائلة",
    EMAIL: "e-mail|email|user email|email address|e-mail address|mail|e-posta|e-postni naslov|"
    "e-mail-adresse|adresse e-mail|correo electronico|indirizzo di posta elettronica|"
    "البريد الالكتروني|user principal name|participant id (upn)|upn",
    JOINED: "join time|joined|join|joined at|time joined|first join|first join time|entered|start|"
    "cas pridruzitve|prva pridruzitev|pridruzitev|prikljucitev|beitrittszeit|erster beitritt|"
    "teilnahmebeginn|ora di accesso|primo accesso|heure de connexion|premiere connexion|"
    "hora de incorporacion|hora de union|primera conexion|deelnametijd|eerste deelname|"
    "ora intrarii|prima conectare|وقت الانضمام|اول انضمام|join date|joined time",
    LEFT: "leave time|left|leave|left at|time left|last leave|last leave time|exited|end|"
    "cas odhoda|zadnji odhod|odhod|austrittszeit|letztes verlassen|verlassen um|ora di uscita|"
    "ultima uscita|heure de deconnexion|derniere sortie|hora de salida|ultima salida|"
    "tijd van verlaten|laatste vertrek|ora iesirii|وقت المغادرة|اخر مغادرة|left time",
    DURATION: "duration|duration (minutes)|total duration (minutes)|time in session|online time|"
    "in-meeting duration|meeting duration|attendance duration|minutes|trajanje|"
    "trajanje (v minutah)|dauer|durata|duree|duracion|duur|المدة|time in session (minutes)",
    WAITING: "in waiting room",
}
KNOWN = {word: role for role, words in WORDS.items() for word in words.split("|")}
FIRST_ONLY = {
    "first join", "first join time", "prva pridruzitev", "erster beitritt", "primo accesso",
    "premiere connexion", "primera conexion", "eerste deelname", "prima conectare", "اول انضمام",
}  # fmt: skip
EVENTS = {"user action", "action"}  # a line for each coming and going, without the two together


class Block(NamedTuple):
    """One table in a file: the number of its head (from 0), the rows after it up to `end`, and its
    columns by what they are. `rough`: it has only the first coming and the last going."""

    head: int
    end: int
    columns: dict[str, int]
    rough: bool

    @property
    def is_whole(self) -> bool:
        return is_whole(self.columns)


def is_whole(columns: dict[str, int]) -> bool:
    """Whether the columns say who was there and from when."""
    return JOINED in columns and (NAME in columns or FIRST in columns or LAST in columns)


def words(cell: Cell) -> str:
    """The head of a column, to compare."""
    text = folded(cell) if isinstance(cell, str) else ""
    return text.replace("أ", "ا").replace("إ", "ا").strip(" :*")


def columns_of(row: Sequence[Cell]) -> dict[str, int]:
    """What the columns under this row are, as far as we know its words; the first of each."""
    found: dict[str, int] = {}
    for place, cell in enumerate(row):
        role = KNOWN.get(words(cell))
        if role:
            found.setdefault(role, place)
    return found


def worth(rows: Sequence[Sequence[Cell]]) -> int:
    """How much some rows look like such a list: known columns count most, then columns."""
    known = max((len(columns_of(row)) for row in rows), default=0)
    return known * 1_000 + max((len(row) for row in rows), default=0)


def is_empty(row: Sequence[Cell]) -> bool:
    return not any(row)


def blocks(rows: Sequence[Sequence[Cell]]) -> list[Block]:
    """The tables in a file that say who was there; the best one first."""
    heads = [n for n, row in enumerate(rows) if is_whole(columns_of(row))]
    found = []
    for number, head in enumerate(heads):
        stop = heads[number + 1] if number + 1 < len(heads) else len(rows)
        first_words = {words(cell) for cell in rows[head]}
        columns = columns_of(rows[head])
        end = end_of(rows, head, stop)
        found.append(Block(head, end, columns, bool(first_words & FIRST_ONLY)))
    return sorted(found, key=lambda one: (one.rough, -(one.end - one.head)))


def end_of(rows: Sequence[Sequence[Cell]], head: int, stop: int) -> int:
    """Where a table ends: before an empty row behind which another part follows, else at `stop`."""
    for number in range(head + 1, stop):
        following = next((row for row in rows[number:stop] if not is_empty(row)), None)
        if is_empty(rows[number]) and (following is None or is_title(following)):
            return number
    return stop


def is_title(row: Sequence[Cell]) -> bool:
    """The name of a part, alone in its row: "3. In-Meeting Activities"."""
    filled = [cell for cell in row if cell]
    return len(filled) == 1 and isinstance(filled[0], str) and filled[0][:1].isdigit()


def first_guess(rows: Sequence[Sequence[Cell]]) -> Block | None:
    """The table to choose columns of, where no head is known: from the first row that is as wide
    as most are."""
    filled = [(n, row) for n, row in enumerate(rows[:LOOKED_AT]) if sum(map(bool, row)) > 1]
    if not filled:
        return None
    head = max(filled, key=lambda pair: (sum(map(bool, pair[1])), -pair[0]))[0]
    return Block(head, len(rows), columns_of(rows[head]), False)


def are_events(rows: Sequence[Sequence[Cell]]) -> bool:
    """An old list of Teams: "Joined" and "Left" in rows of their own."""
    return any(EVENTS & {words(cell) for cell in row} for row in rows[:LOOKED_AT])


def provider(rows: Sequence[Sequence[Cell]], block: Block | None) -> str:
    """Whose list this is, by its heads."""
    heads = {words(cell) for cell in rows[block.head]} if block else set()
    titles = {words(row[0]) for row in rows[:LOOKED_AT] if row and is_title(row)}
    if heads & {"participant id (upn)", "in-meeting duration"} or len(titles) > 1:
        return TEAMS
    if {"moderator", "activity score"} <= heads or {"talk time", "webcam time"} <= heads:
        return BBB
    if "name (original name)" in heads or "recording consent" in heads:
        return ZOOM
    return OTHER
