"""`lms people`: the table in and out, and single people."""

import json
import sys

import click
from flask.cli import AppGroup

from lms import clock
from lms.db import db
from lms.errors import Refused
from lms.people import actions, codes, exports, imports
from lms.people.models import Person, Role
from lms.tables import FileRefused, Row
from lms.tables.formats import PEOPLE
from lms.tables.problems import Problems
from lms.tables.terminal import database_in_words, exporting, importing

people = AppGroup("people", help="People: import, export, create.")
people.add_command(importing(PEOPLE, imports.people))
people.add_command(exporting(PEOPLE, exports.people))


@people.command("create")
@click.option("--role", type=click.Choice([str(role) for role in Role]), required=True)
@click.option("--name", required=True, help="The full name.")
@click.option("--code", help="Names the person in every file; made up where it is left out.")
@click.option("--email", help="To sign in with a password. Staff need one.")
@click.option("--organisation", help="Short name; a new one is created.")
@click.option("--language", help="Code of the language in which to speak to them, such as sl.")
@click.option("--format", "answer", type=click.Choice(["text", "json"]), default="text")
def create(
    role: str,
    name: str,
    code: str | None,
    email: str | None,
    organisation: str | None,
    language: str | None,
    answer: str,
) -> None:
    """Put one person into the list and print, once, how they sign in."""
    given: dict[str, str | None] = {
        "person_code": code or codes.new_person_code(),
        "display_name": name,
    }
    given |= {"email": email, "organisation": organisation, "language": language}
    try:
        with database_in_words():
            person = created({key: value or "" for key, value in given.items()}, role)
            told = {"person_code": person.code, "role": person.role, **way_in_of(person)}
            db.session.commit()
    except Refused as refusal:
        for line in reasons(refusal):
            click.echo(line, err=True)
        sys.exit(1)
    if answer == "json":
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        for label, value in told.items():
            click.echo(f"{label}: {value}")


def created(cells: dict[str, str], role: str) -> Person:
    """The new person; the cells are those of people.csv. Raises Refused where one cannot be, or the
    code or the address is somebody else's."""
    problems = Problems()
    values = imports.person_of(Row(1, cells, problems, Problems()), None, clock.now().date()).values
    problems.refuse_if_any()
    slug = values.pop("organisation")
    home = actions.organisation(slug).id if slug else None
    values |= {"role": role, "organisation_id": home}
    return actions.create(values, by=None, now=clock.now())


def way_in_of(person: Person) -> dict[str, str]:
    """Who has an address gets a password; a learner without one a card and a PIN."""
    if person.email or person.is_staff:
        password = actions.give_password(person, by=None, now=clock.now())
        return {"email": person.email or "", "password": password}
    pin = actions.give_card(person, by=None, now=clock.now())
    return {"card": person.card_code or "", "pin": pin}


def reasons(refusal: Refused) -> list[str]:
    if isinstance(refusal, FileRefused):
        return [f"{problem.column}: {problem.words}" for problem in refusal.problems]
    return [str(refusal)]
