"""Who and what a formula counts: pure, from facts. No database, no clock, no words."""
