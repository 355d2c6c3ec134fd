"""A PDF that somebody sends: whether it can be a paper of ours, and which serial stands in it."""

import re

from lms.attestations import serials

ADDRESS = re.compile(rb"/verify/([0-9A-Za-z-]{16,24})")  # where its square and its links lead
PRINTED = re.compile(rb"\b((?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4})\b")  # "7K3M-..."
MOST = 5  # serials that are looked at: ours have one


def is_pdf(content: bytes) -> bool:
    return b"%PDF-" in content[:1024]


def serials_in(content: bytes) -> list[str]:
    """The serials that stand in the title, the keywords and the links of a PDF, as its bytes say
    them. Nothing is unpacked or interpreted: the file may be anybody's."""
    found = [
        serials.read(match.decode())
        for pattern in (ADDRESS, PRINTED)
        for match in pattern.findall(content)[:100]
    ]
    return list(dict.fromkeys(one for one in found if one))[:MOST]
