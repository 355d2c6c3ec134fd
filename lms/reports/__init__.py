"""What coordinators look at, bring in and send out."""
