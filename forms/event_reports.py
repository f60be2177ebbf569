"""What the office types for the report of an event, its pictures, and the staff's own reports."""

from typing import Any

from wtforms import ValidationError

from forms.base import PlatformForm
from forms.choice_fields import Radios
from forms.event_lines import number_fault
from forms.fields import Files, Hidden, LongText, Number, Text
from forms.validators import Required
from platform_app.report_markup import Fault, faults
from platform_app.vocabulary.event_reports import BLOCKS, INLINE, PhotoConsent, PhotoKind

MOST_CHARACTERS = 20_000


def fault_sentence(fault: Fault) -> str:
    """Return the sentence about one reference that means nothing where it stands."""
    if fault.is_block:
        return (
            f"{fault.line}行目の「{fault.written}」は、文の途中には置けません。その行には、これだけを書いてください。"
        )
    known = "".join(f"｛{name}｝" for name in (*INLINE, *BLOCKS))
    return f"{fault.line}行目の「{fault.written}」は使えません。使えるのは次のものです。{known}"


class KnownReferences:
    """Refuse a text that refers to what does not exist, and list what does."""

    def __call__(self, form: Any, field: Any) -> None:  # noqa: ARG002 - WTForms passes the form
        """Judge the text of the field."""
        found = faults(field.data or "")
        if found:
            raise ValidationError(fault_sentence(found[0]))


class ReportForm(PlatformForm):
    """The text of a report, and the version upon which it was written."""

    based_on = Hidden(pattern=r"[0-9]{1,9}")
    text = LongText(
        "本文",
        [KnownReferences()],
        required=True,
        limit=MOST_CHARACTERS,
        rows=24,
        hint="数や日付は、｛参加者数｝のような参照で書くと、後で出席を訂正したときに自動で直ります。",
    )


class PictureForm(PlatformForm):
    """What is said of a picture."""

    kind = Radios("種類", choices=PhotoKind.choices(), required=True, default=PhotoKind.PHOTO.value)
    alternative = LongText(
        "代わりの文章",
        [KnownReferences()],
        limit=2000,
        rows=3,
        hint="画像を見られない方のための文章です。図解記録は、書かれていることをすべて入力してください。",
    )
    caption = Text(
        "説明", [KnownReferences()], limit=200, width="full", hint="写真の下に載ります。例：グループ討議の様子"
    )


class PhotoForm(PictureForm):
    """A new picture of a report."""

    upload = Files("画像", accept=(".jpg", ".jpeg", ".png", ".webp"), multiple=False, required=True)


class PhotoWordsForm(PictureForm):
    """What is said of a picture, and its place among the others."""

    position = Number("順番", limit=4, required=True, hint="小さい順に並べます。")

    def validate_position(self, field: Any) -> None:
        """Judge the place."""
        sentence = number_fault("順番", field.data, least=0, most=9999)
        if sentence:
            raise ValidationError(sentence)


class ConsentForm(PlatformForm):
    """What is known of the consent of those whom a picture shows."""

    consent = Radios("掲載の同意（撮影）", choices=PhotoConsent.choices(), required=True)
    note = Text("確かめた方法など", limit=200, width="full", hint="例：開会時に説明し、写りたくない方の席を分けた")


class ReasonForm(PlatformForm):
    """Why a report is returned, withdrawn or corrected."""

    reason = LongText("理由", required=True, limit=500, rows=3)

    def call_it(self, label: str) -> None:
        """Ask for the reason by another name, in the refusal too."""
        self.reason.label.text = label
        for check in self.reason.validators:
            if isinstance(check, Required):
                check.sentence = self.reason.refusal(label)


class DutyForm(PlatformForm):
    """復命書."""

    based_on = Hidden(pattern=r"[0-9]{1,9}")
    addressee = Text("宛先", required=True, limit=60, hint="例：地域共生課長　様")
    reporter_post = Text("復命者の職", limit=60)
    reporter_name = Text("復命者の氏名", required=True, limit=60)
    companions = Text("同行者", limit=200, width="full")
    errand = Text("用務", [KnownReferences()], required=True, limit=200, width="full")
    summary = LongText(
        "用務の概要",
        [KnownReferences()],
        required=True,
        limit=8000,
        rows=12,
        hint="開催報告の本文と同じ書き方（見出し、箇条書き、｛参加者数｝など）が使えます。",
    )
    impressions = LongText("所感", limit=4000, rows=6, hint="庁内だけの文書です。公開の開催報告には載りません。")
