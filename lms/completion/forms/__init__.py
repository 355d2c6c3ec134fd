"""The forms of the package."""
