"""A record of a completion as lms/completion/record.py describes it: W7, with its make-up."""

from typing import Any

FACTS: dict[str, Any] = {
    "version": 1,
    "on": "2022-06-14",
    "first_day": "2022-03-24",
    "last_day": "2022-06-09",
    "programme": {
        "slug": "jesenice-digital-local",
        "title": {"en": "Digital and Local", "sl": "Digitalno lokalno"},
        "track": "migrant",
    },
    "organisation": {"slug": "aec-jesenice", "name": "Adult Education Centre Jesenice"},
    "group": {"slug": "jesenice-a", "title": "Group A"},
    "unit_minutes": 45,
    "required_units": 60,
    "required_minutes": 2700,
    "policy": {"version": 1, "rules": {"threshold": "4/5", "course_threshold": "7/10"}},
    "attended_minutes": 2025,
    "credited_minutes": 2025,
    "make_up_minutes": 180,
    "excused_minutes": 0,
    "total_minutes": 2205,
    "ratio": "49/60",
    "percent": "81.66",
    "courses": [
        {
            "slug": "digital-basics",
            "title": {"en": "Digital basics", "sl": "Digitalne osnove"},
            "level": "DigComp 1-2",
            "required_minutes": 1350,
            "credited_minutes": 1080,
            "make_up_minutes": 180,
            "total_minutes": 1260,
        },
        {
            "slug": "slovene-first-steps",
            "title": {"en": "Slovene, first steps", "sl": "Slovenščina, prvi koraki"},
            "level": "A1",
            "required_minutes": 1350,
            "credited_minutes": 945,
            "make_up_minutes": 0,
            "total_minutes": 945,
        },
    ],
    "sessions": {"attended": 12, "held": 16},
    "modules": [
        {
            "key": "digital-basics/02-safe-online",
            "title": {"en": "Safe online", "sl": "Varno na spletu"},
        }
    ],
    "assessment": {
        "key": "slovene-first-steps/08-together/exit-test",
        "title": {"en": "Exit test", "sl": "Izhodni preizkus"},
        "passed_on": "2022-06-09",
    },
    "portfolio": None,
    "levels": [
        {
            "framework": "cefr",
            "skill": "speaking",
            "entry": "Pre-A1",
            "exit": "A1",
            "on": "2022-06-09",
            "way": "test",
        }
    ],
}
