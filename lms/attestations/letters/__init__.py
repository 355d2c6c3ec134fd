"""What is said of attestations: mails, and the words of papers."""
