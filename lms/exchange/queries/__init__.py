"""What is asked of activities, pairs and plans."""

from lms.exchange.queries.facts import Exchanged, facts

__all__ = ["Exchanged", "facts"]
