"""The part of a form into which somebody puts a file that they hand in."""

from typing import Any

from wtforms.validators import ValidationError

from lms.courses.rules.handed_in import Upload, handed_in
from lms.courses.rules.unfit import Unfit
from lms.handouts import MOST_BYTES


class TakesFile:
    """For a form with a field `file`: what was sent is its `upload`, where it may be handed in."""

    upload: Upload | None = None

    def validate_file(self, field: Any) -> None:
        if not field.data:
            return
        try:
            self.upload = handed_in(field.data.read(MOST_BYTES + 1), field.data.filename)
        except Unfit as unfit:
            raise ValidationError(str(unfit)) from None
