"""What evidence asks of the database."""
