"""Questions from files of other programs, into the bank of a course and out of it again."""
