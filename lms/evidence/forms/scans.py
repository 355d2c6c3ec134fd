"""The form with which a scan is attached to a list."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField

from lms.evidence.rules.scans import Looked, NoScan, look_at
from lms.forms import Form, one_line
from lms.handouts import MOST_BYTES


class ScanForm(Form):
    """One file. What it is, its content says."""

    file = FileField(_l("Scan of the signed list"))

    content = b""
    looked: Looked  # once it is valid

    @property
    def name(self) -> str:
        return one_line(self.file.data.filename) or ""

    def validate(self, **kwargs: Any) -> bool:
        fine = super().validate(**kwargs)
        try:
            if not self.file.data:
                raise NoScan(_("Choose a file."))
            self.content = self.file.data.read(MOST_BYTES + 1)
            self.looked = look_at(self.content)
        except NoScan as why:
            self.file.errors = [*self.file.errors, str(why)]
            return False
        return fine
