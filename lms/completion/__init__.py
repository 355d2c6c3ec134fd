"""Where everyone stands: derived from what is kept below, never stored. Who has completed: proposed
from that, confirmed by a person, and then frozen."""
