"""Sentences about groups: names, what a score means, and why something was not possible."""

from collections.abc import Sequence

from platform_app.events.roll_queries import Line
from platform_app.groups.basis import Basis
from platform_app.groups.bounds import spread
from platform_app.groups.conflicts import Element
from platform_app.groups.models import Group, Grouping, GroupWish
from platform_app.groups.problem import Room
from platform_app.groups.scoring import Line as ScoreLine
from platform_app.vocabulary.events import Attending
from platform_app.vocabulary.groups import Cause, GroupingStatus, MoveReason, Rule, SizeNote, TableRole, WishKind

PROVEN = "これ以上は減らせません"
#: What a rule counts.
UNITS: dict[Rule, str] = {Rule.REQUEST: "組", Rule.ACCESS: "人", Rule.ROLE: "役", Rule.NEWCOMER: "班"}


def group_name(group: Group) -> str:
    """Return what a group is called."""
    return f"{group.number}班（{group.name}）" if group.name else f"{group.number}班"


def state(grouping: Grouping) -> str:
    """Return 案 or 確定."""
    return GroupingStatus.label_of(grouping.status)


def role(code: str) -> str:
    """Return what a role is called."""
    return TableRole.label_of(code)


def unit(rule: Rule) -> str:
    """Return what a rule counts."""
    return UNITS.get(rule, "組")


def verdict(line: ScoreLine) -> str:
    """Return what is known of the least that a rule can be broken."""
    if not line.count:
        return "守られています"
    return f"{PROVEN}（証明済み）" if line.is_proven else "減らせるかどうかは、証明できていません"


def size_note(way: str, note: SizeNote, *, is_both: bool) -> str:
    """Return why sizes differ from the policy."""
    return f"{Attending.label_of(way)}：{note.label}" if is_both else note.label


def person(line: Line) -> str:
    """Return a person with the organisation."""
    return f"{line.person.name}（{line.registration.organisation or '個人'}）"


def names(known: Basis, keys: Sequence[int]) -> str:
    """Return people by name, those who are still on the list."""
    return "、".join(known.lines[key].person.name for key in keys if key in known.lines)


def tables(numbers: Sequence[int]) -> str:
    """Return tables by number."""
    return "、".join(f"{number}班" for number in numbers)


def unreached(count: int) -> str:
    """Say how many need another table; the page names nobody whose need it is."""
    return f"席の配慮がある方のうち{count}人が、「車椅子で使いやすい席」の班に入っていません。"


def wish(known: Basis, one: GroupWish) -> str:
    """Return a wish in words."""
    return f"{names(known, one.participant_ids)}：{WishKind.label_of(one.kind)}"


def crossing(known: Basis, one: GroupWish) -> str:
    """Say that a wish joins the venue and the line."""
    return (
        f"「{wish(known, one)}」は守れません。会場の方とオンラインの方がいるためです。"
        "形式をそろえるか、指定を取り消してください。"
    )


def cause(known: Basis, room: Room, elements: Sequence[Element]) -> str:
    """Say which rules can not be kept together, and what helps."""
    if any(element.cause == Cause.ACCESS for element in elements):
        return (
            "席の配慮がある方の席と、ほかの指定・固定が合いません。"
            "「車椅子で使いやすい席にする」班を増やすか、指定・固定を見直してください。"
        )
    if len(elements) == 1:
        return _alone(known, room, elements[0])
    parts = "／".join(f"「{_element(known, room, element)}」" for element in elements)
    return f"{parts}の{len(elements)}つは、同時には守れません。どれか1つを見直すと、守れるようになります。"


def _alone(known: Basis, room: Room, element: Element) -> str:
    tables, largest = len(room.tables), max((table.size for table in room.tables), default=0)
    if element.cause == Cause.ORGANISATION:
        keys = room.organisations()[element.name]
        name = known.lines[keys[0]].registration.organisation
        least = spread(len(keys), tables)
        return (
            f"「{name}」の方が{len(keys)}人いて、班は{tables}班です。"
            f"同じ班になる組が、どう分けても{least}組以上できます。"
        )
    one = next((one for one in known.wishes if str(one.id) == element.name), None)
    if element.cause == Cause.WISH and one is not None:
        if one.kind == WishKind.TOGETHER:
            return f"「{wish(known, one)}」は守れません。班の人数は最も多くて{largest}人です。"
        return f"「{wish(known, one)}」は守れません。班は{tables}班です。"
    return f"「{_element(known, room, element)}」は守れません。班の人数は最も多くて{largest}人です。"


def _element(known: Basis, room: Room, element: Element) -> str:
    if element.cause == Cause.LOCK:
        key = int(element.name)
        return f"{names(known, [key])}さんを{room.locked[key]}班に固定"
    if element.cause == Cause.ORGANISATION:
        keys = room.organisations()[element.name]
        return f"「{known.lines[keys[0]].registration.organisation}」の{len(keys)}人を別の班に"
    found = next((one for one in known.wishes if str(one.id) == element.name), None)
    return wish(known, found) if found else Cause.label_of(element.cause)


def move_reason(code: str) -> str:
    """Return why a repair moves somebody."""
    return MoveReason.label_of(code)
