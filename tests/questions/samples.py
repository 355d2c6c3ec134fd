"""A question of each kind, as people write it."""

CHOICE = {
    "key": "lock", "type": "choice", "prompt": {"en": "What keeps your phone safe?"},
    "options": [{"text": {"en": "A code"}, "right": True}, "A photo", {"text": "Music"}],
}  # fmt: skip
CHOICES = {
    "key": "safe", "type": "choices", "prompt": "What is safe?", "partial": "balanced",
    "options": [
        {"text": "A long password", "right": True}, {"text": "Two steps", "right": True},
        "1234", "Your birthday",
    ],
}  # fmt: skip
TRUE_FALSE = {"key": "bank", "type": "true_false", "prompt": "A bank asks for your PIN by mail.",
              "answer": False}  # fmt: skip
MATCH = {
    "key": "words", "type": "match", "prompt": "Which belong together?", "partial": "each",
    "pairs": [{"left": "kruh", "right": "bread"}, {"left": "mleko", "right": "milk"},
              {"left": "voda", "right": "water"}],
    "extra": ["salt"],
}  # fmt: skip
ORDER = {"key": "steps", "type": "order", "prompt": "In which order?", "partial": "each",
         "items": ["Open", "Write", "Send"]}  # fmt: skip
TEXT = {"key": "bread", "type": "text", "prompt": "How do you say bread?", "language": "sl",
        "answers": ["kruh", {"text": "kruhek", "share": "1/2"}]}  # fmt: skip
NUMBER = {
    "key": "way", "type": "number", "prompt": "How far is it?",
    "answers": [{"value": "1500", "tolerance": 50},
                {"value": 1500, "tolerance": 200, "share": "1/2"}],
    "units": ["m", {"name": "km", "factor": 1000}],
}  # fmt: skip
CLOZE = {
    "key": "am", "type": "cloze", "prompt": {"sl": "Jaz [1] iz [2]."}, "language": "sl",
    "gaps": {"1": ["sem"], "2": {"options": [{"text": "Sirije", "right": True}, "Sirija"]}},
}  # fmt: skip
HOTSPOT = {
    "key": "where", "type": "hotspot", "prompt": "Where is the button?",
    "picture": "../media/phone.webp", "picture_words": "A phone",
    "spots": [{"x": 50, "y": 90, "right": True}, {"x": 10, "y": 10}],
}  # fmt: skip
AUDIO = {"key": "say", "type": "audio", "prompt": "Say who you are.", "most": 60,
         "rubric": [{"title": "Clear", "points": 2}, {"title": "Whole", "points": 1}]}  # fmt: skip
ESSAY = {"key": "write", "type": "essay", "prompt": "Write about your town.", "points": 3}
FILE = {"key": "send", "type": "file", "prompt": "Send your letter."}
ALL = [CHOICE, CHOICES, TRUE_FALSE, MATCH, ORDER, TEXT, NUMBER, CLOZE, HOTSPOT, AUDIO, ESSAY, FILE]
