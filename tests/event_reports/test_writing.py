"""Writing: the draft from what is known, the preview, two people at once, hostile texts, pictures, what is private."""

from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from platform_app.applications.attachments import check_upload
from platform_app.event_reports import queries
from platform_app.event_reports.drafting import first_text
from platform_app.event_reports.errors import NotAPicture, PhotosNotReady, ReportChanged
from platform_app.event_reports.known import Known
from platform_app.event_reports.operations import approving, photographing, writing
from platform_app.event_reports.pictures import LONGEST, scaled
from platform_app.events.models import Event
from platform_app.events.operations import surveying
from platform_app.extensions import db
from platform_app.report_markup import faults
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.event_reports import PhotoConsent
from platform_app.vocabulary.surveys import SUPPRESSED
from tests import factories
from tests.event_reports.builders import drafted, held, photographed, picture, published
from tests.event_reports.test_counts import pdf_text
from tests.events import survey_builders
from tests.reports.filled import RARE

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "{{7*7}} {% raw %} ${7*7}",
    "</textarea><b>太字</b>",
    "javascript:alert(1)",
    'https://example.jp/"onmouseover="alert(1)',
    *RARE,
)


def first(event: Event) -> str:
    return first_text(event, Known(event))


def address_of(event: Event) -> str:
    return f"/staff/events/{event.id}/report"


def test_the_first_text_holds_no_number_and_refers_to_what_is_known(client_as: Callable[..., FlaskClient]) -> None:
    author = factories.actor(Role.OFFICER)
    event, _people = held(author, subtitle="{テーマ}の<b>会</b>")
    browser = client_as(Role.OFFICER)

    browser.post(f"{address_of(event)}/draft")
    report = queries.needed_report(event.id)

    assert faults(report.text) == []
    assert all(name in report.text for name in ("｛参加者数｝", "｛プログラム｝", "｛登壇者｝", "■参加者"))
    page = browser.get(address_of(event)).text
    assert "手で入力された数" not in page
    assert "見本　講師" in page
    assert browser.post(f"{address_of(event)}/draft").status_code == 409


def test_saving_a_text_with_an_unknown_reference_lists_the_known_ones(client_as: Callable[..., FlaskClient]) -> None:
    browser = client_as(Role.OFFICER)
    event, _people = held(factories.actor(Role.OFFICER))
    drafted(event, factories.actor(Role.OFFICER))

    for text, sentence in (
        ("参加は｛参加人数｝人", "1行目の「｛参加人数｝」は使えません。"),
        ("様子は｛写真｝", "これだけを書いて"),
    ):
        answer = browser.post(f"{address_of(event)}/edit", data={"text": text, "based_on": "1"})
        assert answer.status_code == 422
        assert sentence in answer.text
        assert text in answer.text
    assert "｛自治体数｝" in browser.post(f"{address_of(event)}/edit", data={"text": "｛謎｝", "based_on": "1"}).text
    assert queries.needed_report(event.id).version == 1


def test_two_who_write_at_once_see_both_texts_and_lose_neither(client_as: Callable[..., FlaskClient]) -> None:
    author = factories.actor(Role.OFFICER)
    event, _people = held(author)
    drafted(event, author, "同じ行\n元の行")
    browser = client_as(Role.OFFICER)
    writing.save(event, text="同じ行\n相手の行", based_on=1, by=author)

    answer = browser.post(f"{address_of(event)}/edit", data={"text": "同じ行\n自分の<b>行", "based_on": "1"})

    assert answer.status_code == 422
    assert '>相手の行</td><td data-label="あなたの本文">自分の&lt;b&gt;行</td>' in answer.text
    assert 'name="based_on"' in answer.text
    assert 'value="2"' in answer.text
    browser.post(f"{address_of(event)}/edit", data={"text": "同じ行\n相手の行\n自分の行", "based_on": "2"})
    report = queries.needed_report(event.id)
    assert [each.text for each in report.versions] == [
        "同じ行\n元の行",
        "同じ行\n相手の行",
        "同じ行\n相手の行\n自分の行",
    ]
    with pytest.raises(ReportChanged):
        writing.save(event, text="また別", based_on=1, by=author)
    assert writing.save(event, text=report.text, based_on=1, by=author).version == 3


def test_the_preview_shows_what_is_typed_and_stores_nothing(client_as: Callable[..., FlaskClient]) -> None:
    author = factories.actor(Role.OFFICER)
    event, _people = held(author, (3,))
    drafted(event, author, "保存した本文")
    browser = client_as(Role.OFFICER)

    fragment = browser.post(f"{address_of(event)}/preview", data={"text": "■見出し\n｛参加者数｝人、3人\n｛謎｝"}).text
    page = browser.post(
        f"{address_of(event)}/edit", data={"text": "打ちかけ｛参加者数｝", "based_on": "1", "preview": "1"}
    )
    replaced = browser.post(f"{address_of(event)}/edit", data={"text": "計3人", "based_on": "1", "replace": "1-1"})

    assert "<h2>見出し</h2>" in fragment
    assert '<span class="report-fact">3</span>人' in fragment
    assert "使えない参照があります" in fragment
    assert "3人</strong>" in fragment
    assert page.status_code == 200
    assert '打ちかけ<span class="report-fact">3</span>' in page.text
    assert "計｛参加者数｝人" in replaced.text
    assert queries.needed_report(event.id).text == "保存した本文"


