"""Attestations, on screen."""

from lms.attestations.views import verifying
from lms.attestations.views.blueprint import bp

__all__ = ["bp", "verifying"]
