"""What ends with a membership, as sentences: told before the last click, to the organisation and to the office."""

from collections.abc import Callable, Sequence
from datetime import date

from flask import current_app

from platform_app.accounts.queries import member_users
from platform_app.dates import wareki
from platform_app.members.models import Member
from platform_app.vocabulary.organisations import RegisterChange

#: The setting under which the feature above, which knows applications, hangs its list of them: member's number of
#: the row -> (label, receipt number) of those under way.
UNDER_WAY = "APPLICATIONS_UNDER_WAY"


def ends_with(member_id: int, day: str, under_way: Sequence[tuple[str, str]]) -> list[str]:
    """Return everything that ends for an organisation whose membership ends on ``day`` (in words)."""
    found = [f"{day}から会員名簿と公開ページの参加団体一覧に載らなくなります。過去の名簿の記録は残ります。"]
    people = [user for user in member_users(member_id) if user.deactivated_at is None]
    if people:
        found.append(f"団体の利用者{len(people)}名は、ログインして手続を行えなくなります。")
    found += [f"審査中の{label}（受付番号 {number}）は、審査が続けられなくなります。" for label, number in under_way]
    found.append("会員限定の情報（ほかの団体の提供できること・求めていること）を見られなくなります。")
    found.append("事務局からの会員向けのお知らせが届かなくなります。再び参加するには、改めて入会の申請が必要です。")
    return found


def told_before(member: Member, change: RegisterChange, on: date) -> list[str]:
    """Return what the office reads before it records a change of a member's standing."""
    if change in {RegisterChange.MERGER, RegisterChange.EXPULSION}:
        listed: Callable[[int], list[tuple[str, str]]] = current_app.config.get(UNDER_WAY, lambda _member_id: [])
        return ends_with(member.id, wareki(on), listed(member.id))
    if change is RegisterChange.SUSPENSION:
        return [f"{wareki(on)}から、会員名簿に「休止」と表示します。在籍は終わらず、会員数に含めます。"]
    return [f"{wareki(on)}から、会員名簿に「在籍」と表示します。"]
