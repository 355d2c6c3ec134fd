"""What people hand in, and what others say to it."""
