"""The form in which a question is marked again by its newer key."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField

from lms.assessments.forms.judging import REASON
from lms.forms import Form, one_line


class RegradeForm(Form):
    reason = StringField(_l("Why it is marked again"), REASON, filters=[one_line])
