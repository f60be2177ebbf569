"""Groups of four: what is chosen before a run, what is asked for, and what is set by hand."""

import re
from collections.abc import Sequence
from typing import Any

from wtforms import ValidationError

from forms.base import PlatformForm
from forms.choice_fields import Checkboxes, Radios, Select, SingleCheckbox
from forms.fields import Hidden, LongText, Text
from platform_app.vocabulary.groups import PeopleSource, SizePolicy, TableRole, WishKind

Pairs = Sequence[tuple[str, str]]
#: Letters that a seed may have: what can be written on paper and typed again.
SEED = re.compile("[0-9A-Za-z-]{0,20}")
WHOLE_EVENT = "催し全体"


class GroupingForm(PlatformForm):
    """What is chosen before groups are made."""

    title = Text("名前", required=True, limit=60, hint="例：グループ討議、1回目の話合い")
    programme_item = Select("プログラムの項目", prompt=WHOLE_EVENT)
    source = Radios("対象の方", required=True, choices=PeopleSource.choices())
    policy = Radios("人数が4で割り切れないとき", required=True, choices=SizePolicy.choices())
    seed = Text(
        "乱数の種",
        limit=20,
        width="medium",
        hint="英数字20字まで。同じ種なら、何度実行しても同じ結果になります。空けておくと、自動で決めます。",
    )

    def validate_seed(self, field: Any) -> None:
        """Refuse a seed that can not be written down and typed again."""
        if not SEED.fullmatch(field.data or ""):
            message = "乱数の種は、半角の英数字とハイフンで入力してください。"
            raise ValidationError(message)

    def offer(self, items: Pairs) -> None:
        """Offer the items of the programme."""
        self.programme_item.choices = list(items)

    @property
    def item_id(self) -> int | None:
        """The chosen item of the programme."""
        return int(self.programme_item.data) if self.programme_item.data else None


class WishForm(PlatformForm):
    """What the office asks for about certain people."""

    kind = Radios("指定", required=True, choices=WishKind.choices())
    people = Checkboxes("対象の方", required=True, columns=2)
    reason = LongText("理由", required=True, limit=300, rows=2, hint="事務局だけが読みます。どの名簿にも載りません。")

    def offer(self, people: Pairs) -> None:
        """Offer the people of the event."""
        self.people.choices = list(people)

    @property
    def chosen(self) -> list[int]:
        """The chosen people."""
        return [int(code) for code in self.people.data or []]


class PlaceForm(PlatformForm):
    """Where one person sits, set by hand."""

    group = Select("移す先の班", prompt="選ばない")
    partner = Select(
        "入れ替える相手", prompt="選ばない", hint="相手を選ぶと、2人の席を入れ替えます。班の人数は変わりません。"
    )

    def offer(self, groups: Pairs, partners: Pairs) -> None:
        """Offer the other groups, and the people at them."""
        self.group.choices, self.partner.choices = list(groups), list(partners)

    @property
    def chosen(self) -> tuple[int, int | None]:
        """The group's number (0 for none) and the partner."""
        return int(self.group.data or 0), int(self.partner.data) if self.partner.data else None


class RoleForm(PlatformForm):
    """What one person does at the table."""

    role = Select("役割", choices=[(code, label) for code, label in TableRole.choices() if code], prompt="なし")


class GroupForm(PlatformForm):
    """One table."""

    name = Text("班の呼び名", limit=30, hint="空けておくと、番号だけで呼びます。例：子育て")
    is_accessible = SingleCheckbox("車椅子で使いやすい席にする（通路側、入口の近くなど）")


class ConfirmForm(PlatformForm):
    """A grouping is confirmed; one that breaks a rule needs the tick, which the view asks for."""

    is_known = SingleCheckbox("上の内容を確かめました。このまま確定します")


class RepairForm(PlatformForm):
    """The repair that was looked at, to be carried out."""

    source = Hidden(pattern="|".join(str(code) for code in PeopleSource))
    fingerprint = Hidden(pattern=r"[0-9a-f]{64}")
