"""Changing evidence. Who and when are arguments; the commit is not ours (lms/web.py)."""
