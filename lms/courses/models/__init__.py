"""Programmes, courses, modules, lessons; groups, enrolments and memberships."""

from lms.courses.models.courses import Assessment, Course, Lesson, LessonText, Module
from lms.courses.models.groups import Enrolment, Group, GroupTrainer, Membership, State
from lms.courses.models.learning import LessonDone, ModuleConfirmed
from lms.courses.models.programmes import PROOFS, Entry, Policy, Programme, ProgrammeCourse, Track

__all__ = [
    "PROOFS",
    "Assessment",
    "Course",
    "Enrolment",
    "Entry",
    "Group",
    "GroupTrainer",
    "Lesson",
    "LessonDone",
    "LessonText",
    "Membership",
    "Module",
    "ModuleConfirmed",
    "Policy",
    "Programme",
    "ProgrammeCourse",
    "State",
    "Track",
]
