"""Programmes, courses, modules, lessons; groups, enrolments and memberships."""

from lms.courses.models.courses import Assessment, Course, Lesson, Module
from lms.courses.models.groups import Enrolment, Group, GroupTrainer, Membership, State
from lms.courses.models.learning import (
    LessonDone,
    LessonNote,
    LessonPlace,
    LessonTick,
    ModuleConfirmed,
    ReadingSettings,
)
from lms.courses.models.media import Media, MediaSize, Term
from lms.courses.models.programmes import PROOFS, Entry, Policy, Programme, ProgrammeCourse, Track
from lms.courses.models.questions import Question, QuestionVersion
from lms.courses.models.texts import LessonText, LessonVersion

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
    "LessonNote",
    "LessonPlace",
    "LessonText",
    "LessonTick",
    "LessonVersion",
    "Media",
    "MediaSize",
    "Membership",
    "Module",
    "ModuleConfirmed",
    "Policy",
    "Programme",
    "ProgrammeCourse",
    "Question",
    "QuestionVersion",
    "ReadingSettings",
    "State",
    "Term",
    "Track",
]
