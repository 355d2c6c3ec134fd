"""Surveys: sent by themselves, answered by a link, counted without names."""
