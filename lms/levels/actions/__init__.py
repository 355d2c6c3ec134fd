"""Saying levels, answering about oneself, choosing what a programme asks."""
