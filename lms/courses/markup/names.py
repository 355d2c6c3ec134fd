"""What a text can name: boxes, files of the course, terms, tasks, films from elsewhere."""

import re
from urllib.parse import urlsplit

BOXES = (
    "note", "tip", "important", "warning", "danger", "example", "question", "steps", "think",
    "video", "task", "reflection",
)  # fmt: skip
FLAGS = {"task": ("file", "peer"), "reflection": ("peer",)}
MEDIA = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
TERM = re.compile(r"(?=.{1,80}$)[a-z0-9]+(?:-[a-z0-9]+)*")
KEY = re.compile(r"(?=.{1,80}$)[a-z0-9]+(?:-[a-z0-9]+)*")
FOLDER = "../media/"
# hosts that show films from elsewhere: only these, and only after a tap
FILM_HOSTS = {
    "youtube.com": "YouTube",
    "www.youtube.com": "YouTube",
    "m.youtube.com": "YouTube",
    "youtu.be": "YouTube",
    "www.youtube-nocookie.com": "YouTube",
    "vimeo.com": "Vimeo",
    "player.vimeo.com": "Vimeo",
    "video.arnes.si": "ARNES Video",
}
_FILM = re.compile(r".+\.(?:mp4|m4v|webm|ogv|mov)", re.IGNORECASE)
_CAPTIONS = re.compile(r".+\.vtt", re.IGNORECASE)


def media_name(address: str) -> str | None:
    """The name of the media file that an address of a text means: "../media/lock.webp"."""
    name = address.removeprefix(FOLDER)
    return name if name != address and MEDIA.fullmatch(name) else None


def is_film(address: str) -> bool:
    """Whether an address is that of a film: of the course, or of a host that is allowed."""
    if name := media_name(address):
        return bool(_FILM.fullmatch(name))
    return film_host(address) is not None


def is_captions(address: str) -> bool:
    name = media_name(address)
    return bool(name and _CAPTIONS.fullmatch(name))


def film_host(address: str) -> str | None:
    """What the host of a film from elsewhere is called; None where it is not allowed."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return FILM_HOSTS.get(parts.netloc.lower()) if parts.scheme == "https" else None


def task_parts(words: list[str]) -> tuple[str, list[str], list[str]]:
    """What stands after "!!!" of a task: its kind, its flags, and what is left: the key, if it is
    one word."""
    kind, *rest = words
    flags = [word for word in rest if word in FLAGS[kind]]
    return kind, flags, [word for word in rest if word not in FLAGS[kind]]
