"""One record under real contention: processes that write the same lines and change the same line, on both databases."""

from collections import Counter

import pytest
from flask import Flask
from sqlalchemy import select

from platform_app.actor import visitor
from platform_app.discussions.models import Opinion, OpinionEdit, Theme
from platform_app.discussions.operations import writing
from platform_app.discussions.operations.writing import Change, Words, Writer
from platform_app.extensions import db
from tests.discussions.builders import said, tables, theme
from tests.events.builders import event
from tests.races import Lane, race

pytestmark = [pytest.mark.race, pytest.mark.timeout(300)]

LANES, LINES = 5, 12
#: Theme, pillar, table, number of the lane.
Place = tuple[int, int, int, int]


def nothing(argument: Place) -> Place:
    """Prepare nothing."""
    return argument


def write_lines(place: Place) -> str:
    """Write lines of one's own, each twice, and lines that every lane sends under the same name."""
    theme_id, pillar_id, group_id, lane = place
    told = []
    for number in range(LINES):
        for name in (f"own-{lane}-{number}", f"own-{lane}-{number}", f"shared-{number}"):
            of = db.session.get_one(Theme, theme_id)
            words = Words(pillar_id, name)
            told.append(writing.write(of, words=words, writer=Writer(group_id), client_id=name, by=visitor()).text)
    return f"{len(told)}"


def change_line(place: Place) -> str:
    """Change the line that every lane changes, from the version that every lane saw."""
    theme_id, pillar_id, group_id, lane = place
    of = db.session.get_one(Theme, theme_id)
    change = Change("line-of-all", 1, Words(pillar_id, f"{lane}の直し"), id=f"change-of-{lane}")
    return writing.edit(of, change=change, writer=Writer(group_id), by=visitor())[1].value


def test_every_acknowledged_line_is_there_once(app: Flask) -> None:
    row = event()
    of, (one, *_) = theme(row), tables(row)
    lanes = [Lane(nothing, write_lines, (of.id, of.pillars[0].id, one.id, lane)) for lane in range(LANES)]

    assert race(app, lanes) == [str(3 * LINES)] * LANES

    own = [f"own-{lane}-{number}" for lane in range(LANES) for number in range(LINES)]
    shared = [f"shared-{number}" for number in range(LINES)]
    assert Counter(db.session.scalars(select(Opinion.text))) == Counter(own + shared)
    places = db.session.scalars(select(Opinion.position).order_by(Opinion.position)).all()
    assert places == list(range(1, len(own + shared) + 1))


def test_of_changes_that_cross_one_stands_and_all_are_kept(app: Flask) -> None:
    row = event()
    of, (one, *_) = theme(row), tables(row)
    words = Words(of.pillars[0].id, "はじめ")
    writing.write(of, words=words, writer=Writer(one.id), client_id="line-of-all", by=visitor())
    said(of, one, "別の行")
    lanes = [Lane(nothing, change_line, (of.id, of.pillars[0].id, one.id, lane)) for lane in range(LANES)]

    assert Counter(race(app, lanes)) == Counter({"applied": 1, "conflict": LANES - 1})

    kept = set(db.session.scalars(select(OpinionEdit.text)))
    assert {f"{lane}の直し" for lane in range(LANES)} <= kept
