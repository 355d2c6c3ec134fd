"""The commands of `lms`. Each package has its own; here they come together."""

from flask import Flask

from lms.assessments.commands import questions
from lms.attendance.commands import attendance, make_up, register, sessions
from lms.attestations.commands import credential
from lms.commands import backup, doctor, files, restore, work
from lms.completion.commands import standing
from lms.courses.commands import content
from lms.courses.table_commands import groups, roster
from lms.demo.commands import demo
from lms.evidence.commands import evidence
from lms.exchange.commands import activities, participations
from lms.indicators.commands import indicators
from lms.messages.commands import mail
from lms.people.commands import people
from lms.projects.commands import outcomes
from lms.reports.commands import figures
from lms.search.commands import search


def init_app(app: Flask) -> None:
    """Registers every command group."""
    tables = (people, groups, roster, sessions, attendance, make_up)
    proven = (standing, register, evidence, credential, indicators)
    kept = (search, figures, demo, work, mail, backup, restore, files, doctor)
    beside = (activities, participations, outcomes)
    for group in (content, questions, *tables, *beside, *proven, *kept):
        app.cli.add_command(group)
