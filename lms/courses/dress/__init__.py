"""A lesson's page, dressed: what the text only names is put there when it is shown.

A page is kept as it follows from its Markdown (lms/courses/markup). Where its pictures, sounds and
films are, what its terms mean, where a person is with its tasks and ticks, is known only now. This
reads nothing from the database: `Page` holds what the view has loaded.

page        what is at hand
media       pictures, sound, files
films       films, of the course and from elsewhere
slots       tasks, and lists to tick
terms       words of the glossary
handing     the file that is handed in with a form
"""

from markupsafe import Markup

from lms.courses.dress.films import films, frames
from lms.courses.dress.media import address, media
from lms.courses.dress.page import Page
from lms.courses.dress.slots import AtTask, at_tasks, slots, standings_at
from lms.courses.dress.terms import meanings, sounds, terms

__all__ = [
    "AtTask", "Page", "address", "at_tasks", "dress", "frames", "meanings", "sounds",
    "standings_at",
]  # fmt: skip


def dress(html: str, page: Page, block: str = "") -> Markup:
    """The clean HTML of a text, or of one of its blocks, with everything that it names. `block` is
    the digest of the source's block, by which ticks are kept; without it nothing can be ticked.
    What is missing is said in words."""
    for step in (films, media, terms):
        html = step(html, page)
    return Markup(slots(html, page, block))  # clean: the renderer's, and what templates made
