"""Every table, in one place: what the migrations compare the database with."""

from lms import files
from lms.assessments import models as assessments
from lms.attendance import models as attendance
from lms.courses import models as courses
from lms.db import Base
from lms.evidence import models as evidence
from lms.jobs import models as jobs
from lms.messages import models as messages
from lms.people import models as people

TABLES = (jobs, files, people, messages, courses, attendance, assessments, evidence)
metadata = Base.metadata
