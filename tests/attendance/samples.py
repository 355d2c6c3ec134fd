"""The beginnings of files of many kinds, and whole packed documents."""

import io
import zipfile


def packed(*names, mimetype=None, content=b"<x/>"):
    """A ZIP with these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        if mimetype:
            file.writestr("mimetype", mimetype, zipfile.ZIP_STORED)
        for name in names:
            file.writestr(name, content)
    return made.getvalue()


def office(main, *more, content=b"<x/>"):
    return packed("[Content_Types].xml", "_rels/.rels", main, *more, content=content)


def odf(name):
    return packed("content.xml", mimetype=f"application/vnd.oasis.opendocument.{name}")


PDF = b"%PDF-1.7\n%\xe2\xe3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(30)
ALLOWED = {
    "pdf": PDF,
    "png": PNG,
    "jpg": b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xd9",
    "webp": b"RIFF\x24\0\0\0WEBPVP8 " + bytes(20),
    "gif": b"GIF89a\1\0\1\0" + bytes(20),
    "mp3": b"ID3\x03\0\0\0\0\0\0\xff\xfb\x90\x44" + bytes(400),
    "ogg": b"OggS\0\2" + bytes(22) + b"\1\x1eOpusHead" + bytes(20),
    "m4a": b"\0\0\0\x20ftypM4A \0\0\0\0M4A mp42isom" + bytes(24),
    "wav": b"RIFF\x24\0\0\0WAVEfmt " + bytes(20),
    "mp4": b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41" + bytes(20),
    "webm": b"\x1aE\xdf\xa3\x9fB\x86\x81\1B\xf7\x81\1B\xf2\x81\4B\xf3\x81\x08B\x82\x84webm"
    + bytes(20),
    "docx": office("word/document.xml"),
    "xlsx": office("xl/workbook.xml"),
    "pptx": office("ppt/presentation.xml"),
    "odt": odf("text"),
    "ods": odf("spreadsheet"),
    "odp": odf("presentation"),
    "txt": "Dober dan! مرحبا\n".encode(),
}
NOT_ALLOWED = {
    "a page": b"<!doctype html><title>x</title><script>1</script>",
    "a page that begins with text": b"hello\n\n<ScRiPt>alert(1)</sCrIpT>",
    "a picture of markup": b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
    "markup with a declaration": b'\xef\xbb\xbf<?xml version="1.0"?><svg/>',
    "a script": b"#!/bin/sh\nrm -rf /\n",
    "a page made on a server": b"<?php system('x');",
    "a program": b"MZ\x90\0\3\0" + bytes(64),
    "another program": b"\x7fELF\2\1\1" + bytes(64),
    "any archive": packed("a.txt", "b.exe"),
    "a document with macros": office("word/document.xml", "word/vbaProject.bin"),
    "an open document with macros": packed(
        "Basic/script-lb.xml", mimetype="application/vnd.oasis.opendocument.text"
    ),
    "a document that would burst": office("word/document.xml", content=bytes(60 * 1024 * 1024)),
    "a program that unpacks itself": b"MZ" + office("word/document.xml"),
    "a broken document": office("word/document.xml")[:60],
    "text in another coding": "žlahtna čaša\n".encode("cp1250"),
    "bytes": bytes(range(256)),
    "a film of another kind": b"\0\0\0\x14ftypqt  " + bytes(20),
}
