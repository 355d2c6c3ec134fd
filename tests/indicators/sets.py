"""A small set of indicators."""

OWN_SET = {
    "title": {"en": "Our own"},
    "indicators": [
        {
            "code": "people",
            "title": {"en": "People"},
            "kind": "people",
            "count": {"any": [{"fact": "enrolled", "track": ["migrant"]}, {"fact": "came"}]},
            "by": ["gender"],
        },
        {
            "code": "women",
            "title": {"en": "Women"},
            "kind": "people",
            "within": "people",
            "who": {"gender": ["F"]},
            "count": {"indicator": "people"},
        },
        {
            "code": "share",
            "title": {"en": "Share of women"},
            "kind": "share",
            "share": {"part": "women", "of": "people"},
            "target": "1/2",
        },
    ],
}
