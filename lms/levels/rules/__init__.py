"""What is asked when, whose word holds, what was gained; who may do what."""
