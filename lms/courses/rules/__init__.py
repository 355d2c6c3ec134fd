"""What holds for programmes and groups: who may what, what is asked, who is where when."""

from lms.courses.rules.access import (
    coordinates_group,
    coordinates_programme,
    is_entry_code,
    is_own,
    may_coordinate,
    may_see_group,
    plain,
    teaches,
)
from lms.courses.rules.asked import Point, asked_for, asked_in_course
from lms.courses.rules.dwell import counts_from, dwell_of
from lms.courses.rules.glossary import (
    MOST_TERMS,
    letter_of,
    terms_in_order,
    terms_matching,
)
from lms.courses.rules.history import change_words
from lms.courses.rules.in_one import in_one_phrase, in_one_sentence
from lms.courses.rules.parts import (
    MOST_UNITS,
    composition,
    composition_of,
    in_short,
    named_by_policy,
)
from lms.courses.rules.places import (
    WHY_NOT,
    busiest,
    is_offered,
    offer_ends,
    overlap,
    why_not,
)
from lms.courses.rules.progress import module_state
from lms.courses.rules.weight import size_words, weight_words
from lms.courses.rules.words import (
    ENTRIES,
    STATES,
    TRACKS,
    asked_share,
    hours_of_units,
    percent,
)

__all__ = [
    "ENTRIES",
    "MOST_TERMS",
    "MOST_UNITS",
    "STATES",
    "TRACKS",
    "WHY_NOT",
    "Point",
    "asked_for",
    "asked_in_course",
    "asked_share",
    "busiest",
    "change_words",
    "composition",
    "composition_of",
    "coordinates_group",
    "coordinates_programme",
    "counts_from",
    "dwell_of",
    "hours_of_units",
    "in_one_phrase",
    "in_one_sentence",
    "in_short",
    "is_entry_code",
    "is_offered",
    "is_own",
    "letter_of",
    "may_coordinate",
    "may_see_group",
    "module_state",
    "named_by_policy",
    "offer_ends",
    "overlap",
    "percent",
    "plain",
    "size_words",
    "teaches",
    "terms_in_order",
    "terms_matching",
    "weight_words",
    "why_not",
]
