"""Partners: who is suggested to whom, and why."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from platform_app.actor import system
from platform_app.dates import today
from platform_app.errors import NotFound
from platform_app.extensions import db, writer
from platform_app.members import operations as members
from platform_app.members.models import Member
from platform_app.vocabulary.organisations import RegisterChange, Standing
from platform_app.worksheets import matching_operations as acts
from platform_app.worksheets import matching_queries as queries
from platform_app.worksheets.matching_errors import PartnerUnavailable
from platform_app.worksheets.matching_index import rebuild
from platform_app.worksheets.matching_models import MatchTerm
from platform_app.worksheets.models import Worksheet, WorksheetCell, WorksheetRow, WorksheetVersion
from tests import factories
from tests.worksheets.partners import asked, member, of, suggested

# --- Suggestions ----------------------------------------------------------------


def test_a_need_and_an_offer_find_each_other_from_both_ends(app: Flask) -> None:
    seeker = member(needs="会場を借りたい", municipality="362018")
    host = member(offers="会議室の貸出し、会場の提供", kind="company", municipality="362018")
    member(offers="食材の提供")

    mine, theirs = suggested(seeker)[host.id], suggested(host)[seeker.id]

    met = "『会場を借りたい』に、{}が提供できる『会場の提供』が合います（共通する言葉：「会場」）。"
    assert mine[0] == "貴団体が求めている" + met.format("この団体")
    assert theirs[0] == "この団体が求めている" + met.format("貴団体")
    assert mine[1:4] == [
        "どちらも「子ども・若者」「居場所」を活動分野にしています。",
        "どちらの所在地も徳島市です。",
        "活動区域がどちらも県内全域です。",
    ]
    assert mine[4] == "NPO法人と株式会社等で、立場の違う団体どうしです。"
    assert set(suggested(seeker)) == {host.id}


def test_whoever_is_suggested_is_suggested_in_return(app: Flask) -> None:
    words = ["会場", "食材", "講師", "音楽", "送迎"]
    everybody = [
        member(needs=f"{words[n % 5]}を探しています", offers=f"{words[(n * 3 + 1) % 5]}の用意") for n in range(12)
    ]
    found = {row.id: set(suggested(row)) for row in everybody}

    assert any(found.values())
    assert all(one in found[other] for one, others in found.items() for other in others)
    assert all(one not in others for one, others in found.items())


def test_rare_words_come_before_common_ones_and_the_order_never_changes(app: Flask) -> None:
    seeker = member(needs="会場と手話を求む", themes=["other"], areas=["362018"])
    common = [member(offers="会場", themes=["other"], areas=["all"]) for _ in range(5)]
    rare = member(offers="手話", themes=["other"], areas=["all"])

    assert list(suggested(seeker)) == [rare.id, *(row.id for row in common)]
    assert list(suggested(seeker)) == list(suggested(seeker))


@pytest.mark.parametrize("item", ["needs", "offers"])
def test_a_private_item_is_neither_used_nor_indexed(app: Flask, item: str) -> None:
    other = {"needs": "offers", "offers": "needs"}[item]
    hidden = member({item: "private"}, **{item: "手話通訳"})
    open_one = member(**{other: "手話通訳"})

    assert suggested(open_one) == {}
    assert suggested(hidden) == {}
    assert db.session.scalars(select(MatchTerm).where(MatchTerm.member_id == hidden.id)).all() == []


@pytest.mark.parametrize("standing", [each.value for each in Standing if each is not Standing.ACTIVE])
def test_who_does_not_take_part_is_never_suggested(app: Flask, standing: str) -> None:
    seeker, gone = member(needs="手話"), member(offers="手話")
    assert gone.id in suggested(seeker)
    with writer():
        line = members.record_on(gone.id, today())
        assert line
        members.append(
            gone,
            effective_on=today(),
            change=RegisterChange.CHANGE,
            profile=line.profile,
            visibility={},
            standing=standing,
            by=system(),
        )
        db.session.commit()

    assert suggested(seeker) == {}
    with pytest.raises(PartnerUnavailable):
        asked(seeker, gone)


def test_a_line_for_a_later_day_counts_from_that_day(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    seeker, host = member(needs="手話と会場"), member(offers="手話")
    with writer():
        members.append(
            host,
            effective_on=today() + timedelta(days=10),
            change=RegisterChange.CHANGE,
            profile=factories.profile(offers="会場"),
            visibility={},
            by=system(),
        )
        db.session.commit()
    assert "手話" in suggested(seeker)[host.id][0]

    day = today() + timedelta(days=11)
    monkeypatch.setattr(queries, "today", lambda: day)

    assert "会場" in suggested(seeker)[host.id][0]
    assert "「手話」" not in "".join(suggested(seeker)[host.id])


def test_the_index_made_anew_is_the_index_that_was_kept(app: Flask) -> None:
    for n in range(4):
        row = member(needs="手話と会場", offers=f"食材{n}")
        with writer():
            members.append(
                row,
                effective_on=today(),
                change=RegisterChange.CHANGE,
                profile=factories.profile(needs="音楽"),
                visibility={},
                by=system(),
            )
            db.session.commit()
    kept = _index()

    assert rebuild(None, by=system()) == 4
    assert _index() == kept
    assert {term for term, *_rest in kept} == {"音楽"}


def _index() -> set[tuple[str, str, int, int]]:
    rows = db.session.scalars(select(MatchTerm)).all()
    return {(row.term, row.side, row.record_id, row.member_id) for row in rows}


def test_hidden_and_introduced_ones_are_left_out(app: Flask) -> None:
    seeker, one, other = member(needs="手話"), member(offers="手話"), member(offers="手話")
    by = of(seeker)

    acts.set_hidden(seeker, other_id=one.id, is_hidden=True, by=by)
    acts.set_hidden(seeker, other_id=one.id, is_hidden=True, by=by)
    assert set(suggested(seeker)) == {other.id}
    assert [line.member_id for line in queries.hidden_lines(seeker.id)] == [one.id]
    acts.set_hidden(seeker, other_id=one.id, is_hidden=False, by=by)
    acts.decline(asked(seeker, other), member_id=other.id, by=of(other))

    assert set(suggested(seeker)) == {one.id}
    with pytest.raises(NotFound):
        acts.set_hidden(one, other_id=other.id, is_hidden=True, by=by)


def sheet(owner: Member, audience: str, **cells: str) -> None:
    """Save a worksheet with one line."""
    with writer():
        row = Worksheet(title="食卓づくり", owner_member_id=owner.id, audience=audience, code=f"c{owner.id}{audience}")
        db.session.add(row)
        db.session.flush()
        version = WorksheetVersion(worksheet_id=row.id, number=1, phase="design")
        db.session.add(version)
        db.session.flush()
        db.session.add(WorksheetRow(version_id=version.id, client_id="a", position=1))
        for column, text in cells.items():
            db.session.add(WorksheetCell(version_id=version.id, line="a", column=column, text=text))
        db.session.commit()


@pytest.mark.parametrize(
    ("audience", "is_used"), [("own", False), ("linked", False), ("members", True), ("public", True)]
)
def test_a_worksheet_s_open_work_finds_partners_as_far_as_it_may_be_read(
    app: Flask, audience: str, is_used: bool
) -> None:
    owner, helper = member(), member(offers="手話通訳の派遣")
    sheet(owner, audience, problem="手話の分かる人がいない", role="済")

    mine = suggested(owner)[helper.id][0]

    assert mine == (
        "貴団体の相利評価表「食卓づくり」にある『手話の分かる人がいない』に、"
        "この団体が提供できる『手話通訳の派遣』が合います（共通する言葉：「手話」）。"
    )
    assert (owner.id in suggested(helper)) is is_used


def test_an_activity_is_a_need_only_while_a_role_or_a_benefit_is_missing(app: Flask) -> None:
    owner, settled, helper = member(), member(), member(offers="手話通訳の派遣")
    sheet(owner, "members", activity="手話の講座", role="", benefit="学び")
    sheet(settled, "members", activity="手話の講座", role="講師", benefit="学び")

    assert set(suggested(helper)) == {owner.id}


def test_nothing_grows_with_the_register_but_what_shares_a_word(app: Flask) -> None:
    """One organisation's partners cost the same number of statements, however many there are."""
    from tests.architecture.crawl import recorded

    seeker = member(needs="手話", offers="音楽")
    counts = []
    for _round in range(2):
        for _n in range(6):
            member(offers="手話", needs="音楽")
        line = queries.partner(seeker.id)
        assert line is not None
        with recorded() as statements:
            queries.suggestions(line)
        counts.append(len(statements))

    assert counts[0] == counts[1]
