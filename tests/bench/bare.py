"""The yardstick: a Flask page with one query and a template, on the same server, same database."""

import os

from flask import Flask, render_template_string
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import text

TEMPLATE = """<!doctype html><html lang="en"><head><title>Bare</title></head><body><h1>People</h1>
<ul>{% for row in rows %}<li>{{ row.code }}: {{ row.name }}</li>{% endfor %}</ul></body></html>"""

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["LMS_DATABASE_URL"]
db = SQLAlchemy(app)
QUERY = text("SELECT code, name FROM people ORDER BY id LIMIT 20")


@app.get("/")
def bare():
    return render_template_string(TEMPLATE, rows=db.session.execute(QUERY).all())
