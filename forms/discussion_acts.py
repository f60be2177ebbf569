"""The office's forms of what was said: withholding, cutting, merging, and typing from papers."""

from collections.abc import Mapping, Sequence
from typing import Any

from forms.base import PlatformForm
from forms.choice_fields import Radios, Select
from forms.discussions import CLIENT_ID
from forms.fields import Files, Hidden, LongText
from forms.surveys import lines_of
from platform_app.vocabulary.discussions import LONGEST_OPINION, MOST_PARTS, MOST_ROWS, OpinionKind


class WithholdForm(PlatformForm):
    """Why a line is withheld."""

    reason = LongText("非公開の理由", required=True, limit=400, rows=2, hint="事務局の中だけで見る記録です。")


class SplitForm(PlatformForm):
    """The parts of a line that is cut."""

    split_version = Hidden(pattern=r"[0-9]{1,6}")
    parts = LongText(
        "分けた後の意見",
        required=True,
        limit=LONGEST_OPINION * 2,
        rows=5,
        hint="1行に1つずつ。1行目が元の行に残ります。",
    )

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Judge the number of parts."""
        is_valid = bool(super().validate(extra_validators))
        if is_valid and not 2 <= len(self.chosen()) <= MOST_PARTS:  # noqa: PLR2004 - one part is no cut
            self.add_error("parts", f"分けた後の意見を、1行に1つずつ、2行から{MOST_PARTS}行で入力してください。")
            return False
        return is_valid

    def chosen(self) -> list[str]:
        """Return the parts."""
        return lines_of(self.parts.data)


class MergeForm(PlatformForm):
    """The words of a line that is made of several."""

    text = LongText("まとめた意見", required=True, limit=LONGEST_OPINION, rows=3)
    kind = Radios("書き方", choices=OpinionKind.choices(), required=True, default=OpinionKind.SUMMARY.value)


class ChartForm(PlatformForm):
    """The photo of a paper."""

    group_id = Select("班", prompt="（班を指定しない）")
    upload = Files("写真", accept=(".png", ".jpg", ".jpeg"), multiple=False, required=True)
    alternative = LongText(
        "代わりの文章",
        required=True,
        limit=1000,
        rows=2,
        hint="写真を見られない方のための文章です。例：3班の模造紙。付箋が12枚。",
    )


class KeyingForm(PlatformForm):
    """Lines typed from a paper: under each pillar one line an opinion."""

    token = Hidden(pattern=CLIENT_ID)
    group_id = Select("班", prompt="（班を指定しない）")
    kind = Radios("書き方", choices=OpinionKind.choices(), required=True, default=OpinionKind.WORDS.value)

    def chosen(self) -> list[tuple[int, str, str]]:
        """Return (pillar, name of the line, text) of every line; the name is the same when it is sent again."""
        return [
            (pillar, f"{self.token.data}:{pillar}:{number}", text)
            for pillar, box in self.boxes()
            for number, text in enumerate(lines_of(box.data))
        ]

    def boxes(self) -> list[tuple[int, Any]]:
        """Return the box of every pillar."""
        found = [(field.short_name, field) for field in self if field.short_name.startswith("pillar_")]
        return [(int(name.removeprefix("pillar_")), field) for name, field in found]

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Judge the lines."""
        is_valid = bool(super().validate(extra_validators))
        lines = self.chosen()
        for pillar, box in self.boxes():
            if any(len(text) > LONGEST_OPINION for key, _name, text in lines if key == pillar):
                box.errors = [*box.errors, f"1つの意見は、{LONGEST_OPINION}文字までにしてください。"]
                is_valid = False
        if is_valid and not 1 <= len(lines) <= MOST_ROWS:
            self.add_error(None, f"意見を、1行に1つずつ、全部で{MOST_ROWS}行まで入力してください。")
            return False
        return is_valid


def keying_form(pillars: Sequence[tuple[int, str]]) -> KeyingForm:
    """Return the form of a theme's pillars."""
    boxes = {f"pillar_{key}": LongText(text, limit=20_000, rows=6, hint="1行に1つ。") for key, text in pillars}
    made: type[KeyingForm] = type("PillarKeyingForm", (KeyingForm,), boxes)
    return made()
