"""The form with which material is handed out: a file, or a link."""

from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, StringField
from wtforms.validators import Length

from lms.attendance.actions.material import Handout
from lms.forms import Form, one_line, web_address
from lms.handouts import MOST_BYTES, Kind, kind_of

TOO_LONG = _l("This is too long.")


class MaterialForm(Form):
    """One file or one link, and what it is called."""

    file = FileField(_l("File"))
    link = StringField(
        _l("Or a link"), [Length(max=500, message=TOO_LONG), web_address], filters=[one_line]
    )
    title = StringField(
        _l("Title (optional)"), [Length(max=200, message=TOO_LONG)], filters=[one_line]
    )
    later = BooleanField(_l("Also for the later sessions of this series"))

    kind: Kind | None = None
    content: bytes | None = None

    @property
    def handout(self) -> Handout:
        """What `actions.material.hand_out` takes. Without a title it is called as the file is, or
        the place where the link leads."""
        title, link = (self.title.data or "")[:200], self.link.data or None
        if link:
            return Handout(title or urlsplit(link).hostname or link, link)
        name = one_line(self.file.data.filename) or ""
        stem = name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
        return Handout(title or stem[:200] or _("File"), None, self.content, self.kind, name)

    def validate(self, **kwargs: Any) -> bool:
        fine = super().validate(**kwargs)
        for name, why in self.problems():
            self[name].errors = [*self[name].errors, why]
            fine = False
        return fine

    def problems(self) -> list[tuple[str, str]]:
        """What is wrong with the two together, and with the file."""
        if self.file.data and self.link.data:
            return [("file", _("Choose a file or write a link, not both."))]
        if self.link.data:
            return []
        if not self.file.data:
            return [("file", _("Choose a file, or write a link."))]
        self.content = self.file.data.read(MOST_BYTES + 1)
        why = self.wrong_file(self.content)
        return [("file", why)] if why else []

    def wrong_file(self, content: bytes) -> str:
        if not content:
            return _("This file is empty.")
        if len(content) > MOST_BYTES:
            return _("This file is too big. Send one of 10 MB or less.")
        self.kind = kind_of(content)
        if self.kind is None:
            return _(
                "This file is not one that can be handed out. Take a PDF, a picture, a sound, a "
                "film, plain text, or a document of an office program without macros."
            )
        return ""
