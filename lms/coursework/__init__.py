"""Case tasks and reflections in lessons: what people hand in, and what others say to it."""
