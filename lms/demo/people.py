"""The demo people. Their names are made up; every address ends in example.org."""

from datetime import date
from typing import NamedTuple

from lms.db import db
from lms.people import passwords
from lms.people.models import Organisation, Person, Role

PASSWORD = "demo-demo-demo"
PIN = "2468"


class Account(NamedTuple):
    """One of the accounts that `make run` prints."""

    who: str
    way_in: str
    secret: str


ACCOUNTS = [
    Account("Coordinator, Jesenice", "coordinator@example.org", PASSWORD),
    Account("Trainer, Jesenice group A", "trainer@example.org", PASSWORD),
    Account("Learner, Jesenice group A", "card AMA-222", f"PIN {PIN}"),
    Account("Learner with an attestation", "card DEM-B22", f"PIN {PIN}"),
    Account("Local official", "official@example.org", PASSWORD),
    Account("Teacher", "teacher@example.org", PASSWORD),
    Account("Trainer of the teachers", "trainer.teachers@example.org", PASSWORD),
    Account("Coordinator, leads the project", "coordinator.project@example.org", PASSWORD),
    Account("Administrator", "admin@example.org", PASSWORD),
]

STAFF = [  # code, name, role, organisation, e-mail, language
    ("DEMO-ADMIN", "Ada Demo", Role.ADMINISTRATOR, None, "admin", "en"),
    ("DEMO-COORD", "Ema Demo", Role.COORDINATOR, "aec-jesenice", "coordinator", "en"),
    ("DEMO-TR-A", "Tara Demo", Role.TRAINER, "aec-jesenice", "trainer", "en"),
    ("DEMO-TR-B", "Samo Demo", Role.TRAINER, "aec-jesenice", "trainer.b", "sl"),
    ("DEMO-COORD-AER", "Oto Demo", Role.COORDINATOR, "aer", "coordinator.cities", "en"),
    ("DEMO-TR-AER", "Mila Demo", Role.TRAINER, "aer", "trainer.cities", "en"),
    ("DEMO-COORD-SAR", "Rosa Demo", Role.COORDINATOR, "sardinia", "coordinator.teachers", "en"),
    ("DEMO-COORD-IOM", "Livia Demo", Role.COORDINATOR, "iom-it", "coordinator.project", "en"),
    ("DEMO-TR-SAR", "Gavino Demo", Role.TRAINER, "sardinia", "trainer.teachers", "en"),
]
LEARNERS_A = [  # code, name, name in its own script, language, gender, born
    ("A-01", "Amal H.", "أمل ح.", "ar", "F", "1990-05-01"),
    ("A-02", "Amina K.", None, "sl", "F", "1986-11-23"),
    ("A-03", "Olena D.", "Олена Д.", "en", "F", "1979-02-14"),
    ("A-04", "Fatima S.", "فاطمة س.", "ar", "F", "1994-08-30"),
    ("A-05", "Besnik L.", None, "sl", "M", "1982-01-19"),
    ("A-06", "Jovana P.", "Јована П.", "sl", "F", "1997-06-05"),
    ("A-07", "Merita G.", None, "sl", "F", "1991-12-12"),
    ("A-08", "Yusuf A.", "يوسف ع.", "ar", "M", "1975-03-27"),
    ("A-09", "Lucía R.", None, "en", "F", "1988-09-09"),
    ("A-10", "Hasan D.", "حسن د.", "ar", "M", "1969-10-02"),
    ("A-11", "Elif T.", None, "en", "F", "1999-04-16"),
    ("A-12", "Natalija B.", "Наталія Б.", "sl", "F", "1984-07-21"),
    ("A-13", "Blerim K.", None, "sl", "M", "1993-05-28"),
    ("A-14", "Rana F.", "رنا ف.", "ar", "F", "2001-01-11"),
]
LEARNERS_B = [
    ("B-01", "Dina M.", "دينا م.", "ar", "F", "1987-02-03"),
    ("B-02", "Arben S.", None, "sl", "M", "1980-06-17"),
    ("B-03", "Sara H.", "سارة ح.", "ar", "F", "1995-10-25"),
    ("B-04", "Viktor O.", "Віктор О.", "en", "M", "1972-12-08"),
    ("B-05", "Mirela Z.", None, "sl", "F", "1990-03-13"),
    ("B-06", "Reza N.", "رضا ن.", "en", "M", "1985-09-01"),
    ("B-07", "Carmen L.", None, "en", "F", "1978-05-22"),
    ("B-08", "Ivana T.", "Ивана Т.", "sl", "F", "1996-08-14"),
    ("B-09", "Omar K.", "عمر ك.", "ar", "M", "1992-11-30"),
    ("B-10", "Shpresa B.", None, "sl", "F", "1983-04-04"),
    ("B-11", "Leyla A.", None, "en", "F", "2000-07-07"),
]
ASKING = [  # they have asked for a place, and wait for the answer
    ("C-01", "Nour A.", "نور أ.", "ar", "F", "1998-02-17"),
    ("C-02", "Ilir B.", None, "sl", "M", "1989-11-05"),
]
OFFICIALS = [("OFF-01", "Olga Demo", "official")] + [
    (f"OFF-{n:02d}", f"{name} Demo", f"official{n:02d}")
    for n, name in enumerate(["Pavel", "Ines", "Joost", "Maria", "Nikos", "Ana", "Luc"], 2)
]
CITIES = ["aer", "aer", *["demo-north", "demo-south"] * 3]  # of the officials, in their order
TEACHERS = [("TEA-01", "Grazia Demo", "teacher")] + [
    (f"TEA-{n:02d}", f"{name} Demo", f"teacher{n:02d}")
    for n, name in enumerate(["Efisio", "Paola", "Bruno", "Silvia", "Marco", "Chiara"], 2)
]


