"""What people are told, and by which way: mail, or a call where there is no address."""
