"""The record of a completion: everything that an attestation certifies, as plain frozen data.

It is written once and never changed, so every reader of the installation's whole life must read it:
keys are only ever added, and `version` says which there are. Titles are maps of languages; minutes
are whole; ratios are exact text ("49/60"), days and moments ISO text.

    version            2; 1 has no `assessments`
    on                 the day as of which it was counted
    first_day, last_day    of the sessions in which the person was credited; null without any
    programme          {slug, title, track}
    organisation       {slug, name}: of the programme
    group              {slug, title}
    unit_minutes, required_units, required_minutes
    policy             {version, rules}: the rules by which it was judged, in exact text
    attended_minutes, credited_minutes, make_up_minutes, excused_minutes, total_minutes
    ratio, percent     percent with two decimals, cut off
    courses            [{slug, title, level, required_minutes, credited_minutes, make_up_minutes,
                         total_minutes}], in the programme's order
    sessions           {attended, held}: how many
    modules            [{key, title}]: those that are done, in order
    assessment         {key, title, passed_on}: the one that the policy asks at the end, or null
    assessments        [{key, title, passed_on}]: all that the policy names, also in its conditions,
                       and that were passed, in the programme's order; `assessment` is among them
    portfolio          {accepted_on} or null
    levels             [{framework, language, skill, entry, exit, on, way}]: those said at the end;
                       entry may be null, language is where the framework is one of languages

Tests and the portfolio are those of `on`, as the standing looks at them. Levels are not judged:
what was said until the record was made is in it, each with its own day.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

VERSION = 2


def digest(facts: Mapping[str, Any], *more: str | None) -> str:
    """SHA-256 of a record (and of names beside it), written in one way: sorted keys, no spaces."""
    said = json.dumps([facts, *more], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()
