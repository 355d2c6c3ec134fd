"""A person of whom every table of the installation knows something: one row of each, with their
name wherever a column can hold words."""

from datetime import date, time, timedelta

from sqlalchemy import JSON, Boolean, Date, Integer, LargeBinary, String, Time, insert, select

from lms import files
from lms.attendance import chain
from lms.db import Base, Erase, Moment, db
from lms.people.models import Organisation, Person
from lms.privacy import rules
from tests.cast import NOW, ZONE, person

NAME, NATIVE = "Zenobia Quartz", "زنوبيا كوارتز"
EMAIL, PHONE, CODE = "zenobia.quartz@example.net", "+386 40 555 777", "ZENOBIA-Q"
WORDS = f"{NAME} ({NATIVE}) wrote from {EMAIL} and called from {PHONE}; {CODE}"
TRACES = (NAME, NATIVE, EMAIL, PHONE, CODE)
SKIPPED = {"people", "organisations", "files", "search_entries", "failed_sign_ins", "erasures"}
SHARED = ("courses", "modules", "lessons", "programmes", "groups", "programme_courses")


def zenobia(organisation: Organisation) -> Person:
    made = person(
        "Zenobia", organisation, code=CODE, email=EMAIL, native_name=NATIVE, phone=PHONE,
        gender="F", birth_date=date(1990, 5, 1),
    )  # fmt: skip
    made.name = NAME
    db.session.add(made)
    db.session.flush()
    return made


def known_everywhere(who: Person) -> None:
    """One row in every table; what names a person names this one."""
    ids: dict[str, dict] = {"people": {"id": who.id}, "organisations": {"id": who.organisation_id}}
    for name in SHARED:
        table = Base.metadata.tables[name]
        ids[name] = dict(
            db.session.execute(select(table).order_by(*table.primary_key).limit(1)).mappings().one()
        )
    ids["files"] = {"id": files.keep(WORDS.encode(), "text/plain", now=NOW).id}
    for table in Base.metadata.sorted_tables:
        if table.name in SKIPPED or table.name in SHARED:
            continue
        row = {}
        for column in table.columns:
            if value_is_made_by_the_database(column):
                continue
            row[column.name] = value_of(column, ids, who)
        done = db.session.execute(insert(table), row)
        keys = [one.name for one in table.primary_key.columns]
        found = dict(zip(keys, done.inserted_primary_key, strict=True))
        ids[table.name] = {**row, **found}
    db.session.flush()


def value_is_made_by_the_database(column):
    is_number = isinstance(column.type, Integer) and not column.foreign_keys
    return column.primary_key and is_number and column.name == "id"


def value_of(column, ids, who):
    if (name := (column.table.name, column.name)) in SPECIAL:
        return SPECIAL[name](who)
    for key in column.foreign_keys:
        above = ids.get(key.column.table.name)
        return above[key.column.name] if above else None
    return plain(column)


def plain(column):
    kind = column.type
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, Moment):
        return NOW
    if isinstance(kind, Date):
        return date(2022, 3, 1)
    if isinstance(kind, Time):
        return time(17)
    if isinstance(kind, Integer):
        return 7
    if isinstance(kind, LargeBinary):
        return WORDS.encode()
    if isinstance(kind, JSON):
        return {"said": [WORDS], NAME: 1} if tells(column) else {}
    assert isinstance(kind, String), column
    return (
        words_for(column, kind.length)
        if tells(column)
        else f"{column.table.name}"[: kind.length or 99]
    )


def tells(column) -> bool:
    """Whether the name can stand there: what only says figures, codes or days is not filled."""
    said = (Erase.EMPTY, Erase.SCRUB)
    return "personal" in column.info and rules.treatment(column) in said


def words_for(column, most):
    return WORDS if not most or most >= len(WORDS) else NAME[:most]


def links(who):
    salt = "s"
    mine = chain.digest(salt, CODE, NAME)
    reason = chain.digest(salt, chain.REASON, WORDS)
    return [[mine, salt, CODE, NAME, who.id], [reason, salt, chain.REASON, WORDS, None]]


SPECIAL = {
    ("sessions", "zone"): lambda who: ZONE,
    ("sessions", "breaks"): lambda who: [],
    ("sessions", "mode"): lambda who: "online",
    ("sessions", "status"): lambda who: "held",
    ("sessions", "ends"): lambda who: time(20),
    ("materials", "link"): lambda who: None,
    ("make_up_offers", "kind"): lambda who: "task",
    ("make_up_offers", "to_session_id"): lambda who: None,
    ("marks", "kind"): lambda who: "presence",
    ("marks", "left_at"): lambda who: NOW + timedelta(hours=1),
    ("feeds", "group_id"): lambda who: None,
    ("register_links", "names"): links,
    ("meeting_lists", "people"): lambda who: {f"zeni q. <{EMAIL}>": who.id, NAME.lower(): who.id},
    ("meeting_names", "name"): lambda who: "zeni q.",
    ("sheets", "rows"): lambda who: [who.id],
    ("sheets", "guests"): lambda who: {},
    ("attestation_runs", "completions"): lambda who: [],
    ("notices", "about"): lambda who: f"person:{CODE}",
    ("changes", "key"): lambda who: f"lesson/{CODE}",
    ("mails", "address"): lambda who: EMAIL,
    ("attestations", "holder"): lambda who: NAME,
    ("attestations", "holder_native"): lambda who: NATIVE,
    ("policies", "version"): lambda who: 7,
    ("jobs", "error"): lambda who: WORDS,
    ("packs", "first"): lambda who: date(2022, 1, 1),
}


def traces() -> list[str]:
    """Every column of every table in which they are still named."""
    found = []
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(select(table)).mappings():
            for name, value in row.items():
                text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
                low = text.lower()
                if any(one.lower() in low for one in (*TRACES, "zeni q.")):
                    found.append(f"{table.name}.{name}: {text[:120]}")
    return found


__all__ = ["NAME", "TRACES", "WORDS", "known_everywhere", "traces", "zenobia"]
