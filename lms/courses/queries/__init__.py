"""Finding programmes, courses and lessons; groups and who is in them; what people have done."""

from lms.courses.queries.groups import members

__all__ = ["members"]
