"""What dashboards keep for themselves: standings that were counted, views that were saved."""
