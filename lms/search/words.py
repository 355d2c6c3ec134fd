"""Words as they are compared: case, accents, forms of letters and common endings do not matter.

Nothing here knows a database. A text becomes one line for each word that people see of it, so that
the place of a match in `lines` is its place in `text.split()`. A line has the normalised words, and
after a word its stem with `STEM` behind it, where the two differ. No dictionary is needed:

- everything: compatibility forms, capitals, accents, vowel marks; digits of any script are 0-9;
- Arabic: the forms of alef, hamza, ta marbuta, alef maqsura; Persian kaf and yeh; no stretching;
- stems: Slovene and its neighbours without the endings of cases ("žage", "žago" and "žaga" meet; a
  vowel that comes or goes, as in "pes, psa", does not); English without the plural; Arabic without
  the article and what is written together with it.

A word of a query is found at the beginning of words, by its stem, and where it is the stem.
"""

import re
import unicodedata
from functools import lru_cache

STEM = "0"  # behind a stem: no word that people look for ends so and is looked for as a whole
LONGEST_WORD = 40  # signs that are kept of a word
MOST_WORDS = 8  # of a query
MOST_TYPED = 400  # signs that are read of a query
LEFT = 3  # letters that a stem has at least

LETTERS = {
    "ı": "i", "đ": "d", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ħ": "h",
    "ŧ": "t", "ŋ": "n", "ə": "e", "ς": "σ", "ґ": "г", "ة": "ه", "ى": "ي", "ی": "ي", "ې": "ي",
    "ے": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه", "ە": "ه", "ٱ": "ا", "ء": "", "ـ": "",
}  # fmt: skip
ENDINGS = (  # longer ones first
    "ami|emi|imi|ima|oma|ega|emu|iga|am|em|im|om|ah|eh|ih|ov|ev|a|e|i|o|u"
)
SLAVIC = re.compile(rf"(\w{{{LEFT},}}?)(?:{ENDINGS})")
PLURALS = re.compile(r"(\w+(?:x|ch|sh|ss|zz))es|(\w{2,}[^su\W])s")
ARTICLE = re.compile(rf"(?:[وفبك]?ال|لل)(\w{{{LEFT},}})")


class Folding(dict):
    """What becomes of each sign; worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        kind = unicodedata.category(sign)
        if sign == "\n":
            found = sign
        elif unicodedata.combining(sign) or kind in ("Cf", "Me"):
            found = ""
        elif kind == "Nd":
            found = str(unicodedata.digit(sign))
        else:
            found = LETTERS.get(sign, sign) if kind[0] in "LNM" else " "
        self[code] = found
        return found


FOLDING = Folding()


def folded(text: str) -> str:
    """The text in normalised letters and digits, everything else a space; lines stay lines."""
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return text.translate(FOLDING)


def plural_of(word: str) -> str:
    if word.endswith("ies") and len(word) > LEFT + 2:
        return word[:-3] + "y"
    found = PLURALS.fullmatch(word)
    return (found[1] or found[2]) if found else word


def slavic(word: str) -> str:
    found = SLAVIC.fullmatch(word)
    return found[1] if found else word


def without_article(word: str) -> str:
    found = ARTICLE.fullmatch(word)
    return found[1] if found else word


STEMS = {
    "ar": without_article,
    "bs": slavic,
    "en": plural_of,
    "hr": slavic,
    "sl": slavic,
    "sr": slavic,
}


@lru_cache(maxsize=50_000)
def indexed(word: str, language: str) -> str:
    """A normalised word as a line of the index has it: with its stem, where that is another."""
    word = word[:LONGEST_WORD]
    rule = STEMS.get(language)
    stem = rule(word) if rule else word
    return word if stem == word else f"{word} {stem}{STEM}"


def lines(text: str, language: str) -> str:
    """The words of a text for the index: a line for each of `text.split()`."""
    short = language.partition("-")[0]
    found = folded("\n".join(text.split())).split("\n")
    return "\n".join(" ".join(indexed(word, short) for word in line.split()) for line in found)


class Looked:
    """What one word of a query is found by: at the beginning of words, and as a whole."""

    def __init__(self, word: str) -> None:
        self.word = word[:LONGEST_WORD]
        self.begins = len(self.word) > 1  # one letter begins too many
        stems = dict.fromkeys(rule(self.word) for rule in STEMS.values())
        short = [stem for stem in stems if stem != self.word]
        self.whole = [self.word + STEM, *short, *(stem + STEM for stem in short)]

    def pattern(self) -> str:
        """A pattern for where `lines` has it."""
        rest = r"[^ \n]*" if self.begins else ""
        return "|".join([re.escape(self.word) + rest, *map(re.escape, self.whole)])


def looked_for(typed: str) -> list[Looked]:
    """The words of a query, `MOST_WORDS` at most, each once. Signs and operators are no words."""
    words = dict.fromkeys(folded(typed[:MOST_TYPED]).split())
    return [Looked(word) for word in list(words)[:MOST_WORDS]]


def where(words: list[Looked]) -> re.Pattern[str]:
    """A pattern for the places in `lines` where any of these words is."""
    anyone = "|".join(word.pattern() for word in words)
    return re.compile(rf"(?<![^ \n])(?:{anyone})(?![^ \n])")


def is_too_much(typed: str) -> bool:
    """Whether a query has more than is looked for."""
    return len(typed) > MOST_TYPED or len(set(folded(typed[:MOST_TYPED]).split())) > MOST_WORDS
