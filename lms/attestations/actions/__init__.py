"""Issuing, revoking, signing. Who and when are arguments; the commit is not ours."""
