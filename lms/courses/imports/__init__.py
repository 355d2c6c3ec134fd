"""Groups and their rosters from files: all of one or none (the columns are in lms/tables).

reach      what of other organisations a coordinator's file may name
groups     one delivery of a programme a row
roster     one dated membership a row
places     memberships as a file wants them, beside those that there are
"""

from lms.courses.imports.groups import groups
from lms.courses.imports.reach import enrolled, known_people, may_name, touch_all
from lms.courses.imports.roster import roster

__all__ = ["enrolled", "groups", "known_people", "may_name", "roster", "touch_all"]
