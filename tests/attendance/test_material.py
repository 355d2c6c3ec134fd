"""Material of a session: files by their content and links, handed out, opened, taken away."""

import io

import pytest
from sqlalchemy import func, select

from lms.attendance.models import Material, Series
from lms.db import db
from lms.files import File, content_of
from lms.handouts import KINDS, MOST_BYTES, kind_of, safe_name
from lms.people.models import Change
from tests import cast
from tests.attendance.samples import ALLOWED, NOT_ALLOWED, PDF, PNG
from tests.cast import NOW
from tests.conftest import empty
from tests.queries import count_queries
from tests.test_keeping import rows
from tests.visitor import Visitor


def page(session):
    return f"/sessions/{session.id}"


@pytest.fixture
def tara(visitor, world):
    return visitor.sign_in(world.tara).visit(page(world.next_week))


def hand_out(visitor, content=None, name="list.pdf", status=None, **typed):
    fields = {f"material-{key}": value for key, value in typed.items()}
    if content is not None:
        fields["material-file"] = (io.BytesIO(content), name)
    return visitor.press("material", "Hand out", status, **fields)


def kept():
    return db.session.scalars(select(Material).order_by(Material.id)).all()


def files():
    return db.session.scalar(select(func.count()).select_from(File))


@pytest.mark.parametrize("ending", ALLOWED)
def test_what_a_file_is_its_content_says(ending):
    found = kind_of(ALLOWED[ending])
    assert found
    assert found.ending == ending


@pytest.mark.parametrize("what", NOT_ALLOWED)
def test_what_could_do_something_is_nothing_to_hand_out(what):
    assert kind_of(NOT_ALLOWED[what]) is None


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Slovar 1.pdf", "Slovar 1.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\x\\list.exe", "list.pdf"),
        ("a\r\nX-Evil: 1.pdf", "a X-Evil 1.pdf"),
        ('a";x="b.pdf', "a x= b.pdf"),
        ("مفردات.pdf", "مفردات.pdf"),
        ("photo\u202efdp.exe", "photo fdp.pdf"),
        ("", "file.pdf"),
        ("...", "file.pdf"),
        ("x" * 400, "x" * 150 + ".pdf"),
    ],
)
def test_a_name_can_be_saved_anywhere_and_tells_what_the_file_is(name, safe):
    assert safe_name(name, KINDS["application/pdf"]) == safe


