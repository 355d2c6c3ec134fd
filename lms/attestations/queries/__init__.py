"""Reads for the pages of attestations, at a constant number of statements."""
