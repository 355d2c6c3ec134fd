"""Portfolios: what people show of what they can, and what was decided about it."""
