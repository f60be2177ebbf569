"""A withheld opinion stands in no output: a marked one is planted and every address of the application is read."""

import json
from itertools import product

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from platform_app.actor import Actor
from platform_app.discussions.models import Opinion, Theme
from platform_app.discussions.operations import curating, writing
from platform_app.discussions.operations import tables as leaving
from platform_app.discussions.operations.tables import Outcome
from platform_app.discussions.operations.writing import Change, Words, Writer
from platform_app.extensions import db
from tests.architecture.building import build
from tests.architecture.routes import addresses, capacities_of, rules
from tests.architecture.test_pages import assert_none
from tests.architecture.test_private import texts_of
from tests.architecture.world import World

MARK = "秘匿標識之壱"
#: Where the office writes, judges and settles: it reads there what it withheld. No output is made of these pages.
WRITING = frozenset(
    {
        "discussions_staff.show",
        "discussions_staff.opinion",
        "discussions_staff.record",
        "discussions_staff.record_lines",
        "discussions_staff.summary",
        "discussions_staff.withhold_summary",
    }
)
#: What is planted, as it would be read.
NAMES = frozenset(f"{MARK}{number}の意見" for number in range(13)) | {f"{MARK}花子"}


def _said(theme: Theme, number: int, by: Actor) -> Opinion:
    words = Words(theme.pillars[0].id, f"{MARK}{number}の意見", speaker_name=f"{MARK}花子", speaker_consents=True)
    return writing.write(theme, words=words, writer=Writer(None, "見本の班"), by=by)


def plant(theme: Theme, by: Actor) -> None:
    """Withhold lines in every position: alone, as a source, merged with its sources, with a waiting change."""
    alone, source, other, one, two, changed, gone = (_said(theme, number, by) for number in range(7))
    for number in (7, 8):
        words = Words(theme.pillars[0].id, f"{MARK}{number}の意見")
        writing.edit(theme, change=Change(changed.client_id, 1, words), writer=Writer(None, "見本の班"), by=by)
    for ids in ((source.id, other.id), (one.id, two.id)):
        merged = curating.merge(theme, opinion_ids=ids, text="まとめた文", kind="summary", by=by)
    for row in (alone, changed, source, other):
        curating.withhold(theme, opinion_id=row.id, reason="理由", by=by)
    curating.tag(theme, opinion_id=alone.id, tags=[f"{MARK}9の意見"], by=by)
    curating.withhold(theme, opinion_id=merged.id, reason="理由", by=by)
    writing.remove(theme, opinion_id=gone.id, version=1, by=by)
    outcome = Outcome(*(f"{MARK}{number}の意見" for number in (9, 10, 11, 12)))
    row = leaving.summarise(theme, writer=Writer(None, "見本の班"), outcome=outcome, base_version=0, by=by)
    leaving.withhold_summary(theme, summary_id=row.id, is_withheld=True, reason="理由", by=by)


@pytest.fixture
def world(app: Flask) -> World:
    """The built platform with what was withheld under every theme, and in a line that something came of."""
    built = build(app)
    officer = built.actor("officer")
    for theme in db.session.scalars(select(Theme).order_by(Theme.id)).all():
        plant(theme, officer)
    followed: Opinion = built.row(Opinion, "opinion:task")
    theme = db.session.get_one(Theme, followed.theme_id)
    change = Change(followed.client_id, followed.version, Words(followed.pillar_id, f"{MARK}0の意見"))
    writing.edit(theme, change=change, writer=Writer(), by=officer)
    curating.withhold(theme, opinion_id=followed.id, reason="理由", by=officer)
    return built


def _read(world: World, capacity: str, address: str) -> str:
    """Return everything that can be read at an address; JSON with its characters written out."""
    answer = world.browser(capacity).get(address)
    if answer.status_code != 200:
        return ""
    return (
        json.dumps(answer.json, ensure_ascii=False)
        if answer.is_json
        else texts_of(answer.data, answer.headers.get("Content-Type", ""))
    )


def _leaks(world: World, rule: Rule) -> list[str]:
    capacities = capacities_of(world.app, rule)
    asked = {*capacities[:1], *({"anonymous", "administrator"} & {*capacities})}
    found = []
    for capacity, address in product(sorted(asked), addresses(world, rule)):
        page = _read(world, capacity, address)
        # A page that searches is asked for the words themselves too.
        searches = [f"{address}?{name}={MARK}" for name in ("q", "words") if f'name="{name}"' in page]
        pages = {address: page, **{search: _read(world, capacity, search) for search in searches}}
        told = [at for at, text in pages.items() if any(name in text for name in NAMES)]
        found += [f"{at} ({rule.endpoint}) as {capacity}" for at in told]
    return found


def test_what_was_withheld_stands_in_no_page_file_feed_or_search(world: World) -> None:
    leaks = [(rule.endpoint, leak) for rule in rules(world.app) for leak in _leaks(world, rule)]

    assert_none([leak for endpoint, leak in leaks if endpoint not in WRITING])
    # The control: the office reads on its own pages what it withheld, by the same look.
    assert {"discussions_staff.show", "discussions_staff.record_lines"} <= {endpoint for endpoint, _leak in leaks}
