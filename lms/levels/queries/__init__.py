"""Who has a place where, what was said of them, what tests say, what falls due."""
