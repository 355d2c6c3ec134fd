"""Reading for figures: the facts of a project, sets with their versions."""
