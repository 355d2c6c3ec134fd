"""A GIFT file in blocks: a question each, with what categories and comments say about it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

SIGNS = "~=#{}:\\n"
FIRST = 0xE000  # signs that were escaped wait in the private use area
ESCAPE = re.compile(r"\\([~=#{}:\\n])")
BACK = {FIRST + place: sign for place, sign in enumerate(SIGNS)} | {FIRST + SIGNS.index("n"): "\n"}
ALREADY = re.compile(f"[{chr(FIRST)}-{chr(FIRST + len(SIGNS) - 1)}]")
ABOUT = re.compile(r"\[(id|tag):((?:\\[\]\\]|[^\]\\])+)\]")
MORE = "more:"
CATEGORY = "$CATEGORY:"


@dataclass(slots=True)
class Block:
    """A question as it stands in the file. `text` has its escaped signs hidden."""

    line: int
    text: str = ""
    category: tuple[str, ...] = ()
    id: str = ""
    tags: list[str] = field(default_factory=list)
    more: str = ""


def hidden(text: str) -> str:
    """A text in which escaped signs do not look like signs any more."""
    text = ALREADY.sub("", text)
    return ESCAPE.sub(lambda found: chr(FIRST + SIGNS.index(found[1])), text)


def shown(text: str) -> str:
    """The text that is meant."""
    return text.translate(BACK)


def blocks(text: str) -> Iterator[Block]:
    """The questions, apart by empty lines."""
    category: tuple[str, ...] = ()
    block, lines = Block(0), []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        bare = line.strip()
        if bare.startswith("//"):
            note(block, bare[2:].strip())
        elif bare.upper().startswith(CATEGORY):
            category = levels(bare[len(CATEGORY) :])
        elif bare:
            block.line = block.line or number
            lines.append(line)
        else:
            if lines:
                block.text, block.category = hidden("\n".join(lines)), category
                yield block
            block, lines = Block(0), []


def note(block: Block, words: str) -> None:
    """What a comment says of the question that follows."""
    if words.startswith(MORE):
        block.more = words[len(MORE) :].strip()
        return
    for what, value in ABOUT.findall(words):
        value = re.sub(r"\\([\]\\])", r"\1", value).strip()
        if what == "id":
            block.id = value
        elif value:
            block.tags.append(value)


def levels(path: str) -> tuple[str, ...]:
    """The names in a category, from the top: "$course$/top/Bread / milk" has one or more. What
    Moodle itself puts before them is left out; "//" is a slash in a name."""
    parts = path.strip().replace("//", "\0").split("/")
    names = [part.replace("\0", "/").strip() for part in parts]
    return tuple(
        name
        for place, name in enumerate(names)
        if name
        and not re.fullmatch(r"\$\w+\$", name)
        and not (name.lower() == "top" and place <= 1)
    )