def test_a_file_is_handed_out_and_who_learns_opens_it(tara, app, world):
    hand_out(tara, PDF, "Slovar č.pdf", title="Words of today")
    assert "Words of today" in tara.text("main .handouts")
    assert "Handed out with 1 session." in tara.text("#notice")
    assert "Handed out: Words of today" in tara.text("main")
    lea = Visitor(app).sign_in(world.lea).visit(page(world.next_week))
    assert lea.text(".handouts") == "Words of today PDF, 1 KB"
    answer = lea.send("GET", lea.page.select_one(".handouts a")["href"])
    assert (answer.status_code, answer.data, answer.mimetype) == (200, PDF, "application/pdf")
    headers = answer.headers
    assert headers["Content-Disposition"].startswith("inline; filename")
    assert "filename*=UTF-8''Slovar%20%C4%8D.pdf" in headers["Content-Disposition"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "private, no-cache"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    again = lea.client.get(answer.request.path, headers={"If-None-Match": headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_what_a_browser_does_not_show_safely_is_saved(tara, world):
    hand_out(tara, ALLOWED["docx"], "form.pdf")
    answer = tara.send("GET", f"/material/{kept()[0].id}")
    assert answer.headers["Content-Disposition"] == "attachment; filename=form.docx"
    assert answer.mimetype == KINDS[answer.mimetype].media_type
    assert kept()[0].title == "form"


def test_a_film_can_be_read_in_parts(tara, world):
    hand_out(tara, ALLOWED["mp4"], "a.mp4")
    part = tara.client.get(f"/material/{kept()[0].id}", headers={"Range": "bytes=4-7"})
    assert (part.status_code, part.data) == (206, b"ftyp")


def test_a_name_cannot_begin_a_header_of_its_own(tara, world):
    hand_out(tara, PDF, 'a"\r\nSet-Cookie: x=1; b.pdf')
    answer = tara.send("GET", f"/material/{kept()[0].id}")
    assert answer.status_code == 200
    assert "Set-Cookie: x=1" not in str(answer.headers)
    assert "\n" not in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<!doctype html><script>alert(1)</script>", "not one that can be handed out"),
        (b"", "This file is empty."),
        (None, "Choose a file, or write a link."),
    ],
)
def test_a_file_that_cannot_be_handed_out_is_said_and_nothing_is_kept(tara, content, words):
    hand_out(tara, content, "good.pdf", 422)
    assert words in tara.text("#material_material-file_wrong")
    assert tara.page.title.text.startswith("Error:")
    assert (kept(), files()) == ([], 0)


@pytest.mark.parametrize(("size", "status"), [(MOST_BYTES, 422), (50_000_000, 413)])
def test_a_file_that_is_too_big_is_refused_in_words(app, world, size, status):
    tara = Visitor(app).sign_in(world.tara).visit(page(world.next_week))
    token = tara.page.select_one("#material [name=csrf_token]")["value"].encode()
    part = b'--x\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n'
    body = part % (b"csrf_token", token)
    body += part % (b'material-file"; filename="x.pdf', PDF + bytes(size)) + b"--x--\r\n"
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    tara.look(tara.send("POST", f"{page(world.next_week)}/material", body, kind), status)
    assert "This file is too big. Send one of 10 MB or less." in tara.text("body")
    assert (kept(), files()) == ([], 0)


def test_a_link_is_handed_out(tara, app, world):
    hand_out(tara, link="https://www.example.org/words")
    assert [(row.title, row.link) for row in kept()] == [
        ("www.example.org", "https://www.example.org/words")
    ]
    lea = Visitor(app).sign_in(world.lea).visit(page(world.next_week))
    assert lea.page.select_one(".handouts a")["href"] == "https://www.example.org/words"
    lea.visit(f"/material/{kept()[0].id}", 404)


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://x.org/", "https://", "no link"])
def test_a_link_leads_to_a_page(tara, link):
    hand_out(tara, link=link, status=422)
    assert "Write an address that begins with https://" in tara.text(
        "#material_material-link_wrong"
    )


def test_a_file_and_a_link_at_once_are_too_much(tara):
    hand_out(tara, PDF, link="https://www.example.org/", status=422)
    assert "not both" in tara.text("#material_material-file_wrong")


def test_sent_twice_it_is_handed_out_once(tara):
    for _twice in range(2):
        hand_out(tara, PDF)
    assert len(kept()) == 1
    assert "handed out already" in tara.text("#notice")


def test_a_session_has_twenty_at_most(tara, world):
    add(world.next_week, 20)
    hand_out(tara, PDF, status=409)
    assert "has 20 files and links already" in tara.text("#notice")
    assert (len(kept()), files()) == (20, 0)


def add(session, count):
    for n in range(count):
        about = {"title": f"M{n}", "link": f"https://x.org/{n}", "added_at": NOW}
        db.session.add(Material(session_id=session.id, **about))
    db.session.commit()


def test_taken_away_it_stays_in_the_history_and_the_file_goes_with_the_last(tara, world):
    for session in (world.tonight, world.next_week):
        hand_out(tara.visit(page(session)), PDF, title="Words")
    assert (len(kept()), files()) == (2, 1)
    first, second = kept()
    tara.visit(page(world.tonight)).press(f"take_away_{first.id}", "Take away")
    assert "Taken away: Words" in tara.text("main")
    assert (len(kept()), files()) == (1, 1)
    tara.visit(page(world.next_week)).press(f"take_away_{second.id}", "Take away")
    assert (len(kept()), files()) == (0, 0)
    verbs = select(Change.verb).where(Change.noun == "session", Change.key == "A-01")
    verbs = verbs.order_by(Change.id)
    assert db.session.scalars(verbs).all() == ["handed out", "taken away"]


def test_a_file_goes_to_the_later_sessions_of_a_series(tara, world):
    series = Series(group_id=world.a.id, rule={}, made_at=NOW)
    db.session.add(series)
    db.session.flush()
    later = [
        cast.session(world.a, f"S-{n}", cast.date(2022, 4, n), world.slovene, series_id=series.id)
        for n in (1, 2, 3)
    ]
    db.session.add_all(later)
    later[2].status = "cancelled"
    world.tonight.series_id = world.next_week.series_id = series.id
    hand_out(tara.visit(page(world.next_week)), PDF, later="y")
    ids = {world.next_week.id, later[0].id, later[1].id}
    assert {row.session_id for row in kept()} == ids
    assert (len(kept()), files()) == (3, 1)
    assert "Handed out with 3 sessions." in tara.text("#notice")


@pytest.mark.parametrize(
    ("who", "status"), [("lea", 200), ("tara", 200), ("bo", 403), ("oto", 403), ("olga", 403)]
)
def test_only_people_of_the_session_open_its_material(app, world, who, status):
    tara = Visitor(app).sign_in(world.tara).visit(page(world.next_week))
    hand_out(tara, PNG, "a.png")
    url = f"/material/{kept()[0].id}"
    person = Visitor(app).sign_in(getattr(world, who))
    assert person.send("GET", url).status_code == status
    world.next_week.is_open = True
    assert person.send("GET", url).status_code == 200


def test_a_page_with_twenty_costs_what_a_page_with_one_costs(app, world):
    lea, costs = Visitor(app).sign_in(world.lea), []
    for number in (1, 19):
        add(world.next_week, number)
        url = page(world.next_week)
        with count_queries() as seen:
            lea.visit(url)
        costs.append(len(seen))
    assert costs[0] == costs[1] <= 6


def test_a_backup_has_the_files(app, world, tmp_path):
    tara = Visitor(app).sign_in(world.tara).visit(page(world.next_week))
    hand_out(tara, PNG, "a.png")
    before, file = rows(), str(tmp_path / "kept.zip")
    db.session.rollback()
    run = app.test_cli_runner()
    assert run.invoke(args=["backup", file]).exit_code == 0
    db.session.remove()
    empty()
    assert run.invoke(args=["restore", file]).exit_code == 0
    assert rows() == before
    assert content_of(db.session.scalars(select(File.id)).one()) == PNG
