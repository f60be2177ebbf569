"""Forms of discussion records: themes and pillars, lines, what a table leaves, and the office's acts on lines."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import FieldList, Form, FormField

from forms.base import PlatformForm
from forms.choice_fields import Radios, Select, SingleCheckbox
from forms.event_lines import number_fault
from forms.fields import Hidden, LongText, Number, Text
from platform_app.vocabulary.discussions import (
    LONGEST_LABEL,
    LONGEST_NAME,
    LONGEST_OPINION,
    LONGEST_TAG,
    MOST_DOTS,
    MOST_PILLARS,
    MOST_TAGS,
    OpinionKind,
)

#: The name that a browser gives a line or a change.
CLIENT_ID = r"[\w:.-]{8,64}"
FIRST_PILLARS = 4
NAME_WITHOUT_CONSENT = (
    "氏名を載せるときは、本人の同意を確かめて、印を付けてください。同意がないときは、氏名を消してください。"
)


class PillarForm(Form):
    """One pillar; one without words counts for nothing."""

    pillar_id = Hidden(pattern=r"[0-9]{0,9}")
    order = Number("順番", limit=4)
    text = Text("柱", limit=200, width="full")


class ThemeForm(PlatformForm):
    """A theme, its pillars in order, and where in the event it belongs."""

    title = Text("テーマ", required=True, limit=200, width="full", hint="例：孤独・孤立問題の県民への啓発活動について")
    programme_item_id = Select("プログラムの項目", prompt="（指定しない）")
    grouping_id = Select("班分け", prompt="（催しのすべての班）")
    pillars = FieldList(FormField(PillarForm), "討議の柱")

    def offer(self, items: Sequence[tuple[str, str]], groupings: Sequence[tuple[str, str]]) -> None:
        """Offer the items of the programme and the groupings of the event."""
        self.programme_item_id.choices, self.grouping_id.choices = list(items), list(groupings)

    def show(self, pillars: Sequence[tuple[int, str]]) -> None:
        """Show stored pillars, and empty lines below them."""
        while self.pillars.entries:
            self.pillars.pop_entry()
        for number, (key, text) in enumerate(pillars, start=1):
            self.pillars.append_entry({"pillar_id": str(key), "order": str(number * 10), "text": text})
        while len(self.pillars) < max(FIRST_PILLARS, len(pillars) + 1):
            self.pillars.append_entry()
        self.number()

    def number(self) -> None:
        """Name the lines."""
        for number, entry in enumerate(self.pillars, start=1):
            entry.label.text = f"柱{number}"

    def more(self) -> None:
        """Add three empty lines."""
        for _ in range(min(3, MOST_PILLARS - len(self.pillars))):
            self.pillars.append_entry()
        self.number()

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Judge the fields and the order; a theme needs a pillar."""
        is_valid = bool(super().validate(extra_validators))
        self.number()
        for entry in self.pillars:
            sentence = number_fault("順番", entry.form.order.data, least=0, most=9999)
            if sentence:
                entry.form.order.errors = [*entry.form.order.errors, f"{entry.label.text}：{sentence}"]
                is_valid = False
        if is_valid and not self.chosen():
            self.add_error(None, "討議の柱を、1つ以上入力してください。")
            return False
        return is_valid

    def chosen(self) -> list[tuple[int | None, str]]:
        """Return (number or None, text) of the pillars that have words, in order."""
        filled = [entry.form for entry in self.pillars if (entry.form.text.data or "").strip()]
        last = 10 * (MOST_PILLARS + 1)
        ordered = sorted(filled, key=lambda line: int(line.order.data or last))
        return [(int(line.pillar_id.data) if line.pillar_id.data else None, line.text.data) for line in ordered]


class LineForm(PlatformForm):
    """One line as a table or recorder writes it, by form or as a row of a batch."""

    client_id = Hidden(pattern=f"({CLIENT_ID})?")
    edit_id = Hidden(pattern=f"({CLIENT_ID})?")
    base_version = Hidden(pattern=r"[0-9]{0,6}")
    pillar_id = Radios("討議の柱", required=True)
    text = LongText("意見", required=True, limit=LONGEST_OPINION, rows=3)
    kind = Radios("書き方", choices=OpinionKind.choices(), required=True, default=OpinionKind.WORDS.value)
    speaker_name = Text(
        "発言した人の氏名", limit=LONGEST_NAME, hint="書かないのが原則です。本人が望むときだけ入力します。"
    )
    speaker_consents = SingleCheckbox("氏名を載せることに、本人が同意しています")

    def offer(self, pillars: Sequence[tuple[str, str]]) -> None:
        """Offer these pillars; where there is one, it is chosen."""
        self.pillar_id.choices = list(pillars)
        if len(pillars) == 1 and not self.pillar_id.data:
            self.pillar_id.data = pillars[0][0]

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Judge the fields; a name needs consent."""
        is_valid = bool(super().validate(extra_validators))
        if (self.speaker_name.data or "").strip() and not self.speaker_consents.data:
            self.add_error("speaker_consents", NAME_WITHOUT_CONSENT)
            return False
        return is_valid

    @property
    def version(self) -> int:
        """The version that was seen; 0 for a new line."""
        return int(self.base_version.data or 0)


class RecorderForm(LineForm):
    """A line as a recorder writes it for any table."""

    group_id = Select("班", prompt="（班を指定しない）")
    group_label = Text("班の名称", limit=LONGEST_LABEL, hint="一覧にない班のときだけ入力します。")


class StaffLineForm(LineForm):
    """A line as the office edits it, with its tags."""

    tags = Text(
        "分類", limit=(LONGEST_TAG + 1) * MOST_TAGS, width="full", hint="「、」で区切って10個まで。例：啓発、若者"
    )

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Judge the fields and the tags."""
        is_valid = bool(super().validate(extra_validators))
        tags = tags_of(self.tags.data)
        if len(tags) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in tags):
            self.add_error("tags", f"分類は、1つ{LONGEST_TAG}文字までで、{MOST_TAGS}個までにしてください。")
            return False
        return is_valid


def tags_of(typed: Any) -> list[str]:
    """Return the tags in a typed line, each once."""
    words = (word.strip() for word in re.split(r"[、,，\n\t]", str(typed or "")))
    return list(dict.fromkeys(word for word in words if word))


class DotsForm(PlatformForm):
    """How many dots a table gives one line."""

    opinion_id = Hidden(pattern=r"[0-9]{1,9}")
    count = Number("賛同の数", limit=2, required=True)

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Judge the number."""
        is_valid = bool(super().validate(extra_validators))
        sentence = number_fault("賛同の数", self.count.data, least=0, most=MOST_DOTS) if is_valid else ""
        if sentence:
            self.add_error("count", sentence)
        return is_valid and not sentence


class SummaryForm(PlatformForm):
    """まとめ and 次の一歩 of a table."""

    base_version = Hidden(pattern=r"[0-9]{0,6}")
    summary = LongText("まとめ", limit=LONGEST_OPINION, rows=3)
    next_what = Text("次の一歩：何を", limit=200, width="full")
    next_who = Text(
        "次の一歩：誰が", limit=LONGEST_NAME, hint="団体や役割の名前を書きます。個人の氏名は書かないでください。"
    )
    next_when = Text("次の一歩：いつ", limit=LONGEST_NAME)

    def outcome(self) -> dict[str, str]:
        """Return what was typed."""
        return {name: self[name].data or "" for name in ("summary", "next_who", "next_what", "next_when")}


class StaffSummaryForm(SummaryForm):
    """The summary of a table that the office chooses."""

    group_id = Select("班", prompt="（班を指定しない）")
