"""What is done with sets and figures."""
