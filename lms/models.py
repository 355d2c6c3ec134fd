"""Every table, in one place: what the migrations compare the database with."""

from lms import files
from lms.assessments import models as assessments
from lms.attendance import models as attendance
from lms.attestations import models as attestations
from lms.authoring import models as authoring
from lms.completion import models as completion
from lms.courses import models as courses
from lms.coursework import models as coursework
from lms.db import Base
from lms.discussions import models as discussions
from lms.evidence import models as evidence
from lms.exchange import models as exchange
from lms.indicators import models as indicators
from lms.jobs import models as jobs
from lms.levels import models as levels
from lms.messages import models as messages
from lms.people import models as people
from lms.portfolios import models as portfolios
from lms.privacy import models as privacy
from lms.projects import models as projects
from lms.reports import models as reports
from lms.search import models as search
from lms.surveys import models as surveys

TABLES = (
    jobs, files, people, messages, courses, projects, authoring, coursework, discussions,
    attendance, assessments, exchange, levels, portfolios, surveys, evidence, completion,
    attestations, search, indicators, reports, privacy,
)  # fmt: skip
metadata = Base.metadata


def is_ours(name: str | None, _kind: str, _parents: object) -> bool:
    """Whether a table or an index of the database is one of these. The bell of the workers keeps
    tables of its own beside them (lms/jobs/bell.py), and so does the full-text index, which looks
    different in each kind of database (lms/search/queries.py)."""
    return not (name or "").startswith(("huey_", "search_index"))
