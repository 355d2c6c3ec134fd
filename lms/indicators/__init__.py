"""A funder's figures: sets as data, counts with their members, reporting periods that freeze."""