def test_hostile_texts_are_shown_and_never_run(client_as: Callable[..., FlaskClient], client: FlaskClient) -> None:
    author, second = factories.actor(Role.OFFICER), factories.actor(Role.DECIDER)
    lines = [line for line in HOSTILE if not faults(line)]
    event, _people = held(author, (1,))
    published(event, author, second, "\n".join(["■" + lines[0], *lines, *("・" + line for line in lines)]))
    browser = client_as(Role.OFFICER)

    answers = [
        client.get(f"/events/{event.id}/report"),
        browser.get(address_of(event)),
        browser.get(f"{address_of(event)}/versions/1"),
    ]
    answers.append(browser.post(f"{address_of(event)}/preview", data={"text": "\n".join(HOSTILE) + "\x00"}))

    for answer in answers:
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer.text
        assert 'href="javascript' not in answer.text
        assert '"onmouseover="' not in answer.text
    paper = client.get(f"/events/{event.id}/report.pdf")
    assert "<script>alert(1)</script>" in pdf_text(paper.data)


@pytest.mark.parametrize(
    ("field", "value"),
    [("based_on", "x"), ("based_on", "9" * 30), ("text", "a" * 20_001), ("text", "\x00"), ("text", "")],
)
def test_what_can_not_be_saved_stays_on_the_page(client_as: Callable[..., FlaskClient], field: str, value: str) -> None:
    browser = client_as(Role.OFFICER)
    event, _people = held(factories.actor(Role.OFFICER), (1,))
    drafted(event, factories.actor(Role.OFFICER))

    answer = browser.post(f"{address_of(event)}/edit", data={"text": "新しい本文", "based_on": "1", field: value})

    assert answer.status_code == 422
    assert queries.needed_report(event.id).version == 1


def test_a_picture_without_words_or_consent_is_not_published_and_a_consent_taken_back_acts_at_once(
    app: Flask, client: FlaskClient
) -> None:
    author, second = factories.actor(Role.OFFICER), factories.actor(Role.DECIDER)
    event, _people = held(author, (1,))
    drafted(event, author)
    row = photographing.add_photo(event, picture=picture(), alternative="", caption="未確認の写真", by=author)
    for alternative, consent in (("", "given"), ("机の絵", "unknown"), ("机の絵", "refused"), (" ", "nobody")):
        photographing.edit_photo(
            event, photo_id=row.id, kind="photo", alternative=alternative, caption="様子", position=1, by=author
        )
        photographing.set_consent(event, photo_id=row.id, consent=consent, note="", by=author)
        with pytest.raises(PhotosNotReady):
            approving.submit(event, based_on=1, by=author)
    photographing.remove_photo(event, photo_id=row.id, by=author)
    kept = photographed(event, author, alternative="机を囲む人たち", caption="当日の討議")
    approving.submit(event, based_on=1, by=author)
    approving.approve(event, based_on=1, by=second)
    approving.publish(event, by=second)
    address = f"/events/{event.id}/report"
    assert "机を囲む人たち" in client.get(address).text
    assert "未確認の写真" not in client.get(address).text
    assert client.get(f"{address}/photos/{row.id}").status_code == 404

    photographing.set_consent(event, photo_id=kept.id, consent=PhotoConsent.REFUSED.value, note="申出", by=author)

    assert "机を囲む人たち" not in client.get(address).text
    assert "当日の討議" not in pdf_text(client.get(f"{address}.pdf").data)
    assert client.get(f"{address}/photos/{kept.id}").status_code == 404


def test_pictures_are_scaled_turned_and_rid_of_what_the_camera_wrote() -> None:
    stream = BytesIO()
    exif = Image.Exif()
    exif[0x0112], exif[0x010E], exif[0x8825] = 6, "secret place", {1: "N"}
    Image.new("RGB", (3000, 2000), "#445566").save(stream, "JPEG", exif=exif)

    kept = scaled(check_upload("場所.jpg", stream.getvalue(), most_bytes=2**23))

    with Image.open(BytesIO(kept.content)) as opened:
        assert (opened.width, opened.height) == (kept.width, kept.height)
        assert max(opened.size) == LONGEST
        assert opened.height > opened.width
        assert not opened.getexif()
    with pytest.raises(NotAPicture):
        scaled(check_upload("紙.pdf", b"%PDF-1.4\n%%EOF", most_bytes=2**20))


