"""What somebody is told arrives as one mail, in their language; whoever has none is called."""

import threading
from datetime import timedelta

from bs4 import BeautifulSoup
from sqlalchemy import select

from lms.db import db
from lms.messages import tasks
from lms.messages.models import Mail, MailState, Notice, NoticeState
from tests.cast import NOW
from tests.messages.kinds import alarm, news
from tests.post import html, plain


def notices():
    """Who is told, and how far that is, in the order of names."""
    found = db.session.scalars(select(Notice).order_by(Notice.id))
    return sorted((notice.person.name, notice.state) for notice in found)


def test_what_somebody_is_told_arrives(world, post, work):
    news(world.lou, title="Slovene tonight")
    work()
    mail = post.last
    assert str(mail["from"]) == "Ura <noreply@ura.example>"
    assert str(mail["to"]) == "Lou <lou@example.org>"
    assert mail["subject"] == "Sessions: Slovene tonight"
    assert mail["auto-submitted"] == "auto-generated"
    assert mail["message-id"].endswith("@ura.example>")
    assert post.envelopes == [("noreply@ura.example", ["lou@example.org"])]
    assert notices() == [("Lou", NoticeState.SENT)]
    assert db.session.scalars(select(Mail)).one().state == MailState.SENT


def test_who_did_it_is_not_told(world, post, work):
    news(world.lou, world.tara, by=world.tara)
    work()
    assert notices() == [("Lou", NoticeState.SENT)]


def test_ten_things_are_one_mail(world, post, work):
    for number in range(10):
        news(world.lou, title=f"Thing {number}")
    work()
    assert len(post.received) == 1
    assert post.last["subject"] == "10 messages from Ura"
    assert all(f"Thing {number}" in plain(post.last) for number in range(10))


def test_a_notice_waits_for_others(app, world, post, work):
    app.config["DIGEST_MINUTES"] = 5
    news(world.lou, title="First")
    news(world.lou, title="Second", now=NOW + timedelta(minutes=4))
    work(NOW + timedelta(minutes=4))
    assert post.received == []
    work(NOW + timedelta(minutes=5))
    assert post.last["subject"] == "2 messages from Ura"


def test_plain_text_and_html_say_the_same(world, post, work):
    world.lou.language = "sl"
    news(world.lou, title="<b>Žur & ples</b>", line="Prinesi <svinčnik>.")
    work()
    page = BeautifulSoup(html(post.last), "html.parser")
    seen = page.body.get_text(" ", strip=True).replace("·", "").split()
    text = plain(post.last).replace("-- ", "").replace(":", "")
    for link in page.select("a"):
        text = text.replace(link["href"].replace(":", ""), "")
    assert "<b>Žur & ples</b>" in page.text
    assert text.split() == " ".join(seen).replace(":", "").split()


def test_a_mail_is_in_the_language_and_the_direction_of_its_reader(world, post, work):
    world.lou.language, world.bo.language, world.olga.language = "sl", "ar", "uk"
    news(world.lou, world.bo, world.olga, title="A1")
    work()
    said = {mail["to"].addresses[0].username: mail for mail in post.received}
    assert said["lou"]["subject"] == "Srečanja: A1"
    assert said["bo"]["subject"] == "اللقاءات: A1"
    assert said["olga"]["subject"] == "Sessions: A1"  # the installation's own: no Ukrainian here
    page = BeautifulSoup(html(said["bo"]), "html.parser")
    assert (page.html["lang"], page.html["dir"]) == ("ar", "rtl")
    assert (page.body.div["lang"], page.body.div["dir"]) == ("ar", "rtl")


def test_nothing_in_a_text_becomes_a_header(world, post, work):
    world.lou.name = "Lou\r\nBcc: everybody@example.org"
    news(world.lou, title="x\r\nBcc: y@example.org\r\n\r\nBody")
    work()
    assert post.last["subject"] == "Sessions: x Bcc: y@example.org Body"
    assert post.last["to"].addresses[0].addr_spec == "lou@example.org"
    assert post.last["to"].addresses[0].display_name == "Lou Bcc: everybody@example.org"
    assert post.last["bcc"] is None
    assert post.envelopes[0][1] == ["lou@example.org"]


def test_a_long_subject_in_any_script_arrives_whole(world, post, work):
    world.lou.language = "ar"
    title = "لقاء اللغة السلوفينية " * 8
    news(world.lou, title=title)
    work()
    assert post.last["subject"] == f"اللقاءات: {title.strip()}"


def test_who_has_no_address_is_on_the_call_list(world, post, work):
    news(world.lea, world.lou, group="jes-a")
    work()
    assert notices() == [("Lea", NoticeState.CALL), ("Lou", NoticeState.SENT)]


def test_an_address_that_is_none_is_as_no_address(world, post, work):
    world.lou.email = "lou@@example.org"
    news(world.lou, group="jes-a")
    work()
    assert notices() == [("Lou", NoticeState.CALL)]
    assert world.lou.email_bounced_at == NOW


def test_without_a_mail_server_everybody_is_called(world, work):
    news(world.lea, world.lou, group="jes-a")
    work()
    assert notices() == [("Lea", NoticeState.CALL), ("Lou", NoticeState.CALL)]
    assert db.session.scalars(select(Mail)).all() == []


def test_what_is_over_is_not_sent(app, world, post, work):
    app.config["DIGEST_MINUTES"] = 5
    news(world.lou, world.lea, group="jes-a", before=NOW + timedelta(minutes=3))
    work(NOW + timedelta(minutes=5))
    assert notices() == [("Lea", NoticeState.PAST), ("Lou", NoticeState.PAST)]
    assert post.received == []


def test_with_a_key_somebody_is_told_once(world, post, work):
    for _time in range(3):
        news(world.lou, world.bo, key="reminder:A-02")
    work()
    assert [len(post.received), len(notices())] == [2, 2]


def test_an_alarm_does_not_wait_and_takes_along_what_waits(app, world, post, work):
    app.config["DIGEST_MINUTES"] = 60
    news(world.lou, title="Later")
    work()
    assert post.received == []
    alarm(world.lou, title="Now")
    work()
    assert post.last["subject"] == "2 messages from Ura"


def test_more_than_fit_in_one_mail_are_several(world, post, work):
    for number in range(60):
        news(world.lou, title=f"Thing {number}.")
    work()
    said = [plain(mail) for mail in post.received]
    assert [text.count("Bring a pen.") for text in said] == [50, 10]
    assert all(f"Thing {number}." in "".join(said) for number in range(60))


def test_two_workers_at_once_put_a_notice_into_one_mail(app, world, post, work):
    """Each of four takes what waits for Lou; the database lets one have it."""
    for number in range(5):
        news(world.lou, title=f"Thing {number}")
    lou = world.lou.id
    db.session.commit()

    def deliver():
        with app.app_context():
            tasks.deliver({"person": lou}, now=NOW)
            db.session.commit()
            db.session.remove()

    workers = [threading.Thread(target=deliver) for _worker in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    work()
    assert [mail["subject"] for mail in post.received] == ["5 messages from Ura"]
