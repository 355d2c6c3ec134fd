"""What people are told of conversations, in words.

The facts of such a notice: `thread` and `post`, their numbers; `title`, of the conversation;
`lesson`, the titles of its lesson; `name`, of who wrote; `words`, the beginning of the post; `why`
it was hidden.
"""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.addresses import opened, outside, sealed
from lms.i18n import in_words
from lms.messages.kinds import Link, Part, kind
from lms.people.models import Person

FOLLOW = "follow"  # what such an address is sealed for


@kind("discussion.post", _l("New posts in conversations that you follow"))
def posted(data: dict, reader: Person) -> Part:
    stop = stop_address(reader.id, data["thread"])
    return Part(
        _("%(name)s writes: %(title)s", name=data["name"], title=data["title"]),
        [about(data), data["words"]],
        _("You follow this conversation."),
        [
            Link(_("Read and answer"), outside("discussions.thread", thread_id=data["thread"])),
            Link(_("No more of this conversation"), stop),
        ],
        stop=stop,
    )


@kind("discussion.reported", _l("Posts that somebody reported to you"), staff=True)
def reported(data: dict, reader: Person) -> Part:
    url = outside("discussions.thread", thread_id=data["thread"])
    lines = [about(data), data["words"], _("Please look, and hide it if it breaks the rules.")]
    heading = _("Somebody reported a post: %(title)s", title=data["title"])
    why = _("You moderate the conversations of this programme.")
    return Part(heading, lines, why, [Link(_("Look at it"), url)])


@kind("discussion.hidden", _l("Posts of yours that a moderator hid"))
def hidden(data: dict, reader: Person) -> Part:
    url = outside("discussions.thread", thread_id=data["thread"])
    lines = [about(data), data["words"], _("Why: %(why)s", why=data["why"])]
    heading = _("A moderator hid a post of yours: %(title)s", title=data["title"])
    return Part(heading, lines, _("You wrote it."), [Link(_("Open the conversation"), url)])


def about(data: dict) -> str:
    return _("About the lesson: %(lesson)s", lesson=in_words(data["lesson"]))


def stop_address(person_id: int, thread_id: int) -> str:
    """Where one tap ends the mails of one conversation; no sign-in is asked for."""
    return outside("discussions.stopping", proof=sealed([person_id, thread_id], FOLLOW))


def whose(proof: str) -> tuple[int, int]:
    """The person and the conversation (ids) of such an address; zeros where it was changed."""
    match opened(proof, FOLLOW):
        case [int(person_id), int(thread_id)]:
            return person_id, thread_id
    return 0, 0
