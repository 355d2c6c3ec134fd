"""What people say to one another below a lesson."""
