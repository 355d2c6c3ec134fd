"""Reading: one register, lists of sessions, make-up."""
