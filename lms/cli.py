"""The commands of `lms`. Each package has its own; here they come together."""

from flask import Flask

from lms.demo.commands import demo


def init_app(app: Flask) -> None:
    """Registers every command group."""
    app.cli.add_command(demo)
