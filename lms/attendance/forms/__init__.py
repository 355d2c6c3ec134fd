"""What is typed: a session, a reason to cancel it, make-up; and a whole register at once."""
