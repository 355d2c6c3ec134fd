"""The commands of `lms`. Each package has its own; here they come together."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Registers every command group."""
