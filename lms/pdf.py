"""Documents on paper: a page description of typst, and facts. In every script we have fonts for."""

import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from lms import glyphs

HERE = Path(__file__).parent
SHEETS, FONTS = HERE / "sheets", glyphs.FONTS
REMEMBERED = 10  # documents for which typst keeps what it worked out
NO_FONTS = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)


def pdf(
    template: str, facts: Mapping[str, Any], *, pictures: Mapping[str, bytes] | None = None
) -> bytes:
    """The document that `lms/sheets/<template>.typ` makes of the facts.

    The template reads them with `json(bytes(sys.inputs.facts))`, so nothing that people wrote is
    ever read as a part of the template; what it says is put into words before. `pictures`
    (name -> PNG, JPEG or SVG) are read with `read("/name", encoding: none)`. The same facts give
    the same bytes. The document is tagged (PDF/UA-1): a template without a title, or a picture
    without words, is refused by typst (typst.TypstError).
    A letter that no font of ours has is printed as a sign that says so (lms/glyphs.py).
    """
    made = _compiled(template, facts, pictures, format="pdf", pdf_standards="ua-1")
    forget()
    return made


def png(
    template: str, facts: Mapping[str, Any], *, pictures: Mapping[str, bytes] | None = None,
    per_inch: int = 96,
) -> bytes:  # fmt: skip
    """The first page of the same document as a picture, with so many points an inch."""
    made = _compiled(template, facts, pictures, format="png", ppi=per_inch)
    forget()
    return made if isinstance(made, bytes) else made[0]


def _compiled(
    template: str, facts: Mapping[str, Any], pictures: Mapping[str, bytes] | None, **how: Any
) -> Any:
    files = {f"/{file.name}": file.read_bytes() for file in SHEETS.glob("*.typ")}
    files["main"] = files[f"/{template}.typ"]
    with TemporaryDirectory() as folder:  # typst takes text from memory, but pictures from files
        for name, data in (pictures or {}).items():
            Path(folder, name).write_bytes(data)
        return typst.compile(
            files,  # it reads files by name as well
            root=folder,
            font_paths=[FONTS],
            ignore_system_fonts=True,
            sys_inputs={"facts": json.dumps(glyphs.printable(facts), ensure_ascii=False)},
            **how,
        )


def forget() -> None:
    """A document of one page leaves 4 MB behind, which help nobody: as many empty documents take
    their place, in a few milliseconds."""
    for _each in range(REMEMBERED):
        typst.compile(b"", format="svg", font_paths=NO_FONTS, ignore_system_fonts=True)


def as_png(svg: str, size: int) -> bytes:
    """A square picture (SVG) as PNG, so many pixels a side, with our fonts; what is empty in it
    stays transparent."""
    page = (
        f"#set page(width: {size}pt, height: {size}pt, margin: 0pt, fill: none)\n"
        '#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
    )
    made = typst.compile(  # type: ignore[call-overload] # fonts may be folders and names
        page.encode(),
        format="png",
        ppi=72,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"svg": svg},
    )
    forget()
    return made
