"""What evidence says, in the language that is spoken now: on screen, on paper and in packs."""
