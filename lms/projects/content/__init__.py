"""Projects in the content folder: `projects/<slug>.yaml`, with partners, programmes and figures.

written     what a file says, and a row as a file would say it
reading     the file
typed       what somebody types in the browser, read as the file is
rows        into the database, and what does not fit there
"""

from lms.courses.content.parts import Part
from lms.projects.content.reading import read
from lms.projects.content.rows import problems, put
from lms.projects.content.written import write

PART = Part("projects", read, problems, put, write)
