"""Programmes of a folder into rows, with the versions of their policies."""

from collections.abc import Mapping

from lms.courses import policy as policies
from lms.courses.content import known, origins, written
from lms.courses.content.changes import Changes, put
from lms.courses.models import Course, Policy, Programme, ProgrammeCourse
from lms.db import db
from lms.people.models import Organisation


class ProgrammeRows:
    """Brings programmes into the session. How one enters a programme, its entry code and when its
    registers lock are settings of the installation, not content: they are left alone."""

    def __init__(
        self,
        changes: Changes,
        organisations: Mapping[str, Organisation],
        courses: Mapping[str, Course],
    ) -> None:
        self.changes = changes
        self.organisations = organisations
        self.courses = courses
        self.left: list[Course] = []  # courses that a folder gave a programme, and takes from it
        self.new_policies: list[Programme] = []

    def put(self, programme: written.Programme, row: Programme | None) -> Programme:
        is_new = row is None
        if row is None:
            row = Programme(slug=programme.slug, rules=programme.rules, policy_version=1)
            db.session.add(row)
            self.new_policies.append(row)
        elif names := set(origins.overwritten(row, programme.values)) & programme.values.keys():
            before = {name: origins.value(row, name) for name in names}
            self.changes.before["programme", programme.slug] = before
        beside = ("courses", "policy")  # put by the lines below
        plain = {name: value for name, value in programme.values.items() if name not in beside}
        organisation = self.organisations[programme.organisation]
        fields = put(row, {**plain, "organisation": organisation, "retired_at": None})
        if row.policy != policies.parse(programme.rules):
            row.rules, row.policy_version = programme.rules, row.policy_version + 1
            self.new_policies.append(row)
            fields.append("policy")
        if self.put_courses(programme, row):
            fields.append("courses")
        origins.keep(row, programme.values)
        self.changes.note("programme", programme.slug, is_new=is_new, fields=fields)
        return row

    def put_courses(self, programme: written.Programme, row: Programme) -> bool:
        """Whether the programme's courses, their order or their units changed."""
        there = {part.course.slug: part for part in row.courses}
        asked = {slug for slug, _units in programme.courses}
        gone = [part for slug, part in there.items() if slug not in asked]
        changed = bool(gone)
        given = [slug for slug, _units in (row.imported or {}).get("courses", ())]
        for part in gone:
            if part.course.slug in given:
                self.left.append(part.course)
            row.courses.remove(part)
        for position, (slug, units) in enumerate(programme.courses):
            if slug not in there:
                there[slug] = ProgrammeCourse(course=self.courses[slug])
                row.courses.append(there[slug])
            part = there[slug]
            changed = bool(put(part, {"position": position, "units": units})) or changed
        return changed

    def keep_policies(self) -> None:
        """A row for every new version; the older ones stay (rule 13). The programmes have ids."""
        for row in self.new_policies:
            version = Policy(programme_id=row.id, version=row.policy_version, rules=row.rules)
            version.made_at = self.changes.now
            db.session.add(version)

    def retire_left(self, here: Mapping[str, Course]) -> None:
        """Retires the courses that programmes of the folder had, where the folder and every other
        programme are without them too."""
        left = [course for course in self.left if course.slug not in here]
        wanted = known.in_programmes([course.id for course in left]) if left else set()
        for course in left:
            if course.id not in wanted and course.imported is not None:
                self.changes.retire("course", course.slug, course)
