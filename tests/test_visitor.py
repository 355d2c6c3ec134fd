"""The house rules that every page of every test is held to are themselves kept."""

import pytest
from bs4 import BeautifulSoup

from tests.visitor import keep_house

TOKEN = '<input type="hidden" name="csrf_token" value="1">'
GOOD = f"""
<a href="#main">Skip</a>
<h1>Title</h1>
<main id="main" aria-labelledby="name">
  <h2 id="name">Name</h2><svg class="icon big" aria-hidden="true"></svg>
  <form id="save" method="post" action="/save" hx-post="/save">{TOKEN}
    <label for="one">One</label><input id="one" name="one">
    <label>Two <textarea name="two"></textarea></label>
    <select name="three" aria-label="Three"></select>
  </form>
  <input form="save" hx-post="/save" aria-label="Now" aria-describedby="name main">
  <div hx-get="/again" hx-trigger="every 5s"></div>
  <template><a href="/"></a><input><p id="main"></p></template>
  <a href="/" aria-label="Home"><svg class="icon" aria-hidden="true"></svg></a>
</main>
<script src="/ours.js"></script>
"""
BAD = {
    "a second heading": "<h1>Another</h1>",
    "a button that only htmx can press": '<button id="b" hx-post="/b">B</button>',
    "a form that only htmx sends elsewhere": (
        f'<form id="f" method="post" action="/f" hx-post="/g">{TOKEN}</form>'
    ),
    "a field that is sent elsewhere than its form": '<input form="save" hx-post="/b" title="b">',
    "a form without a token": '<form id="f" method="post" action="/f"></form>',
    "a form without a name": f'<form method="post" action="/f">{TOKEN}</form>',
    "a field without a label": '<input name="four">',
    "a choice without a label": '<select id="four"></select>',
    "a text without a label": '<textarea name="four"></textarea>',
    "a style in a tag": '<p style="color: red">Red</p>',
    "a style in the page": "<style>p { color: red }</style>",
    "a script in the page": "<script>run()</script>",
    "a script in a tag": '<p onclick="run()">Run</p>',
    "a link that only htmx follows": '<div hx-boost="true"></div>',
    "a verb that no browser sends": '<form hx-delete="/one"></form>',
    "a part that is fetched once": '<div hx-get="/part"></div>',
    "a part that is fetched at a click": '<div hx-get="/part" hx-trigger="click"></div>',
    "an id twice": '<p id="main"></p>',
    "a link to nothing in the page": '<a href="#nowhere">Nowhere</a>',
    "a description that is not there": '<p aria-describedby="name nowhere"></p>',
    "a name that is not there": '<p aria-labelledby="nowhere"></p>',
    "an icon that is read out": '<svg class="small icon"></svg>',
    "a link without words": '<a href="/there"> </a>',
    "a link that leads nowhere": '<a href="#">There</a>',
}


def page(more="", around='<html lang="en" dir="ltr"><title>Title</title>'):
    return BeautifulSoup(f"<!doctype html>{around}{GOOD}{more}</html>", "html.parser")


def test_a_page_that_keeps_house_is_fine():
    keep_house(page())


@pytest.mark.parametrize("more", BAD.values(), ids=BAD.keys())
def test_what_breaks_a_rule_is_found(more):
    with pytest.raises((AssertionError, KeyError)):
        keep_house(page(more))


@pytest.mark.parametrize(
    "around",
    [
        '<html dir="ltr"><title>Title</title>',
        '<html lang="en"><title>Title</title>',
        '<html lang="en" dir="ltr"><title> · </title>',
    ],
)
def test_a_page_says_its_language_its_direction_and_its_title(around):
    with pytest.raises((AssertionError, KeyError)):
        keep_house(page(around=around))
