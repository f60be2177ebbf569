"""Reports on paper: the pieces of a page as values of the printed documents."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from flask import Response
from werkzeug.http import dump_options_header

from platform_app.dates import to_tokyo, wareki
from platform_app.event_reports import queries
from platform_app.event_reports.known import Known, Piece, in_words
from platform_app.event_reports.models import DutyReport
from platform_app.event_reports.opinions import ThemeShown
from platform_app.event_reports.queries import Picture
from platform_app.events import words
from platform_app.events.models import Event
from platform_app.events.pages import plain_name
from platform_app.events.survey_results import QuestionResult, Result
from platform_app.events.words import Branch
from platform_app.office.queries import current as office
from platform_app.vocabulary.event_reports import Count, PhotoKind
from platform_app.vocabulary.events import Organiser
from platform_app.vocabulary.surveys import SUPPRESSED, SUPPRESSION_RULE
from reports import layout
from reports.documents.duty_report import DutyPaper, duty_report
from reports.documents.event_report import (
    PaperBlock,
    PaperHeading,
    PaperPictures,
    PaperRows,
    PaperText,
    ReportPaper,
    event_report,
)
from reports.pdf import render_packet


def paper_of(event: Event, values: dict[str, Any]) -> bytes:
    """Return the report that a page shows as PDF; ``values`` are those of the page."""
    edition = values["edition"]
    dated = wareki(to_tokyo(edition.published_at).date()) if edition else "（案）"
    stamp = f"{dated}　第{edition.number}版" if edition and edition.number > 1 else dated
    facts = [("日時", words.when(event)), ("会場", words.where(event)), ("テーマ", event.subtitle)]
    facts += [("参加者", counts_line(values["counts"])), ("主催等", "　".join(words.organiser_lines(event)))]
    paper = ReportPaper(
        title=words.full_title(event),
        facts=[(label, text) for label, text in facts if text],
        blocks=blocks_of(values["pieces"]),
        issuer=words.organisers_as(event, Organiser.HOST) or office().platform_name,
        stamp=stamp,
        corrections=values["corrections"],
        foot="" if edition else "案（公開前）",
    )
    return render_packet([event_report(paper)], title=f"開催報告　{words.full_title(event)}")


def duty_paper_of(event: Event, duty: DutyReport) -> bytes:
    """Return a duty report as PDF."""
    known = Known(event)
    paper = DutyPaper(
        posts=office().approval_posts,
        addressee=duty.addressee,
        reported_on=wareki(to_tokyo(duty.reported_at).date()),
        reporter="　".join(part for part in (duty.reporter_post, duty.reporter_name) if part),
        errand=known.sentence(duty.errand),
        when=words.when(event),
        where=words.where(event),
        summary=blocks_of(known.pieces(duty.summary, is_public=True)),
        companions=duty.companions,
        impressions=[line for line in duty.impressions.splitlines() if line.strip()],
    )
    return render_packet([duty_report(paper)], title="復命書")


def pdf_answer(content: bytes, name: str) -> Response:
    """Answer with a PDF that opens in the browser."""
    response = Response(content, mimetype="application/pdf")
    names = {"filename*": f"UTF-8''{quote(plain_name(name), safe='')}"}
    response.headers["Content-Disposition"] = dump_options_header("inline", names)
    return response


def counts_line(counts: dict[str, int]) -> str:
    """Return 人, 団体 and 自治体 in one line; no 自治体 is no word about it, and nothing but 自治体 is said once."""
    organisations, governments = counts[Count.ORGANISATIONS], counts[Count.GOVERNMENTS]
    if not organisations:
        return f"{counts[Count.PEOPLE]}人"
    among = f"、うち{governments}自治体" if governments else ""
    inner = f"{governments}自治体" if governments == organisations else f"{organisations}団体{among}"
    return f"{counts[Count.PEOPLE]}人（{inner}）"


def counts_rows(counts: dict[str, int]) -> list[tuple[str, str]]:
    """Return the counts as (label, value) lines, ways of attending only where both were used."""
    rows = [
        ("参加した人", f"{counts[Count.PEOPLE]}人"),
        ("参加した団体", f"{counts[Count.ORGANISATIONS]}団体"),
    ]
    if counts[Count.GOVERNMENTS]:
        rows.append(("うち自治体", f"{counts[Count.GOVERNMENTS]}自治体"))
    if counts[Count.AT_VENUE] and counts[Count.ONLINE]:
        rows.insert(1, ("うち会場", f"{counts[Count.AT_VENUE]}人"))
        rows.insert(2, ("うちオンライン", f"{counts[Count.ONLINE]}人"))
    return rows


def blocks_of(pieces: Sequence[Piece]) -> list[PaperBlock]:
    """Return the blocks of a document for the pieces of a page."""
    return [block for piece in pieces for block in _blocks(piece)]


def _blocks(piece: Piece) -> list[PaperBlock]:
    lines = [in_words(line) for line in piece.lines]
    if piece.kind == "heading":
        return [PaperHeading(lines[0], piece.level)]
    if piece.kind == "paragraph":
        return [PaperText(lines)]
    if piece.kind == "items":
        marks = ["・" if piece.start is None else f"{piece.start + n}. " for n in range(len(lines))]
        return [PaperText(lines, marks)]
    return _PARTS[piece.name](piece.content) if piece.content else []


def _programme(content: Sequence[Branch]) -> list[PaperBlock]:
    """Return the programme as rows of a table, parts before their items."""
    rows = []
    for branch in content:
        for item, mark in [(branch.item, ""), *((each, "\u3000") for each in branch.items)]:
            people = "、".join(words.presenter_line(person) for person in item.presenters)
            rows.append({"starts": item.starts, "title": mark + item.title, "presenters": people})
    return [PaperRows("programme", rows)]


def _counts(content: dict[str, int]) -> list[PaperBlock]:
    return [PaperRows("counts", [{"label": label, "value": value} for label, value in counts_rows(content)])]


def _list(content: Sequence[str]) -> list[PaperBlock]:
    return [PaperText(content, ["・"] * len(content))]


def _opinions(content: Sequence[ThemeShown]) -> list[PaperBlock]:
    blocks: list[PaperBlock] = []
    for theme in content:
        blocks.append(PaperHeading(theme.title, 2))
        for pillar in theme.pillars:
            blocks += [PaperHeading(f"【{pillar.title}】", 2), *_list(pillar.opinions)]
    return blocks


def _survey(content: Result) -> list[PaperBlock]:
    rate = f"、回収率{content.rate:.1%}" if content.rate is not None else ""
    blocks: list[PaperBlock] = [PaperText([f"回収数{content.collected}{rate}"])]
    blocks += [_answers(question, f"問{n}　") for n, question in enumerate(content.questions, start=1) if question.bars]
    return [*blocks, PaperText([SUPPRESSION_RULE])]


def _polls(content: Sequence[QuestionResult]) -> list[PaperBlock]:
    return [_answers(poll, "") for poll in content]


def _answers(question: QuestionResult, mark: str) -> PaperRows:
    rows = [
        {"label": bar.label, "value": SUPPRESSED if bar.count is None else f"{bar.count}人（{bar.percent:g}％）"}
        for bar in question.bars
    ]
    return PaperRows("answers", rows, lead=f"{mark}{question.text}")


def _pictures(content: Sequence[Picture]) -> list[PaperBlock]:
    """Return what may be published: drawings over the whole width, photos two by two."""
    shown = [picture for picture in content if picture.is_publishable]
    kept = queries.contents(picture.photo_id for picture in shown)
    blocks: list[PaperBlock] = []
    for are_drawings in (False, True):
        chosen = [
            layout.Picture(kept[p.photo_id], p.width, p.height, p.alternative, p.caption)
            for p in shown
            if (p.kind == PhotoKind.GRAPHIC) is are_drawings
        ]
        if chosen:
            blocks.append(PaperPictures(chosen, are_drawings))
    return blocks


def _next(content: Event) -> list[PaperBlock]:
    lines = [words.full_title(content), f"日時：{words.when(content)}", f"会場：{words.where(content)}"]
    return [PaperText([f"{lines[0]}　{content.subtitle}".strip("\u3000"), *lines[1:]])]


_PARTS: dict[str, Any] = {
    "参加者の内訳": _counts,
    "プログラム": _programme,
    "登壇者": _list,
    "意見": _opinions,
    "アンケート": _survey,
    "会場の投票": _polls,
    "写真": _pictures,
    "次回": _next,
    "問合せ先": _list,
}
