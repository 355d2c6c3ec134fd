"""Activities and who took part, from files: all of a file or none of it.

activities      one row an activity
participations  one row a person at an activity
"""

from lms.exchange.imports.activities import activities
from lms.exchange.imports.participations import participations

__all__ = ["activities", "participations"]