def test_photos_are_uploaded_and_described_on_pages(client_as: Callable[..., FlaskClient]) -> None:
    browser = client_as(Role.OFFICER)
    event, _people = held(factories.actor(Role.OFFICER), (1,))
    drafted(event, factories.actor(Role.OFFICER))
    address = f"{address_of(event)}/photos"

    sent = {
        "kind": "graphic",
        "alternative": "図",
        "caption": "図解記録",
        "upload": (BytesIO(picture().content), "図.png"),
    }
    assert browser.post(f"{address}/new", data=sent).status_code == 302
    wrong = {**sent, "upload": (BytesIO(b"%PDF-1.4\n%%EOF"), "図.pdf")}
    assert "JPEG又はPNG" in browser.post(f"{address}/new", data=wrong).text
    row = queries.needed_report(event.id).photos[0]
    browser.post(f"{address}/{row.id}/consent", data={"consent": "nobody", "note": "図だけ"})
    assert browser.post(f"{address}/{row.id}/consent", data={"consent": "unheard"}).status_code == 422
    words = {"kind": "photo", "position": "1", "alternative": "書き直した説明", "note": "図だけ"}
    assert browser.post(f"{address}/{row.id}", data={**words, "consent": "nobody", "position": "x"}).status_code == 422
    assert browser.post(f"{address}/{row.id}", data=words).status_code == 422  # The consent is not chosen.
    by = queries.photo(queries.needed_report(event.id), row.id).consent_at
    assert browser.post(f"{address}/{row.id}", data={**words, "consent": "nobody"}).status_code == 302
    assert queries.photo(queries.needed_report(event.id), row.id).consent_at == by
    page = browser.get(address).text
    assert "図だけ" in page
    assert "書き直した説明" in page
    assert "公開できます" in page
    browser.post(f"{address}/{row.id}", data={"remove": "1"})
    assert queries.needed_report(event.id).kept_photos == []


def test_small_counts_are_hidden_and_an_open_questionnaire_is_left_out(app: Flask, client: FlaskClient) -> None:
    author, second = factories.actor(Role.OFFICER), factories.actor(Role.DECIDER)
    event, _people = held(author, (1,))
    _it, survey = survey_builders.opened(it=event)
    key = str(survey.questions[0].id)
    words = str(survey.questions[3].id)
    for number, answer in enumerate([0, 0, 0, 0, 1]):
        surveying.key_paper(event, sheet_number=number + 1, answers={key: answer, words: "名前を書いた感想"}, by=author)
    published(event, author, second, "■アンケート\n｛アンケート｝\n\n■終わりに\nありがとうございました。")
    assert "<h2>アンケート</h2>" not in client.get(f"/events/{event.id}/report").text

    surveying.close_survey(db.session.get_one(Event, event.id), by=author)

    for text in (
        client.get(f"/events/{event.id}/report").text,
        pdf_text(client.get(f"/events/{event.id}/report.pdf").data),
    ):
        assert SUPPRESSED in text
        assert "名前を書いた感想" not in text


def test_people_who_came_are_never_named(app: Flask, client: FlaskClient) -> None:
    author, second = factories.actor(Role.OFFICER), factories.actor(Role.DECIDER)
    event, _people = held(author, (2, 2))
    text = "\n".join(f"｛{name}｝" for name in ("参加者の内訳", "プログラム", "登壇者", "意見", "次回", "問合せ先"))
    published(event, author, second, text)

    for answer in (
        client.get(f"/events/{event.id}/report").text,
        pdf_text(client.get(f"/events/{event.id}/report.pdf").data),
    ):
        for person in db.session.query(factories.User).all():
            assert person.name not in answer
        assert "見本団体" not in answer
        assert not any(f"見本{n}" in answer for n in range(10))


def test_a_duty_report_is_its_writers_own_and_stays_inside(
    client_as: Callable[..., FlaskClient], client: FlaskClient
) -> None:
    event, _people = held(factories.actor(Role.OFFICER), (2,))
    mine, other = client_as(Role.OFFICER), client_as(Role.OFFICER)
    address = f"/staff/events/{event.id}/duty"

    location = mine.post(f"{address}/draft").headers["Location"]
    assert mine.post(f"{address}/draft").headers["Location"] == location
    sent = {
        "based_on": "1",
        "addressee": "課長　様",
        "reporter_name": "見本",
        "errand": "出席",
        "summary": "｛参加者数｝人、2人",
        "impressions": "所感",
    }
    assert other.post(location, data=sent).status_code == 422
    assert "書いた本人" in other.get(location).text
    mine.post(location, data=sent)
    again = mine.post(location, data={**sent, "summary": "後から"})
    assert "別の画面で保存されています" in again.text
    assert "後から" in again.text
    assert "手で入力された数" in mine.get(location).text
    assert "2人" in pdf_text(mine.get(f"{location}/duty.pdf").data)
    assert client.get(f"{location}/duty.pdf").status_code == 302
