"""What the views of this package share."""

import json
import re
from typing import Any

from flask import Blueprint

bp = Blueprint("privacy", __name__)
MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)[:.\d]*\+00:00")


@bp.app_template_filter()
def as_given(value: Any) -> str:
    """A value of a row as people can read it: moments to the minute, texts as they are."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return MOMENT.sub(r"\1 \2 UTC", text)
