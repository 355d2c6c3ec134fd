"""One person at two on-site sessions at once: both kept, both shown, neither counted (rule 7)."""

from collections.abc import Iterable, Mapping

from lms.completion.facts import PresenceFact, SessionFact

Key = int | str


def sorted_out(
    held: Mapping[Key, SessionFact], presences: Iterable[PresenceFact]
) -> tuple[dict[Key, list[PresenceFact]], dict[Key, tuple[Key, ...]]]:
    """The rows that count, by session, and the conflicts: session -> the sessions it meets.

    A session in conflict may have no row left; it is a key all the same.
    """
    rows: dict[Key, list[PresenceFact]] = {}
    on_site: list[PresenceFact] = []
    latest, tangled = 0, False
    for row in presences:
        session = held.get(row.session)
        if session is None:
            continue
        rows.setdefault(row.session, []).append(row)
        if session.mode == "onsite" and row.start < row.end:
            on_site.append(row)
            if row.start < latest:
                tangled = True
            if row.end > latest:
                latest = row.end
    if not tangled:
        return rows, {}
    clashes = _clashes(on_site)
    for key in {row.session for row in clashes}:
        rows[key] = [row for row in rows[key] if row not in clashes]
    conflicts: dict[Key, tuple[Key, ...]] = {}
    for row, others in clashes.items():
        met = dict.fromkeys((*conflicts.get(row.session, ()), *others))
        conflicts[row.session] = tuple(met)
    return rows, conflicts


def _clashes(rows: list[PresenceFact]) -> dict[PresenceFact, list[Key]]:
    """Rows that overlap a row of another session, as they were recorded (settled points 11, 21)."""
    rows = sorted(rows, key=lambda row: (row.start, row.end))
    found: dict[PresenceFact, list[Key]] = {}
    for place, row in enumerate(rows):
        for other in rows[place + 1 :]:
            if other.start >= row.end:
                break
            if other.session != row.session:
                found.setdefault(row, []).append(other.session)
                found.setdefault(other, []).append(row.session)
    return found
