"""Who: persons, organisations, roles, sign-in, cards."""
