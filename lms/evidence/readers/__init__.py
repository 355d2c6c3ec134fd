"""Reading the lists of who was in an online meeting, as its provider writes them. No database.

columns    where in a file the list begins, and what its columns are
moments    what a cell says of a day and a time
meeting    rows to stays: who was there, from when to when
"""
