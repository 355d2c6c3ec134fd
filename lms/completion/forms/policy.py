"""The rules of a programme as its coordinators type them."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange

from lms.completion.forms import conditions
from lms.completion.forms.shares import Share
from lms.courses import policy as policies
from lms.courses.exact import PolicyProblem
from lms.forms import Form, Whole

MINUTES = _l("Write whole minutes, from 0 to 9999.")
GONE = _l("This is not there any more. Choose something else.")
DENOMINATORS = {
    "programme": _l("All hours of the programme. Excused hours are missed hours."),
    "delivered": _l("The hours that are held. Nobody is complete before the last session."),
    "excluded": _l("The hours of the programme less those that are excused."),
    "credited": _l(
        "All hours of the programme. Excused hours help to reach the share, but they are never "
        "hours on an attestation."
    ),
}


class Offered(NamedTuple):
    """What rules may name, each with its title: courses by slug, modules of each course (by its
    slug) as "course/module", tests as "course/module/quiz"."""

    courses: Mapping[str, str]
    modules: Mapping[str, Mapping[str, str]]
    tests: Mapping[str, str]

    @property
    def all_modules(self) -> dict[str, str]:
        return {key: title for some in self.modules.values() for key, title in some.items()}

    @property
    def whats(self) -> list[str]:
        """What a row of a group may say."""
        return [
            "hours", "portfolio", "evidence", *(f"course:{key}" for key in self.courses),
            *(f"module:{key}" for key in self.all_modules), *(f"test:{key}" for key in self.tests),
        ]  # fmt: skip


class PolicyForm(Form):
    """Every key of a policy, and groups of conditions. Nothing is kept until it is saved: each
    press of another button sends all of it, and it comes back changed."""

    threshold = Share(_l("Hours of the whole programme, in per cent"))
    denominator = RadioField(
        _l("Per cent of which hours"),
        choices=[SelectChoice(name, words) for name, words in DENOMINATORS.items()],
    )
    course_threshold = Share(_l("Hours of each course, in per cent"))
    mandatory_modules = SelectMultipleField(
        _l("Modules that everybody finishes"), validate_choice=False
    )
    exit_assessment = SelectField(_l("Test that everybody passes"), validate_choice=False)
    portfolio = BooleanField(_l("The portfolio is accepted"))
    evidence = BooleanField(_l("There is proof of every hour that counts"))
    make_up_cap = Share(_l("Hours that can be made up at most, in per cent of the programme"))
    excused_cap = Share(_l("Excused hours that help at most, in per cent of the programme"))
    self_paced_cap = Share(_l("Own study that counts at most, in per cent of the programme"))
    minimum_share = Share(_l("Part of a session that is needed for it to count, in per cent"))
    grace_minutes = Whole(
        _l("Minutes that somebody may come late"),
        [InputRequired(MINUTES), NumberRange(0, 9999, MINUTES)],
    )
    grace_out_minutes = Whole(
        _l("Minutes that somebody may leave early"),
        [InputRequired(MINUTES), NumberRange(0, 9999, MINUTES)],
    )
    automatic = BooleanField(_l("A completion needs nobody to confirm it"))

    def __init__(
        self,
        offered: Offered,
        start: policies.Policy,
        sent: MultiDict[str, str] | None = None,
    ) -> None:
        """`start` is the policy in force, or another to begin with; `sent` what was typed."""
        super().__init__(sent, data=values(start))
        self.offered, self.start = offered, start
        kept = conditions.groups_of(start.conditions)
        self.is_deep = kept is None  # it stays as it is, and is edited in a file
        self.groups = (kept or []) if sent is None or self.is_deep else conditions.sent(sent)
        self.too_many = ""

    def press(self, asked: str, preset: str) -> None:
        """What a button does that saves nothing: "preset", or something with the groups."""
        if asked == "preset" and (chosen := policies.PRESETS.get(preset)):
            made = values(policies.parse(dict(chosen.sets)))
            for key in chosen.sets:
                field = self[key]
                field.data, field.raw_data, field.process_errors = made[key], None, []
        elif not self.is_deep:
            self.groups = conditions.pressed(self.groups, asked)

    def validate(self, **kwargs: Any) -> bool:
        fine = super().validate(**kwargs)
        gone = set(self.mandatory_modules.data or ()) - self.offered.all_modules.keys()
        if gone:
            self.mandatory_modules.errors = (GONE,)
        if (exam := self.exit_assessment.data) and exam not in self.offered.tests:
            self.exit_assessment.errors = (GONE,)
            gone.add(exam)
        return self.validate_groups() and fine and not gone

    @property
    def has_problems(self) -> bool:
        return any(row.problem for group in self.groups for row in group)

    def validate_groups(self) -> bool:
        if self.is_deep:
            return True
        self.groups = conditions.checked(self.groups, self.offered.whats)
        if self.has_problems:
            return False
        try:
            conditions.tree_of(self.groups)
        except PolicyProblem as problem:
            self.too_many = problem.words
        return not self.too_many

    def as_far_as_typed(self) -> policies.Policy:
        """What it says while it is written; what the page began with, where it cannot be read yet.
        Nobody is told that something is wrong before they save."""
        found = self.policy if self.validate() else self.start
        for field in self:
            field.errors = ()
        self.groups = [[replace(row, problem="") for row in group] for group in self.groups]
        self.too_many = ""
        return found

    @property
    def policy(self) -> policies.Policy:
        """What a valid form says."""
        typed = {key: self[key].data for key in policies.KEYS if key in self}
        typed["mandatory_modules"] = self.modules
        typed["exit_assessment"] = self.exit_assessment.data or None
        found = policies.parse(typed)
        return policies.Policy(**{**_all(found), "conditions": self.tree})

    @property
    def modules(self) -> list[str]:
        """The modules that were ticked, in the order of the courses; as they were, where they are
        the same."""
        ticked, before = set(self.mandatory_modules.data or ()), self.start.mandatory_modules
        if ticked == set(before):
            return list(before)
        return [key for key in self.offered.all_modules if key in ticked]

    @property
    def tree(self) -> Any:
        """The conditions: as they were, where the rows say the same."""
        before = self.start.conditions
        if self.is_deep:
            return before
        made = conditions.tree_of(self.groups)
        same = conditions.tree_of(conditions.groups_of(before) or [])
        return before if made == same else made


def values(policy: policies.Policy) -> dict[str, Any]:
    """A policy as the fields of the form hold it."""
    found = _all(policy)
    del found["conditions"]
    return found | {
        "mandatory_modules": list(policy.mandatory_modules),
        "exit_assessment": policy.exit_assessment or "",
    }


def _all(policy: policies.Policy) -> dict[str, Any]:
    return {field.name: getattr(policy, field.name) for field in fields(policy)}
