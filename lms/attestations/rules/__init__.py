"""Who may do what with attestations. Plain functions: no queries, no request."""

from lms.attestations.rules.access import (
    coordinates_issuer,
    is_holder,
    may_issue,
    may_revoke,
    may_see,
)
from lms.attestations.rules.colours import CONTRAST, contrast

__all__ = [
    "CONTRAST",
    "contrast",
    "coordinates_issuer",
    "is_holder",
    "may_issue",
    "may_revoke",
    "may_see",
]
