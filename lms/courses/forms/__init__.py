"""The forms of the package."""

from lms.courses.forms.places import (
    AnswerForm,
    EndForm,
    EnrolForm,
    GroupForm,
    MoveForm,
    NoteForm,
    PlaceForm,
    SettingsForm,
)

__all__ = [
    "AnswerForm", "EndForm", "EnrolForm", "GroupForm", "MoveForm", "NoteForm", "PlaceForm",
    "SettingsForm",
]  # fmt: skip
