"""What authors send."""
