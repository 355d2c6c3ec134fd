"""Reading a mail that came back (RFC 3464): which mail it was, and whether it is for good."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message
from email.parser import HeaderParser
from typing import NamedTuple

from lms.mail import one_line


class Report(NamedTuple):
    """What a mail server says of a mail that it could not deliver."""

    message_ids: frozenset[str]  # of the mail that came back, without <>; none where it is not said
    recipients: tuple[str, ...]
    failed: bool  # it is given up; otherwise it is still tried
    for_good: bool  # this address takes no mail
    words: str  # what the other server said


def read(raw: bytes) -> Report | None:
    """The report in a mail; none where it is no such mail."""
    mail = message_from_bytes(raw, policy=policy.compat32)
    said = [fields for part in parts(mail) for fields in deliveries(part)]
    if not said:
        return None
    failed = [one for one in said if field(one, "Action").lower() == "failed"]
    statuses = [field(one, "Status") for one in failed]
    told = (failed or said)[0]
    words = field(told, "Diagnostic-Code").partition(";")[2] or field(told, "Status")
    return Report(
        message_ids=frozenset(filter(None, map(message_id, parts(mail)))),
        recipients=tuple(recipient for one in said for recipient in recipients(one)),
        failed=bool(failed),
        for_good=bool(statuses)
        and all(status.startswith("5.") and not status.startswith("5.7.") for status in statuses),
        words=one_line(words)[:300],
    )


def parts(mail: Message) -> Iterator[Message]:
    """The parts of a report; nothing, where it is no report."""
    if mail.get_content_type() == "multipart/report" and mail.is_multipart():
        yield from mail.get_payload()  # type: ignore[misc]


def deliveries(part: Message) -> Iterator[Message]:
    """What the report says of each recipient."""
    if part.get_content_type() == "message/delivery-status" and part.is_multipart():
        for fields in part.get_payload():
            if isinstance(fields, Message) and "Final-Recipient" in fields:
                yield fields


def message_id(part: Message) -> str:
    """The Message-ID of the mail that came back, of which the report has a copy or the head."""
    kind, within = part.get_content_type(), part.get_payload()
    if kind == "message/rfc822" and isinstance(within, list):
        copies = (one for one in within if isinstance(one, Message))
        return next((field(one, "Message-ID").strip("<>") for one in copies), "")
    if kind == "text/rfc822-headers":
        text = part.get_payload(decode=True)
        head = text.decode("utf-8", "replace") if isinstance(text, bytes) else ""
        return field(HeaderParser().parsestr(head), "Message-ID").strip("<>")
    return ""


def recipients(fields: Message) -> Iterator[str]:
    """The address that we wrote to, and the one to which it was passed on, where that is said."""
    for name in ("Original-Recipient", "Final-Recipient"):
        address = field(fields, name).partition(";")[2].strip().strip("<>").lower()
        if address:
            yield address


def field(fields: Message, name: str) -> str:
    return one_line(str(fields.get(name) or "")).strip()
