"""Forms of attestations."""
