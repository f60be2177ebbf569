"""The first text of a report, from what is known: plain sentences that the clerk goes on from."""

from platform_app.event_reports.known import Known
from platform_app.events.models import Event
from platform_app.report_markup import neutral
from platform_app.vocabulary.event_reports import Count

_OPENING = "｛開催日｝、｛会場｝で「｛催し名｝」を開催しました。"
_COUNTED = "当日は、｛団体数｝団体から｛参加者数｝人の方に御参加いただきました。"
_COUNTED_GOVERNMENTS = "当日は、｛団体数｝団体（うち｛自治体数｝自治体）から｛参加者数｝人の方に御参加いただきました。"
_ONLY_GOVERNMENTS = "当日は、｛自治体数｝自治体から｛参加者数｝人の方に御参加いただきました。"
#: The 用務 of a duty report.
ERRAND = "「｛催し名｝」への出席"
#: Parts in the order of a report, with their headings.
_PARTS = (
    ("登壇者", "登壇者"),
    ("意見", "話し合いで出た意見"),
    ("会場の投票", "会場の投票"),
    ("アンケート", "アンケートの結果"),
    ("写真", "当日の様子"),
    ("次回", "次回の予定"),
    ("問合せ先", "お問合せ"),
)


def first_text(event: Event, known: Known) -> str:
    """Return the first text; a part of which nothing is known is left out."""
    theme = ["テーマは「｛テーマ｝」です。"] if event.subtitle else []
    sections = ["\n".join([_OPENING, _attended(known.counts), *theme]), "■参加者\n｛参加者の内訳｝"]
    if known.part("プログラム"):
        sections.append("■プログラム\n｛プログラム｝")
    sections += _programme_sections(event)
    for name, heading in _PARTS:
        content = known.pictures if name == "写真" else known.part(name)
        if content and not (name == "登壇者" and not known.part("プログラム")):
            sections.append(f"■{heading}\n｛{name}｝")
    return "\n\n".join(sections) + "\n"


def _attended(counts: dict[str, int]) -> str:
    if not counts[Count.GOVERNMENTS]:
        return _COUNTED
    return _ONLY_GOVERNMENTS if counts[Count.GOVERNMENTS] == counts[Count.ORGANISATIONS] else _COUNTED_GOVERNMENTS


def _programme_sections(event: Event) -> list[str]:
    """Return what the programme says of its items, as sentences to be written on."""
    told = [f"□{neutral(item.title)}\n{neutral(item.detail)}" for item in event.programme if item.detail]
    return ["■内容", *told] if told else []


def duty_summary(event: Event, known: Known) -> str:
    """Return the first 用務の概要 of a duty report."""
    counted = (
        "｛参加者数｝人（｛団体数｝団体、うち｛自治体数｝自治体）"
        if known.counts[Count.GOVERNMENTS]
        else "｛参加者数｝人（｛団体数｝団体）"
    )
    lines = [f"1. 参加者　{counted}"]
    if event.subtitle:
        lines.append("2. テーマ　｛テーマ｝")
    text = "\n".join(lines)
    parts = [
        f"■{heading}\n｛{name}｝"
        for name, heading in (("プログラム", "次第"), ("意見", "討議の意見"))
        if known.part(name)
    ]
    return "\n\n".join([text, *parts]) + "\n"
