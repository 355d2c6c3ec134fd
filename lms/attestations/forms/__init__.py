"""Forms of attestations."""

from lms.attestations.forms.issuing import IssueForm, LanguagesForm, RevokeForm

__all__ = ["IssueForm", "LanguagesForm", "RevokeForm"]
