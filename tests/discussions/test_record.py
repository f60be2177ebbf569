"""The record on pages, on paper, in lists and in the feed: the same lines everywhere, nothing too early."""

import csv
import io
import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pypdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from platform_app.discussions.record_queries import groups_of
from platform_app.extensions import db, writer
from platform_app.groups.models import Group, Grouping, GroupPlace
from platform_app.trail import AuditEntry
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.groups import GroupingStatus
from reports.documents.discussion_blank import blank_sheets
from reports.documents.discussion_record import record_part
from reports.documents.discussion_sheet import sheet_parts
from reports.documents.discussion_values import Discussion, NextStep, PrintedGroup, PrintedOpinion, PrintedPillar
from reports.layout import Part
from reports.pdf import pages_of, render_packet
from tests.discussions.builders import said, tables, theme
from tests.discussions.record_builders import change, followed, held, merged, record, tagged, withheld
from tests.events.builders import event, registered
from tests.reports.filled import RARE
from tests.reports.test_documents import assert_framed, assert_inside_cells

LONG = "とても長い「意見」であり、どこにも切れ目がなく続いていく言葉である。" * 30


def text_of(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return re.sub(r"\s", "", "".join(page.extract_text() for page in pages))


def discussion(text: str, groups: int = 3) -> tuple[Discussion, list[PrintedPillar]]:
    lines = [PrintedOpinion(text, text[:30], "3", "2つの班から", (text[:60], text[:60])) for _ in range(4)]
    pillars = [PrintedPillar(text[:80], lines), PrintedPillar("意見のない柱")]
    members = [f"進行　{text[:20]}", text[:40]]
    steps = [NextStep(text[:20], text[:60], text[:20])]
    made = [PrintedGroup(f"{n}班", members, pillars, text, steps) for n in range(1, groups + 1)]
    return Discussion(text[:60], "令和5年4月21日（金）", text[:40], text[:80], "事務局用", made), pillars


def parts(text: str) -> list[Part]:
    made, pillars = discussion(text)
    return [*sheet_parts(made, made.groups), record_part(made, pillars)]


@pytest.mark.parametrize("text", ["短い意見", LONG, "".join(RARE)], ids=["short", "longest", "rare"])
def test_every_sheet_stays_in_its_frame_and_holds_every_word(text: str) -> None:
    pages = pages_of(parts(text))

    assert_framed(pages)
    assert_inside_cells(pages)
    assert render_packet(parts(text), title="討議記録") == render_packet(parts(text), title="討議記録")


@settings(max_examples=10)
@given(st.integers(0, 8), st.integers(0, 6), st.booleans())
def test_blank_sheets_are_one_page_for_each_table_and_lead_to_it(pillars: int, members: int, has_code: bool) -> None:
    groups = [PrintedGroup(f"{n}班", ["見本　花子"] * members, [PrintedPillar(f"柱{n}")] * pillars) for n in (1, 2)]
    made = Discussion("情報交換会", "令和5年4月21日（金）", "", "テーマ", "", groups)
    addresses = ["https://platform.example.jp/tables/ABCD2345"] * 2 if has_code else []

    reader = pypdf.PdfReader(io.BytesIO(blank_sheets(made, addresses)))

    if pillars <= 2:
        assert len(reader.pages) == 2
    assert ("ABCD2345" in reader.pages[0].extract_text()) == has_code


def test_nothing_is_public_before_the_office_publishes_it(client: FlaskClient) -> None:
    theme, rows = record("まだ公開していない意見", is_published=False)
    root = f"/events/{theme.event_id}/discussion"

    for address in (root, f"{root}.pdf", f"{root}.csv", f"/discussions/opinions/{rows[0].id}"):
        assert client.get(address).status_code == 404
    for address in ("/discussions", "/discussions.atom", "/discussions?words=公開"):
        assert rows[0].text not in client.get(address).text
        assert theme.title not in client.get(address).text


def test_page_paper_and_list_say_the_same_in_the_same_order(client: FlaskClient) -> None:
    theme, (one, two, three, hidden) = record("自治会に頼む", "民生委員に頼む", "声を掛ける", "言えないこと")
    line = merged(theme, "今ある仕組みを使う", [one, two])
    tagged(three, "地域", dots=4)
    change(three, speaker_name="見本　花子", speaker_consents=True)
    change(line, speaker_name="名前を出さない人", speaker_consents=False)
    withheld(hidden)
    followed(three, title="訪問を始める", is_published=True)
    root = f"/events/{theme.event_id}/discussion"

    page, paper = client.get(root).text, text_of(client.get(f"{root}.pdf").data)
    sheet = list(csv.DictReader(io.StringIO(client.get(f"{root}.csv").data.decode("utf-8-sig"))))

    for words in ("「声を掛ける」", "今ある仕組みを使う", "2つの班から", "「自治会に頼む」", "見本　花子"):
        assert words in page
        assert re.sub(r"\s", "", words) in paper
    assert [row["意見"] for row in sheet] == ["「声を掛ける」", "今ある仕組みを使う"]
    assert (sheet[0]["分類"], sheet[0]["賛同数"], sheet[1]["班の数"]) == ("地域", "4", "2")
    assert "訪問を始める" in sheet[0]["経過"]
    assert page.index("声を掛ける") < page.index("今ある仕組みを使う")
    for never in ("言えないこと", "名前を出さない人"):
        assert never not in page + paper + str(sheet)


def test_a_later_proposal_of_groups_does_not_take_the_place_of_those_who_spoke(app: Flask) -> None:
    row = event()
    first, of = tables(row), theme(row)
    assert groups_of(of) == first
    said(of, first[1], "席での意見")
    proposed = tables(row)
    assert groups_of(of) == first

    with writer():
        db.session.get_one(Grouping, proposed[0].grouping_id).status = GroupingStatus.CONFIRMED.value
        db.session.commit()
    assert [group.id for group in groups_of(of)] == [group.id for group in [*first, *proposed]]


def seated(is_listed: bool) -> tuple[int, int]:
    """Save a record of one table with one person, who agreed to be listed or not."""
    of = event(capacity=None)
    person = registered(of).participants[0]
    with writer():
        person.is_listed, person.name = is_listed, "架空　席子"
        grouping = Grouping(event_id=of.id, title="討議")
        db.session.add(grouping)
        db.session.flush()
        group = Group(
            grouping_id=grouping.id, event_id=of.id, number=1, name="1班", code=f"SEAT{of.id}", attending="venue"
        )
        db.session.add(group)
        db.session.flush()
        place = GroupPlace(grouping_id=grouping.id, group_id=group.id, participant_id=person.id, role="recorder")
        db.session.add(place)
        db.session.commit()
    theme, rows = record("席での意見", of=of)
    change(rows[0], group_id=group.id, group_label="1班")
    return of.id, theme.id


@pytest.mark.parametrize("is_listed", [True, False])
def test_names_are_the_offices_own_or_of_who_agreed(client_as: Callable[..., FlaskClient], is_listed: bool) -> None:
    event_id, theme_id = seated(is_listed)
    root = f"/staff/events/{event_id}/discussion/{theme_id}"
    browser = client_as(Role.VIEWER)

    internal = text_of(browser.get(f"{root}/sheets.pdf").data)
    assert "記録架空席子" in internal
    assert "配布しないでください" in internal
    assert db.session.query(AuditEntry).filter_by(action="disclosure.export").count() == 1
    given = text_of(browser.get(f"{root}/sheets.pdf?form=public").data)
    assert ("架空席子" in given) == is_listed
    assert "席での意見" in given
    blank = text_of(browser.get(f"{root}/blank.pdf").data)
    assert f"/tables/SEAT{event_id}" in blank
    assert "架空席子" not in blank


def test_the_feed_is_sound_and_lists_what_was_published_last_first(client: FlaskClient) -> None:
    first, _rows = record("一つ目 & <b>", of=held(20))
    second, _rows = record("二つ目", of=held(40))

    answer = client.get("/discussions.atom")
    root = ET.fromstring(answer.data)

    space = "{http://www.w3.org/2005/Atom}"
    assert answer.mimetype == "application/atom+xml"
    found = [entry.findtext(f"{space}title", "") for entry in root.iter(f"{space}entry")]
    assert [title.partition("：")[2] for title in found] == [second.title, first.title]
    for entry in root.iter(f"{space}entry"):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", entry.findtext(f"{space}updated", ""))


def test_the_office_exports_what_a_search_finds(app: Flask, client_as: Callable[..., FlaskClient]) -> None:
    record("協働の意見", "ほかの意見")
    browser = client_as(Role.OFFICER)

    content = browser.get("/staff/opinions/list/opinions_named/csv?words=協働").data.decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(content)))
    assert [row["意見"] for row in rows] == ["「協働の意見」"]
    assert browser.get("/staff/opinions/list/nothing/csv").status_code == 404
    assert browser.get("/staff/opinions/list/opinions/txt").status_code == 404
