"""Groups of conditions as they are typed: one row each, of each group one is enough."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from lms.completion.forms import shares
from lms.courses import requirements as asks
from lms.courses.exact import PolicyProblem

MOST_ROWS, MOST_GROUPS, BEGUN = 20, 20, 2
NO_SHARE = ("module", "test", "portfolio", "evidence")


@dataclass(frozen=True)
class Row:
    """What is asked ("hours", "course:<slug>", "module:<key>", "test:<key>", "portfolio",
    "evidence"; nothing: not chosen yet), and of hours how many, as it was typed."""

    what: str = ""
    share: str = ""
    problem: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.what and not self.share.strip()


Group = list[Row]


def groups_of(tree: asks.Condition | None) -> list[Group] | None:
    """The rows of a tree; None where it is deeper than groups of rows."""
    if tree is None:
        return []
    found = []
    for part in tree.of if isinstance(tree, asks.All) else (tree,):
        leaves = part.of if isinstance(part, asks.AnyOf) else (part,)
        if any(isinstance(leaf, asks.All | asks.AnyOf) for leaf in leaves):
            return None
        found.append([_row(leaf) for leaf in leaves])
    return found


def tree_of(groups: Iterable[Group]) -> asks.Condition | None:
    """The tree that rows without a problem ask for; an empty group asks nothing.

    Raises PolicyProblem where there are too many of them.
    """
    parts: list[asks.Condition] = []
    for group in groups:
        leaves = tuple(dict.fromkeys(_leaf(row) for row in group if not row.is_empty))
        if leaves:
            parts.append(asks.AnyOf(leaves) if len(leaves) > 1 else leaves[0])
    if not parts:
        return None
    tree = asks.All(tuple(parts)) if len(parts) > 1 else parts[0]
    return asks.read("conditions", asks.plain(tree))


def sent(form: Mapping[str, str]) -> list[Group]:
    """The rows of a page: `rows` says how many there are in each group, "2 1"."""
    counts = [int(n) for n in form.get("rows", "").split()[:MOST_GROUPS] if is_small(n)]
    return [
        [
            Row(form.get(f"what-{place}-{at}", ""), form.get(f"share-{place}-{at}", "")[:80])
            for at in range(min(count, MOST_ROWS))
        ]
        for place, count in enumerate(counts)
    ]


def pressed(groups: list[Group], asked: str) -> list[Group]:
    """What a button does: "group", "row-<group>", "out-<group>-<row>", "drop-<group>"."""
    verb, *places = asked.split("-")
    at = [int(place) for place in places if is_small(place)]
    new = [list(group) for group in groups]
    match verb, at:
        case "group", [] if len(new) < MOST_GROUPS:
            new.append([Row()] * BEGUN)
        case "row", [place] if place < len(new) and len(new[place]) < MOST_ROWS:
            new[place].append(Row())
        case "out", [place, row] if place < len(new) and row < len(new[place]):
            del new[place][row]
        case "drop", [place] if place < len(new):
            del new[place]
    return [group for group in new if group]


def is_small(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 4


def checked(groups: list[Group], there: Iterable[str]) -> list[Group]:
    """The same rows, each with what is wrong with it. `there` is what can be chosen."""
    known = set(there)
    return [[replace(row, problem=_problem(row, known)) for row in group] for group in groups]


def _problem(row: Row, known: set[str]) -> str:
    if row.is_empty:
        return ""
    if not row.what:
        return _("Choose what is asked, or take the row out.")
    if row.what not in known:
        return _("This is not there any more. Choose something else, or take the row out.")
    if row.what.split(":")[0] in NO_SHARE:
        return ""
    try:
        shares.read(row.share)
    except ValueError as wrong:
        return str(wrong)
    return ""


def _row(leaf: asks.Condition) -> Row:
    match leaf:
        case asks.Hours(threshold):
            return Row("hours", shares.shown(threshold))
        case asks.CourseHours(course, threshold):
            return Row(f"course:{course}", shares.shown(threshold))
        case asks.Module(module):
            return Row(f"module:{module}")
        case asks.Assessment(assessment):
            return Row(f"test:{assessment}")
        case asks.PortfolioAccepted():
            return Row("portfolio")
        case asks.Evidence():
            return Row("evidence")
    raise TypeError(leaf)


def _leaf(row: Row) -> asks.Condition:
    kind, _colon, key = row.what.partition(":")
    match kind:
        case "hours":
            return asks.Hours(shares.read(row.share))
        case "course":
            return asks.CourseHours(key, shares.read(row.share))
        case "module":
            return asks.Module(key)
        case "test":
            return asks.Assessment(key)
        case "portfolio":
            return asks.PortfolioAccepted()
        case "evidence":
            return asks.Evidence()
    raise PolicyProblem("conditions", _("Choose what is asked, or take the row out."))
