"""Handing one e-mail to a mail server, over SMTP."""
