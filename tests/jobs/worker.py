"""`lms work` that knows the kinds of the tests, too: `python -m tests.jobs.worker 0 60`.

Its clock is so many minutes ahead as the first number says, and it looks around when so many
seconds are over as the second says: what happens when it is later can be seen now.
"""

import sys
from datetime import timedelta

from flask.cli import ScriptInfo

from lms import clock
from lms.app import create_app
from lms.jobs import worker
from tests.jobs import kinds

real, ahead = clock.now, timedelta(minutes=int(sys.argv[1]))
clock.now = lambda: real() + ahead
worker.MINUTE_SECONDS = int(sys.argv[2])
kinds.register()
app = create_app()
app.cli.main(["work"], obj=ScriptInfo(create_app=lambda: app))
