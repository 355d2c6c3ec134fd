"""What a lesson costs to load, in words: "120 KB, video 9 MB"."""

from collections.abc import Mapping
from decimal import Decimal

from flask_babel import gettext as _

from lms.i18n import isolated, number

KB, MB = 1024, 1024 * 1024  # bytes


def size_words(size: int) -> str:
    """Bytes as people read them, cut off: "1 KB", "120 KB", "9.5 MB"."""
    if size < MB:
        return isolated(_("%(number)s KB", number=max(1, size // KB)))
    tenths = size * 10 // MB
    return isolated(_("%(number)s MB", number=number(Decimal(tenths).scaleb(-1))))


def weight_words(weight: Mapping[str, int] | None, small_data: bool = False) -> str:
    """What a text costs (LessonText.weight): its words and pictures, and apart from them sound and
    film, which load on a tap. With small data there is no film. Nothing where it is not known."""
    weight = weight or {}
    first = weight.get("text", 0) + weight.get("picture", 0)
    if not any(weight.values()):
        return ""
    audio = weight.get("audio", 0)
    video = 0 if small_data else weight.get("video", 0)
    sizes = {"size": size_words(first), "audio": size_words(audio), "video": size_words(video)}
    if audio and video:
        return _("%(size)s, sound %(audio)s, video %(video)s", **sizes)
    if audio:
        return _("%(size)s, sound %(audio)s", size=sizes["size"], audio=sizes["audio"])
    if video:
        return _("%(size)s, video %(video)s", size=sizes["size"], video=sizes["video"])
    return sizes["size"]
