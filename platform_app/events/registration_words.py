"""Where a registration stands, in words for the person who made it."""

from dataclasses import dataclass

from platform_app.dates import now, wareki_datetime
from platform_app.events.models import Event
from platform_app.events.operations.seating import position
from platform_app.events.registration_models import Registration
from platform_app.events.registration_queries import Outlook
from platform_app.vocabulary.events import LIVE, EventStatus, Selection
from platform_app.vocabulary.events import RegistrationStatus as R


@dataclass(frozen=True)
class Standing:
    """A headline, what it means, and the tone of its label."""

    headline: str
    meaning: str
    tone: str


WORDS: dict[str, Standing] = {
    R.CONFIRMED: Standing(
        "参加が確定しています", "お席を用意しています。当日は、受付番号をお知らせください。", "success"
    ),
    R.OFFERED: Standing(
        "お席をご案内しています", "空きが出ました。日時が決まるまで、お答えの期限は止まっています。", "warning"
    ),
    R.CANCELLED: Standing("取り消されています", "この申込みは取り消されました。", "neutral"),
    R.DECLINED: Standing("辞退されています", "繰上げのご案内を辞退されました。", "neutral"),
    R.EXPIRED: Standing(
        "ご案内の期限が過ぎました", "お答えがないまま期限が過ぎたため、次の方にご案内しました。", "neutral"
    ),
    R.REFUSED: Standing("ご参加いただけません", "選考の結果、今回はご参加いただけません。", "neutral"),
}
_LIVE = frozenset(status.value for status in LIVE)
TONES = {R.WAITING: "progress", R.PENDING: "info", **{code: one.tone for code, one in WORDS.items()}}


def standing_of(registration: Registration) -> Standing:
    """Return the words for where a registration stands."""
    if registration.event.status == EventStatus.CANCELLED and registration.status in _LIVE:
        return Standing("催しは中止になりました", "お申込みを取り消す手続は、要りません。", "danger")
    if registration.status == R.WAITING:
        place = position(registration)
        return Standing(
            "キャンセル待ちです", f"あなたは{place}番目です。空きが出ると、順番にお知らせします。", "progress"
        )
    if registration.status == R.PENDING:
        way = "抽選" if registration.event.selection == Selection.LOTTERY else "事務局の確認"
        return Standing("結果をお待ちください", f"受け付けました。{way}の後、結果をお知らせします。", "info")
    if registration.status == R.OFFERED and registration.offer_expires_at:
        until = wareki_datetime(registration.offer_expires_at)
        return Standing("お席をご案内しています", f"空きが出ました。{until}までに、お答えください。", "warning")
    return WORDS[registration.status]


def event_notice(event: Event) -> str:
    """Return what must be known about the event itself, or ''."""
    if event.status == EventStatus.CANCELLED:
        return "この催しは中止になりました。"
    if event.status == EventStatus.POSTPONED:
        return "この催しは延期されています。お申込みはそのまま残っています。新しい日時が決まりましたらお知らせします。"
    return "この催しは終了しました。" if now() >= event.ends_at else ""


def expectation(event: Event, left: list[Outlook], people: int) -> tuple[bool, str]:
    """Return (whether there is a place now, the sentence to read before sending)."""
    if event.selection == Selection.LOTTERY and event.drawn_at is None:
        return True, "この催しは抽選です。申込みの先着順ではありません。結果は、締切りの後にお知らせします。"
    if event.selection == Selection.APPROVAL:
        return True, "この催しは、事務局が申込みを確認した後に、参加の可否をお知らせします。"
    for one in left:
        if not one.waiting and (one.free is None or one.free >= people):
            return (
                True,
                "現在、空きがあります。申込みが届いた順に席が決まるため、送信するまでに満席になることがあります。",
            )
    waiting = max((one.waiting for one in left), default=0)
    who = f"現在{waiting}人の方がお待ちです。" if waiting else ""
    return False, (
        f"現在、人数分の空きがないため、申し込むとキャンセル待ちになります。{who}"
        "空きが出ると、届いた順に繰り上げ、メール又は電話でお知らせします。"
    )
