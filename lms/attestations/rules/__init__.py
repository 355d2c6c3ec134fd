"""Who may do what with attestations. Plain functions: no queries, no request."""
