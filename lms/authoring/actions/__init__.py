"""Writing: drafts, what is published of them, translations."""
