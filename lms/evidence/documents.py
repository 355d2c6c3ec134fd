"""A PDF that strangers send: how many pages it has, and that nothing in it acts or bursts.

Nothing is drawn. Every object is read; packed streams are unpacked piece by piece and only
counted, so that a small file that would fill the memory is refused before it does.
"""

import io
import zlib
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NullObject,
    StreamObject,
)

MOST_PAGES = 60
MOST_OBJECTS = 50_000
MOST_DEPTH = 50  # lists in lists in lists
ONE_STREAM, ALL_STREAMS = 128 * 1024 * 1024, 384 * 1024 * 1024  # bytes, unpacked
PIECE = 1024 * 1024
RUN_LENGTH, LZW = 64, 1400  # one byte becomes at most so many
ACTS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition",
        "/Movie", "/Sound", "/RichMediaExecute"}  # fmt: skip
CARRIES = {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent"}


class Unreadable(ValueError):
    """It is broken, or written to mislead who reads it."""


class Locked(ValueError):
    """It has a password."""


class Unsafe(ValueError):
    """It starts something, or carries other files."""


class TooLong(ValueError):
    """It has more pages than MOST_PAGES."""


class Burst(ValueError):
    """Unpacked it is larger than anything a scanner makes. Says how much was unpacked."""


def pages_of(content: bytes) -> int:
    """The number of pages of a PDF. Raises one of the errors above."""
    try:
        return looked_through(PdfReader(io.BytesIO(content), root_object_recovery_limit=1000))
    except (Locked, Unsafe, TooLong, Burst):
        raise
    except (Exception, RecursionError) as why:  # whatever a broken file makes of its reader
        raise Unreadable(str(why)[:200]) from why


def looked_through(reader: PdfReader) -> int:
    if reader.is_encrypted:
        raise Locked
    unpacked = 0
    for thing in every_object(reader):
        unpacked += unpacked_size(thing) if isinstance(thing, StreamObject) else 0
        if unpacked > ALL_STREAMS:
            raise Burst
        refuse_acts(thing)
    pages = reader.get_num_pages()
    if pages < 1:
        raise Unreadable("no pages")
    if pages > MOST_PAGES:
        raise TooLong(MOST_PAGES)
    return pages


def every_object(reader: PdfReader) -> Iterator[Any]:
    """All that the file's own tables name, and the trailer."""
    plain = {(number, made) for made, at in reader.xref.items() for number in at}
    packed = {(number, 0) for number in reader.xref_objStm}
    wanted = sorted(plain | packed)
    if len(wanted) > MOST_OBJECTS:
        raise Burst
    yield reader.trailer
    for number, made in wanted:
        if number:
            yield reader.get_object(IndirectObject(number, made, reader)) or NullObject()


def refuse_acts(thing: Any, depth: int = 0) -> None:
    """What a dictionary says of itself; dictionaries in it, too, but not those it points to."""
    if depth > MOST_DEPTH:
        raise Unreadable("too deep")
    if isinstance(thing, DictionaryObject):
        kind = (thing.get("/S"), thing.get("/Type"), thing.get("/Subtype"))
        if CARRIES & thing.keys() or ACTS & {str(one) for one in kind if one is not None}:
            raise Unsafe
        if str(thing.get("/Type")) == "/EmbeddedFile":
            raise Unsafe
        parts: Any = [thing.raw_get(key) for key in thing]
    elif isinstance(thing, ArrayObject):
        parts = list(thing)
    else:
        return
    for part in parts:
        if not isinstance(part, IndirectObject):
            refuse_acts(part, depth + 1)


def unpacked_size(stream: StreamObject) -> int:
    """How many bytes a stream becomes. Raises Burst."""
    packed = stream._data
    filters = names_of(stream.get("/Filter"))
    dense = [name for name in filters if name in ("/FlateDecode", "/Fl", "/LZWDecode", "/LZW",
                                                  "/RunLengthDecode", "/RL")]  # fmt: skip
    if len(dense) > 1:  # packed twice: no scanner does
        raise Burst
    if not dense or isinstance(packed, str):
        return len(packed)
    if dense[0] in ("/FlateDecode", "/Fl"):
        return inflated(packed) if filters[0] == dense[0] else len(packed) * 1032
    size = len(packed) * (RUN_LENGTH if dense[0] in ("/RunLengthDecode", "/RL") else LZW)
    if size > ONE_STREAM:
        raise Burst
    return size


def names_of(filters: Any) -> list[str]:
    filters = filters.get_object() if filters is not None else []
    return [str(one.get_object()) for one in filters] if isinstance(filters, list) else [
        str(filters)
    ]  # fmt: skip


def inflated(packed: bytes) -> int:
    """How many bytes a deflated stream becomes; they are counted and thrown away."""
    opened, size, rest = zlib.decompressobj(), 0, packed
    while rest and not opened.eof:
        try:
            size += len(opened.decompress(rest, PIECE))
        except zlib.error:
            return size  # broken: whoever shows it stops here, too
        rest = opened.unconsumed_tail
        if size > ONE_STREAM:
            raise Burst(size)
    return size
