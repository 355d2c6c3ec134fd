"""Every table, in one place: what the migrations compare the database with."""

from lms.assessments import models as assessments
from lms.attendance import models as attendance
from lms.courses import models as courses
from lms.db import Base
from lms.people import models as people

TABLES = (people, courses, attendance, assessments)
metadata = Base.metadata
