"""Real files for scans: documents that are fine, and those that would do or become something."""

import io
import zlib

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject, TextStringObject

FLATE = NameObject("/FlateDecode")


def picture(form, size=(60, 80)):
    made = io.BytesIO()
    Image.new("L", size, 200).save(made, form)
    return made.getvalue()


def written(writer):
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def paper(pages=1):
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    return writer


def with_stream(content, filters):
    writer = paper()
    stream = StreamObject()
    stream._data = content
    stream[NameObject("/Filter")] = filters
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)
    return written(writer)


def acting(kind, **more):
    writer = paper()
    action = DictionaryObject({NameObject("/S"): NameObject(kind)})
    for name, value in more.items():
        action[NameObject(f"/{name}")] = TextStringObject(value)
    writer.root_object[NameObject("/OpenAction")] = action
    return written(writer)


def locked():
    writer = paper()
    writer.encrypt("secret")
    return written(writer)


def carrying():
    writer = paper()
    writer.add_attachment("a.exe", b"MZ")
    return written(writer)


def zeros(megabytes):
    """So many megabytes of nothing, packed."""
    packer = zlib.compressobj(9)
    parts = [packer.compress(bytes(1024 * 1024)) for _ in range(megabytes)]
    return b"".join([*parts, packer.flush()])


def many_streams():
    """Streams of which each alone would be fine."""
    writer, packed = paper(), zeros(100)
    for _ in range(8):
        stream = StreamObject()
        stream._data = packed
        stream[NameObject("/Filter")] = FLATE
        writer._add_object(stream)
    return written(writer)


def png_of(width, height):
    """The head of a picture of that size, and its end."""
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x00\x00\x00\x00"
    parts = [(b"IHDR", head), (b"IEND", b"")]
    chunks = [
        len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")
        for name, body in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


TWICE = ArrayObject([FLATE, FLATE])
