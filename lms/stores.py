"""Where the bytes of files are: a folder on disk, or any store that speaks S3.

A store keeps bytes by the SHA-256 of them and knows nothing else of them: what they are, and who
may have them, is in the database. It writes a file whole or not at all, and writing the same file
twice does no harm.
"""

import io
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

import obstore
from flask import current_app
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import S3Store

from lms.config import setting

NAME = re.compile(r"[0-9a-f]{64}")
PIECE = 256 * 1024  # bytes that are fetched at once from afar
EXTENSION = "lms_store"


class Lost(Exception):
    """The store does not have this file, though it should."""


class Away(Exception):
    """The store does not answer, or does not let us in. Says what it said."""


class Kept(NamedTuple):
    """A file as it lies in a store: its name, its size in bytes, since when."""

    name: str
    size: int
    since: datetime


class Store(Protocol):
    """`place` says to an administrator where it is."""

    place: str

    def put(self, name: str, content: bytes) -> None: ...
    def get(self, name: str) -> bytes: ...
    def open(self, name: str, size: int) -> BinaryIO: ...
    def look(self, name: str) -> Kept | None: ...
    def remove(self, name: str) -> None: ...
    def each(self) -> Iterator[Kept]: ...


def path_of(name: str) -> str:
    """Two folders deep: no folder gets too many."""
    return f"{name[:2]}/{name[2:4]}/{name}"


@contextmanager
def said_plainly(name: str) -> Iterator[None]:
    try:
        yield
    except (FileNotFoundError, NotFoundError) as why:
        raise Lost(name) from why
    except (OSError, BaseError) as why:
        raise Away(str(why)[:500]) from why


class Disk:
    """A folder. What is written is on the disk before it has its name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.place = str(folder)

    def put(self, name: str, content: bytes) -> None:
        file = self.folder / path_of(name)
        with said_plainly(name):
            file.parent.mkdir(parents=True, exist_ok=True)
            made = file.with_name(f".{name}.{secrets.token_hex(4)}")
            try:
                with made.open("xb") as part:
                    part.write(content)
                    part.flush()
                    os.fsync(part.fileno())
                made.replace(file)
            finally:
                made.unlink(missing_ok=True)

    def get(self, name: str) -> bytes:
        with said_plainly(name):
            return (self.folder / path_of(name)).read_bytes()

    def open(self, name: str, size: int) -> BinaryIO:
        with said_plainly(name):
            return (self.folder / path_of(name)).open("rb")

    def look(self, name: str) -> Kept | None:
        with said_plainly(name):
            try:
                there = (self.folder / path_of(name)).stat()
            except FileNotFoundError:
                return None
        return Kept(name, there.st_size, datetime.fromtimestamp(there.st_mtime, UTC))

    def remove(self, name: str) -> None:
        with said_plainly(name):
            (self.folder / path_of(name)).unlink(missing_ok=True)

    def each(self) -> Iterator[Kept]:
        with said_plainly(""):
            names = (file.name for file in self.folder.glob("??/??/*") if is_name(file.name))
            yield from filter(None, map(self.look, names))


class S3:
    """A bucket of a store that speaks S3, or a folder of it."""

    def __init__(self, address: str, settings: dict) -> None:
        bucket, _slash, prefix = address.removeprefix("s3://").partition("/")
        given = {
            "endpoint": settings["FILES_ENDPOINT"],
            "region": settings["FILES_REGION"],
            "access_key_id": settings["FILES_KEY"],
            "secret_access_key": settings["FILES_SECRET"],
        }
        self.place = address
        self.store = S3Store(
            bucket,
            prefix=prefix.strip("/") or None,
            virtual_hosted_style_request=False,
            client_options={"allow_http": True, "connect_timeout": "5s", "timeout": "120s"},
            retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=20)},
            **{name: value for name, value in given.items() if value},
        )

    def put(self, name: str, content: bytes) -> None:
        with said_plainly(name):
            obstore.put(self.store, path_of(name), content)

    def get(self, name: str) -> bytes:
        with said_plainly(name):
            return bytes(obstore.get(self.store, path_of(name)).bytes())

    def open(self, name: str, size: int) -> BinaryIO:
        if self.look(name) is None:
            raise Lost(name)
        return io.BufferedReader(Remote(self, name, size), PIECE)

    def piece(self, name: str, start: int, length: int) -> bytes:
        with said_plainly(name):
            return bytes(obstore.get_range(self.store, path_of(name), start=start, length=length))

    def look(self, name: str) -> Kept | None:
        with said_plainly(name):
            try:
                there = obstore.head(self.store, path_of(name))
            except (NotFoundError, FileNotFoundError):
                return None
        return Kept(name, there["size"], there["last_modified"])

    def remove(self, name: str) -> None:
        with said_plainly(name):
            try:
                obstore.delete(self.store, path_of(name))
            except (NotFoundError, FileNotFoundError):
                return

    def each(self) -> Iterator[Kept]:
        with said_plainly(""):
            for page in obstore.list(self.store):
                for one in page:
                    name = one["path"].rpartition("/")[2]
                    if is_name(name):
                        yield Kept(name, one["size"], one["last_modified"])


class Remote(io.RawIOBase):
    """A file far away, read a piece at a time from wherever one likes."""

    def __init__(self, store: S3, name: str, size: int) -> None:
        self.store, self.name, self.size, self.at = store, name, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: self.size}[whence]
        self.at = max(0, start + offset)
        return self.at

    def readinto(self, into) -> int:
        length = min(len(into), self.size - self.at)
        if length <= 0:
            return 0
        got = self.store.piece(self.name, self.at, length)
        into[: len(got)] = got
        self.at += len(got)
        return len(got)


def is_name(text: str) -> bool:
    return NAME.fullmatch(text) is not None


def store_at(address: str) -> Store:
    """The store at `s3://bucket/folder` or in a folder; nothing means `files` of the instance."""
    if address.startswith("s3://"):
        return S3(address, current_app.config)
    return Disk(Path(address) if address else Path(current_app.instance_path) / "files")


def current() -> Store:
    """The store that the settings name."""
    made: tuple[str, Store] | None = current_app.extensions.get(EXTENSION)
    if made is None or made[0] != setting("FILES"):
        made = (setting("FILES"), store_at(setting("FILES")))
        current_app.extensions[EXTENSION] = made
    return made[1]


def is_there(store: Store) -> bool:
    """Whether there is such a place to read from. Raises Away where it does not answer."""
    if isinstance(store, Disk):
        return store.folder.is_dir()
    try:
        next(store.each(), None)
    except Lost:
        return False
    return True


def answers(store: Store) -> bool:
    """Whether files can be written there, read and removed."""
    name, content = "0" * 64, secrets.token_bytes(16)
    try:
        store.put(name, content)
        fine = store.get(name) == content
        store.remove(name)
    except (Lost, Away):
        return False
    return fine
