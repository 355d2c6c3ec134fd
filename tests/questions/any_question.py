"""Any question of any kind, for tests of properties: in several languages, with media, with signs
that mean something in other programs' formats."""

from fractions import Fraction

from hypothesis import assume
from hypothesis import strategies as st

from lms.questions import Question, read

SIGNS = "ab Z9čšžéقخبز。<>&\"'[]{}()~=#%*\\/:;,.|!?-_@$\n\t\x0b\x00\ufffe\u200e\U0001f600"
LANGUAGES = ("en", "sl", "ar", "pt-BR")
MEDIA = [f"../media/{name}" for name in ("dog.webp", "A_b-2.jpg", "say.mp3", "x.y.ogg")]

some_words = st.text(SIGNS, min_size=1, max_size=24).filter(lambda text: text.strip())
lines = some_words.map(lambda text: " ".join(text.split()) or "x").filter(lambda text: text.strip())
texts = st.dictionaries(st.sampled_from(LANGUAGES), some_words, min_size=1, max_size=3)
maybe = st.one_of(st.just({}), texts)
shares = st.sampled_from(["1", "1/2", "1/3", "0.25", "2/7"])
names = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,8}", fullmatch=True)
languages = st.one_of(st.none(), st.sampled_from(LANGUAGES))


def media_of(found):
    return {**({"picture": found[0], "picture_words": found[1]} if found[0] else {}),
            **({"audio": found[2]} if found[2] else {})}  # fmt: skip


media = st.tuples(
    st.one_of(st.none(), st.sampled_from(MEDIA[:2])),
    maybe,
    st.dictionaries(st.sampled_from(LANGUAGES), st.sampled_from(MEDIA[2:]), max_size=2),
).map(media_of)
faces = st.builds(lambda text, seen: {"text": text, **seen}, texts, media)


@st.composite
def options(draw, scored=True, lower=False, least=2):
    """Options of which the first is right (the draw shuffles them)."""
    ids = draw(st.lists(names, min_size=least, max_size=5, unique=True))
    found = []
    for place, name in enumerate(ids):
        one = {"id": name, **draw(faces)}
        if scored:
            one["feedback"] = draw(maybe)
            one["share"] = "1" if place == 0 else draw(st.one_of(st.just("0"), shares))
            if lower and place:
                one["share"] = draw(st.sampled_from(["0", "-1/3", "-1", "1/2"]))
        found.append(one)
    return draw(st.permutations(found))


accepted = st.builds(
    lambda first, more: [first, *more],
    st.builds(lambda text, said: {"text": text, "feedback": said}, lines, maybe),
    st.lists(
        st.builds(lambda text, share: {"text": text, "share": share}, lines, shares), max_size=2
    ),
)  # fmt: skip
pairs = st.lists(st.fixed_dictionaries({"left": faces, "right": faces}), min_size=2, max_size=4)
figures = st.fractions(-1000, 1000, max_denominator=99).map(str)
spots = st.lists(
    st.fixed_dictionaries({"x": st.integers(0, 100), "y": st.integers(0, 100),
                           "radius": st.integers(1, 50), "words": maybe, "feedback": maybe}),
    min_size=2, max_size=4,
).map(lambda found: [{**found[0], "right": True}, *found[1:]])  # fmt: skip
rubric = st.lists(st.fixed_dictionaries({"title": texts, "points": st.integers(1, 5)}), max_size=2)
by_a_person = {"rubric": rubric, "model_answer": maybe, "language": languages,
               "most": st.one_of(st.none(), st.integers(1, 999))}  # fmt: skip
yes = st.booleans()
each_or_all = st.sampled_from(["each", "all"])
gap = st.one_of(
    st.fixed_dictionaries({"answers": accepted, "case": yes, "accents": yes,
                           "points": st.sampled_from(["1", "2", "1/3"])}),
    st.fixed_dictionaries({"options": options()}),
)  # fmt: skip


@st.composite
def gaps(draw):
    ids = draw(st.lists(names, min_size=1, max_size=3, unique=True))
    around = draw(
        st.lists(some_words.map(lambda text: text.replace("[", "")), min_size=1, max_size=2)
    )
    prompt = {code: " ".join([text, *(f"[{name}]" for name in ids)])
              for code, text in zip(LANGUAGES, around, strict=False)}  # fmt: skip
    return {"prompt": prompt, "gaps": {name: draw(gap) for name in ids},
            "partial": draw(each_or_all), "language": draw(languages)}  # fmt: skip


parts = {
    "choice": st.fixed_dictionaries({"options": options(), "shuffle": yes}),
    "choices": st.one_of(
        st.fixed_dictionaries(
            {"options": options(), "partial": st.sampled_from(["all", "balanced"])}
        ),
        st.fixed_dictionaries({"options": options(lower=True), "partial": st.just("shares")}),
    ),
    "true_false": st.fixed_dictionaries({"answer": yes}),
    "match": st.fixed_dictionaries({"pairs": pairs, "extra": options(scored=False, least=0),
                                    "partial": each_or_all, "shuffle": yes}),
    "order": st.fixed_dictionaries({"items": options(scored=False),
                                    "partial": each_or_all}),
    "text": st.fixed_dictionaries({"answers": accepted, "case": yes, "accents": yes,
                                   "language": languages}),
    "number": st.fixed_dictionaries({
        "answers": st.lists(st.fixed_dictionaries({"value": figures, "feedback": maybe,
                            "tolerance": st.sampled_from(["0", "1/3", "0.5"])}),
                            min_size=1, max_size=2),
        "units": st.sampled_from([[], ["m"], ["m", {"name": "km", "factor": 1000}],
                                  ["h", {"name": "<min>", "factor": "1/60"}]]),
    }),
    "cloze": gaps(),
    "hotspot": st.fixed_dictionaries({"spots": spots, "picture": st.sampled_from(MEDIA[:2])}),
    "audio": st.fixed_dictionaries(by_a_person),
    "essay": st.fixed_dictionaries(by_a_person),
    "file": st.fixed_dictionaries(by_a_person),
}  # fmt: skip
common = st.fixed_dictionaries({
    "key": names, "prompt": texts, "hint": maybe, "points": st.sampled_from(["1", "3", "1/3"]),
    "tags": st.lists(lines.filter(lambda tag: "," not in tag), max_size=2),
    "skill": st.one_of(st.none(), st.sampled_from(["reading", "listening"])),
    "feedback": st.fixed_dictionaries(dict.fromkeys(("always", "right", "partly", "wrong"), maybe)),
})  # fmt: skip


@st.composite
def questions(draw) -> Question:
    kind = draw(st.sampled_from(sorted(parts)))
    values = {"type": kind, **draw(common), **draw(media), **draw(parts[kind])}
    question, problems = read(values, "en")
    assume(not problems)
    assert question.points >= Fraction(0)
    return question


banks = st.lists(questions(), min_size=1, max_size=4, unique_by=lambda question: question.key)
