"""Attestations: what proves hours and outcomes, on paper and as signed data, and who may ask."""
