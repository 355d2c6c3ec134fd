"""Where everyone stands: derived from what is kept below, never stored."""
