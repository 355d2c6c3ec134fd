"""Rule 13 on every page: no policy, and no correction, takes away what was confirmed."""

import pytest

from lms.completion import actions, exports, queries
from lms.completion.outcome import Outlook
from lms.courses import policy as policies
from lms.courses.actions.policies import change_policy
from lms.db import db
from tests.cast import NOW, THURSDAY
from tests.completion.completed import amend, completions, confirmed, w7
from tests.queries import count_queries
from tests.visitor import Visitor


@pytest.fixture(params=["policy", "amendment"])
def made(world, request):
    """Lea, confirmed with 2,205 minutes; not complete by the rules, or registers, of today."""
    made = w7(world)
    confirmed(made.group, world.ema)
    if request.param == "policy":
        strict(world, made)
    else:
        amend(world.lea, made.sessions[3])
    return made


def strict(world, made):
    """Nothing that is made up counts any more."""
    programme = made.group.programme
    rules = policies.as_dict(programme.policy) | {"make_up_cap": 0}
    change_policy(
        programme, policies.parse(rules), seen=programme.policy_version, by=world.ema, now=NOW
    )
    db.session.commit()


def words(visitor):
    return " ".join(visitor.page.text.split())


def lea_of(made, world):
    return queries.figures([made.group], THURSDAY)[made.group.id].people[world.lea.id]


def test_the_standing_itself_stays_the_one_of_the_day(made, world):
    lea = lea_of(made, world)
    assert lea.standing.standing is not Outlook.COMPLETE
    assert lea.standing.total_minutes == 2025
    assert (lea.reached.standing, lea.reached.total_minutes) == (Outlook.COMPLETE, 2205)
    assert str(lea.reached.percent) == "81.66"


def test_the_first_page_says_what_was_confirmed(app, made, world):
    lea = Visitor(app).sign_in(world.lea).visit("/")
    assert "You have completed this" in words(lea)
    assert "49 of 60" in words(lea)
    assert "You have everything that the attestation asks for." in words(lea)
    assert "You need" not in words(lea)
    assert "45 of 60" not in words(lea)


def test_the_page_of_the_person_says_it_with_today_beside_it(app, made, world):
    for who in (world.lea, world.ema):
        visitor = Visitor(app).sign_in(who).visit(f"/groups/base-a/people/{world.lea.code}")
        summary = visitor.page.find(id="summary")
        text = " ".join(summary.text.split())
        assert summary.select_one(".tag").text.strip() == "Complete"
        assert "49 of 60" in text
        assert "2205 min counted of 2700 min = 49/60 = 81.66" in text
        assert "Nothing is missing." in text
        assert "confirmed with 2205 min" in text
        assert "it would be 2025 min" in text
        assert "Still needed" not in text
        assert visitor.page.find(id="helps") is None
        after = [cell.text for cell in visitor.page.select(".ledger .after")]
        assert not any("Cannot finish" in cell for cell in after)


def test_the_group_counts_and_shows_it_as_complete(app, made, world):
    ema = Visitor(app).sign_in(world.ema).visit("/groups/base-a")
    assert "Complete 1" in words(ema)
    assert "Cannot finish 0" in words(ema)
    cells = [cell.text.strip() for cell in ema.page.select("#matrix tbody td")]
    assert cells[-3:] == ["49", "81.66\xa0%", "Complete"]
    assert ema.visit("/groups/base-a?standing=complete").page.select("#matrix tbody tr")
    assert "Nobody of this group has this standing" in words(
        ema.visit("/groups/base-a?standing=cannot")
    )


def test_nobody_has_to_see_to_who_is_confirmed(app, made, world):
    ema = Visitor(app).sign_in(world.ema).visit("/dashboard?programme=base")
    tiles = {tile.strong.text: int(tile.b.text) for tile in ema.page.select(".figures a")}
    assert tiles["cannot finish any more"] == 0
    assert ema.page.find(id="urgent") is None
    assert not ema.visit("/standing?programme=base&standing=cannot").page.select(".listing tbody")
    ema.visit("/standing?programme=base&standing=complete")
    (row,) = ema.page.select(".listing tbody tr")
    text = " ".join(row.text.split())
    assert "49 of 60" in text
    assert "nothing" in text


def test_the_export_of_the_standing_stays_that_of_the_day(made):
    table = exports.as_csv(made.group, THURSDAY)
    assert ",2025," in table
    assert ",complete," not in table


def test_a_day_before_it_was_looked_at_shows_what_was_then(world):
    made = w7(world)
    one = confirmed(made.group, world.ema)
    before = made.sessions[3].day
    assert before < one.on
    found = queries.figures([made.group], before)[made.group.id].people[world.lea.id]
    assert found.certified is None


def test_taken_back_the_standing_of_the_day_holds_again(app, made, world):
    (one,) = completions()
    lea_of(made, world)  # is remembered
    actions.withdraw(one, "By mistake", by=world.ema, now=NOW)
    db.session.commit()
    assert lea_of(made, world).reached.standing is not Outlook.COMPLETE


def test_it_costs_no_statement_more(world):
    made = w7(world)
    db.session.refresh(made.group)
    with count_queries() as derived:
        queries.figures([made.group], THURSDAY, keep=False)
    confirmed(made.group, world.ema)
    db.session.refresh(made.group)
    with count_queries() as certified:
        queries.figures([made.group], THURSDAY, keep=False)
    assert len(derived) == len(certified) == 7
