"""`lms work` that knows the kinds of the tests, too: `python -m tests.jobs.worker`.

With a number its clock is so many minutes ahead: what happens when it is later can be seen now.
"""

import sys
from datetime import timedelta

from flask.cli import ScriptInfo

from lms import clock
from lms.app import create_app
from tests.jobs import kinds

if len(sys.argv) > 1:
    real, ahead = clock.now, timedelta(minutes=int(sys.argv[1]))
    clock.now = lambda: real() + ahead
kinds.register()
app = create_app()
app.cli.main(["work"], obj=ScriptInfo(create_app=lambda: app))
