"""What is said on the telephone."""

from platform_app.applications.spoken import spoken_number
from platform_app.events.registration_models import LedgerEntry, Registration
from platform_app.events.registration_words import standing_of
from platform_app.events.words import full_title, when
from platform_app.vocabulary.events import Attending, LedgerCause, LedgerDecision, LedgerReason
from platform_app.vocabulary.events import RegistrationStatus as R

TWINS = (
    "同じ読みと電話番号（又は団体名）の申込みがあります。下の申込みを確かめ、別の方のときはチェックを入れてください。"
)

_ENDINGS = {
    R.CONFIRMED: "参加が確定しました。",
    R.OFFERED: "お席をご案内しています。期限までにお返事をください。",
    R.PENDING: "受け付けました。結果は後日お知らせします。",
    R.CANCELLED: "取り消しました。",
    R.DECLINED: "辞退を承りました。",
    R.EXPIRED: "ご案内の期限が過ぎました。",
    R.REFUSED: "今回はご参加いただけません。",
}


def read_back(registration: Registration) -> str:
    """Return the sentence that the office reads out, the receipt number in it."""
    people = [person for person in registration.participants if person.is_active] or registration.participants
    names = f"{people[0].name}様" + (f"ほか{len(people) - 1}名様" if len(people) > 1 else "")
    event = registration.event
    standing = (
        f"キャンセル待ちで、{standing_of(registration).meaning}"
        if registration.status == R.WAITING
        else _ENDINGS[R(registration.status)]
    )
    attending = Attending.label_of(registration.attending)
    return (
        f"{when(event)}の「{full_title(event)}」、{names}、{attending}での参加のお申込みです。{standing}"
        f"受付番号は、{registration.number}（{spoken_number(registration.number)}）です。"
    )


def ledger_line(line: LedgerEntry) -> str:
    """Return one line of the ledger as a sentence."""
    left = "" if line.free is None else f"、空き{line.free}"
    cause, decision = LedgerCause.label_of(line.cause), LedgerDecision.label_of(line.decision)
    # Whoever let an offer pass has not said a word: the line holds no reason of its own for that.
    is_silence = line.cause == LedgerCause.EXPIRED and line.decision == LedgerDecision.ENDED
    reason = "期限までに回答がなかったため" if is_silence else LedgerReason.label_of(line.reason)
    return f"{decision}（{reason}／きっかけ：{cause}、{line.size}人{left}）"
