"""The forms of the doors and of a person's record."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired


class CardForm(FlaskForm):
    code = StringField(_l("Code on my card"), [InputRequired(_l("Type the code from your card."))])
    pin = PasswordField(_l("PIN"), [InputRequired(_l("Type your PIN: 4 numbers."))])
    next = HiddenField()
    carried = HiddenField()


class PasswordForm(FlaskForm):
    email = EmailField(_l("E-mail"), [InputRequired(_l("Type your e-mail address."))])
    password = PasswordField(_l("Password"), [InputRequired(_l("Type your password."))])
    next = HiddenField()
    carried = HiddenField()
