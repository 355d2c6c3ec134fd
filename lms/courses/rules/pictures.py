"""Pictures of a course: turned upright, without what a camera writes beside them, in sizes."""

import io
from collections.abc import Callable
from typing import Any, NamedTuple

from flask_babel import gettext as _
from PIL import Image, ImageOps
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from lms.courses.rules.bare import is_bare
from lms.courses.rules.unfit import Unfit
from lms.i18n import number

MOST_PIXELS = 25_000_000  # in memory 100 MB, twice while it is made smaller
WIDEST = 2560  # pixels of the longer side of what is kept
SIZES = (480, 960, 1600)  # widths in which it is served
FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP"}
AS_WRITTEN: dict[str, dict[str, Any]] = {
    "PNG": {"optimize": True},
    "JPEG": {"quality": 88, "optimize": True, "progressive": True},
    "WEBP": {"quality": 86, "method": 4},
}
# opened by themselves: our limit is lower than the library's own, and is said in words
READERS: dict[str, Callable[[io.BytesIO], Image.Image]] = {
    "PNG": PngImageFile,
    "JPEG": JpegImageFile,
    "WEBP": WebPImageFile,
}
BROKEN = OSError, ValueError, SyntaxError, ArithmeticError, EOFError, IndexError


class Smaller(NamedTuple):
    """A picture in another width (pixels), as WebP."""

    width: int
    content: bytes


class Picture(NamedTuple):
    content: bytes
    width: int
    height: int
    sizes: list[Smaller]


def made_picture(content: bytes, media_type: str) -> Picture:
    """The picture as it is kept and served. It keeps its bytes where they are nothing but picture
    and not larger than WIDEST; else it is written anew, once: the same bytes always become the same
    bytes. Raises Unfit."""
    image = opened(content, media_type)
    bare = is_bare(content, media_type) and max(image.size) <= WIDEST
    if not bare and max(image.size) > WIDEST:
        smaller(image)
    load(image)
    if not bare:  # the large one is gone before anything else is made of it
        image.thumbnail((WIDEST, WIDEST), Image.Resampling.LANCZOS)
    ImageOps.exif_transpose(image, in_place=True)
    if not bare:
        image = plain(image)
        content = written(image, FORMATS[media_type])
    width, height = image.size
    return Picture(content, width, height, sizes(image, content, media_type))


def opened(content: bytes, media_type: str) -> Image.Image:
    """The picture, not decoded yet: its size, which its beginning says, is looked at before. Raises
    Unfit."""
    if media_type not in FORMATS:
        raise Unfit(_("Save this picture as JPEG, PNG or WebP, and send it again."))
    try:
        image = READERS[FORMATS[media_type]](io.BytesIO(content))
    except BROKEN:
        raise damaged() from None
    width, height = image.size
    if width * height > MOST_PIXELS:
        words = _(
            "This picture has %(width)s x %(height)s pixels: more than %(most)s millions. Make it "
            "smaller: %(enough)s on its longer side are plenty.",
            width=number(width), height=number(height), most=number(MOST_PIXELS // 1_000_000),
            enough=number(WIDEST),
        )  # fmt: skip
        raise Unfit(words)
    if getattr(image, "n_frames", 1) > 1:
        raise Unfit(_("This picture moves. Send a still picture, or a film (MP4 or WebM)."))
    return image


def damaged() -> Unfit:
    words = _("This picture is damaged and cannot be opened. Save it again, or take another.")
    return Unfit(words)


def smaller(image: Image.Image) -> None:
    """A JPEG is decoded in a half, a quarter or an eighth of its size where that is enough."""
    width, height = image.size
    share = WIDEST / max(width, height)
    image.draft(None, (round(width * share), round(height * share)))


def load(image: Image.Image) -> None:
    """Decodes it. Raises Unfit."""
    try:
        image.load()
    except BROKEN:
        raise damaged() from None


def plain(image: Image.Image) -> Image.Image:
    """In colours that every browser shows."""
    mode = "RGBA" if image.has_transparency_data else "RGB"
    return image if image.mode == mode else image.convert(mode)


def written(image: Image.Image, form: str, **other: Any) -> bytes:
    """Its bytes, with its profile of colours and nothing else beside them."""
    made, profile = io.BytesIO(), image.info.get("icc_profile")
    extra = {"icc_profile": profile} if profile else {}
    bare = image.convert("RGB") if form == "JPEG" else image.copy()
    bare.info = {}
    bare.save(made, form, **{**AS_WRITTEN[form], **extra, **other})
    return made.getvalue()


def sizes(image: Image.Image, content: bytes, media_type: str) -> list[Smaller]:
    """The picture in each width that is less than its own; in its own, too, where that is lighter
    than what is kept."""
    image = plain(image)
    made: list[Smaller] = []
    for width in (*(one for one in SIZES if one < image.width), min(image.width, SIZES[-1])):
        if made and made[-1].width == width:
            continue
        height = max(1, round(image.height * width / image.width))
        small = (
            image
            if width == image.width
            else image.resize((width, height), Image.Resampling.LANCZOS)
        )
        small.info = {key: value for key, value in image.info.items() if key == "icc_profile"}
        lighter = smallest(small, drawn=media_type == "image/png")
        if width < image.width or len(lighter) < len(content) * 9 // 10:
            made.append(Smaller(width, lighter))
    return made


def smallest(image: Image.Image, *, drawn: bool) -> bytes:
    """As WebP. What is drawn (letters, buttons) is sharper, and often smaller, without loss."""
    seen = written(image, "WEBP", quality=80)
    if not drawn:
        return seen
    return min(seen, written(image, "WEBP", lossless=True, quality=70), key=len)
