"""Conversations below lessons."""
