"""Demo data, openly demo: two Jesenice groups part-way, an authority group, a teacher group.

Dates count from the day on which it is loaded, so that there is always a session today. People,
places and dates are made up; the programmes are the project's own content.
"""
