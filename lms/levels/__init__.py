"""Levels: placement, progress and exit, by framework and skill, and what was gained."""
