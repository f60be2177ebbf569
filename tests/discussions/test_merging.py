"""Merging, cutting, ordering and withholding: whatever is done, every word that was said is still there."""

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from platform_app.actor import visitor
from platform_app.discussions import queries
from platform_app.discussions.errors import OpinionNotShown, TooFewParts, TooFewToMerge
from platform_app.discussions.models import Opinion, Theme
from platform_app.discussions.operations import curating, writing
from platform_app.discussions.queries import ShownOpinion
from platform_app.errors import DomainError, MissingReason
from platform_app.extensions import db
from tests.conftest import _clean
from tests.discussions.builders import officer, said, tables, theme
from tests.events.builders import event


def shown(of: Theme) -> list[ShownOpinion]:
    return queries.shown_opinions([of])


def leaves(line: ShownOpinion) -> list[str]:
    return [line.text] if not line.is_merged else [text for source in line.sources for text in leaves(source)]


def test_a_merged_line_lists_its_sources_and_how_many_tables_said_it(app: Flask) -> None:
    row = event()
    of, groups = theme(row), tables(row)
    rows = [said(of, group, text) for group, text in zip([*groups, groups[0]], "甲乙丙丁", strict=True)]
    writing.give_dots(of, opinion_id=rows[0].id, group_id=groups[1].id, count=2, by=visitor())
    first = curating.merge(of, opinion_ids=[rows[0].id, rows[3].id], text="甲と丁", kind="summary", by=officer())
    assert shown(of)[0].table_count == 1

    whole = curating.merge(of, opinion_ids=[first.id, rows[1].id], text="三つ", kind="summary", by=officer())

    top = shown(of)[0]
    assert (top.id, top.tables, top.dots, leaves(top)) == (whole.id, ("1班", "2班"), 2, ["甲", "丁", "乙"])
    assert [line.text for line in shown(of)] == ["三つ", "丙"]

    curating.withhold(of, opinion_id=rows[1].id, reason="理由", by=officer())
    assert (shown(of)[0].table_count, leaves(shown(of)[0])) == (1, ["甲", "丁"])
    curating.show(of, opinion_id=rows[1].id, by=officer())
    curating.unmerge(of, opinion_id=whole.id, by=officer())
    curating.unmerge(of, opinion_id=first.id, by=officer())
    assert sorted(line.text for line in shown(of)) == sorted("甲乙丙丁")


def test_what_can_not_be_merged_is_refused(app: Flask) -> None:
    row = event()
    of, (one, *_) = theme(row), tables(row)
    first, second, hidden = (said(of, one, text) for text in "甲乙丙")
    curating.withhold(of, opinion_id=hidden.id, reason="理由", by=officer())

    with pytest.raises(TooFewToMerge):
        curating.merge(of, opinion_ids=[first.id, first.id], text="甲", kind="words", by=officer())
    with pytest.raises(OpinionNotShown):
        curating.merge(of, opinion_ids=[first.id, hidden.id], text="甲", kind="words", by=officer())
    with pytest.raises(OpinionNotShown):
        curating.unmerge(of, opinion_id=second.id, by=officer())
    with pytest.raises(MissingReason):
        curating.withhold(of, opinion_id=first.id, reason=" ", by=officer())
    with pytest.raises(TooFewParts):
        curating.split(of, opinion_id=first.id, version=1, parts=["甲"], by=officer())


def test_the_parts_of_a_line_stand_where_it_stood(app: Flask) -> None:
    row = event()
    of, (one, *_) = theme(row), tables(row)
    before, whole, _after = (said(of, one, text) for text in ("前", "甲と乙", "後"))
    curating.tag(of, opinion_id=whole.id, tags=["啓発"], by=officer())

    curating.split(of, opinion_id=whole.id, version=1, parts=["甲", "乙"], by=officer())
    curating.move(of, opinion_id=before.id, steps=1, by=officer())

    assert [line.text for line in shown(of)] == ["甲", "前", "乙", "後"]
    assert [line.tags for line in shown(of)] == [("啓発",), (), ("啓発",), ()]
    assert {line.group_label for line in shown(of)} == {"1班"}


ACTS = st.lists(
    st.tuples(st.sampled_from(["merge", "unmerge", "withhold", "show", "up", "down"]), st.integers(0, 30)), max_size=12
)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_whatever_the_office_does_every_line_is_shown_once_or_withheld(app: Flask, acts: list[tuple[str, int]]) -> None:
    _clean(app)
    row = event()
    of, groups = theme(row), tables(row)
    said_once = [f"意見{number}" for number in range(5)]
    for number, text in enumerate(said_once):
        said(of, groups[number % 3], text)
    for act, number in acts:
        _do(of, act, number)

    rows = {line.id: line for line in db.session.scalars(select(Opinion)).all()}
    seen = [text for line in shown(of) for text in leaves(line)]
    hidden = [line.text for line in rows.values() if not line.is_merged and _is_hidden(line, rows)]
    assert sorted(seen + hidden) == sorted(said_once)


def _do(of: Theme, act: str, number: int) -> None:
    ids = list(db.session.scalars(select(Opinion.id).order_by(Opinion.id)))
    one, other = ids[number % len(ids)], ids[(number * 7 + 1) % len(ids)]
    acts = {
        "merge": lambda: curating.merge(of, opinion_ids=[one, other], text="まとめ", kind="summary", by=officer()),
        "unmerge": lambda: curating.unmerge(of, opinion_id=one, by=officer()),
        "withhold": lambda: curating.withhold(of, opinion_id=one, reason="理由", by=officer()),
        "show": lambda: curating.show(of, opinion_id=one, by=officer()),
        "up": lambda: curating.move(of, opinion_id=one, steps=-1, by=officer()),
        "down": lambda: curating.move(of, opinion_id=one, steps=1, by=officer()),
    }
    try:
        acts[act]()
    except DomainError:
        db.session.rollback()


def _is_hidden(line: Opinion, rows: dict[int, Opinion]) -> bool:
    above = rows.get(line.merged_into_id or 0)
    return line.standing != "shown" or (above is not None and _is_hidden(above, rows))
