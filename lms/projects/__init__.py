"""Projects: who works together for which funder, what they reported, and what became of people."""
