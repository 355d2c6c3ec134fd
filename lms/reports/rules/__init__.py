"""What holds on dashboards. Plain functions: no queries, no request."""
