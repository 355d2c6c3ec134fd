"""Forms of surveys: what a programme sends, and the questions."""
