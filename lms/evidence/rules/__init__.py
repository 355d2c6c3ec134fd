"""What holds for evidence. Plain functions: no queries, no request."""
