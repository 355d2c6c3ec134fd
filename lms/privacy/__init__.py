"""What every package keeps about a person: given to them, erased when they ask, deleted in time."""
