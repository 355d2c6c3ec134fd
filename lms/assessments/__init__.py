"""What was shown to be learned: results of tests and portfolios."""
