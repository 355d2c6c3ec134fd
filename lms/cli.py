"""The commands of `lms`. Each package has its own; here they come together."""

from flask import Flask

from lms.completion.commands import standing
from lms.courses.commands import content
from lms.courses.table_commands import groups, roster
from lms.demo.commands import demo
from lms.people.commands import people


def init_app(app: Flask) -> None:
    """Registers every command group."""
    for group in (content, people, groups, roster, standing, demo):
        app.cli.add_command(group)