class Cast:
    """Makes the people; `cast["A-01"]` finds one by code."""

    def __init__(self, organisations: dict[str, Organisation]) -> None:
        self.organisations = organisations
        self.password = passwords.hashed(PASSWORD)
        self.pin = passwords.hashed(PIN)
        self.people: dict[str, Person] = {}

    def __getitem__(self, code: str) -> Person:
        return self.people[code]

    def add(self, code: str, name: str, organisation: str | None, **values) -> None:
        person = Person(code=code, name=name, **values)
        person.organisation = self.organisations[organisation] if organisation else None
        self.people[code] = person
        db.session.add(person)

    def with_password(self, code, name, role, organisation, address, language="en") -> None:
        self.add(
            code,
            name,
            organisation,
            role=role,
            language=language,
            email=f"{address}@example.org",
            password_hash=self.password,
        )

    def with_card(self, number: int, row: tuple) -> None:
        code, name, native, language, gender, born = row
        card = "AMA-222" if code == "A-01" else f"DEM-{CARD_LETTERS[number]}22"
        self.add(
            code,
            name,
            "aec-jesenice",
            native_name=native,
            language=language,
            gender=gender,
            birth_date=date.fromisoformat(born),
            phone=f"+44 7700 9001{number:02d}" if number % 4 else None,  # a range for stories
            card_code=card,
            pin_hash=self.pin,
        )


CARD_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def build(organisations: dict[str, Organisation]) -> Cast:
    """Everybody, added to the session of the database."""
    cast = Cast(organisations)
    for row in STAFF:
        cast.with_password(*row)
    for number, learner in enumerate(LEARNERS_A + LEARNERS_B + ASKING):
        cast.with_card(number, learner)
    for (code, name, address), city in zip(OFFICIALS, CITIES, strict=True):
        cast.with_password(code, name, Role.LEARNER, city, address)
    for code, name, address in TEACHERS:
        cast.with_password(code, name, Role.LEARNER, "sardinia", address)
    db.session.flush()
    return cast
