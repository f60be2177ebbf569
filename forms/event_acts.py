"""What the office types when it copies, moves or calls off an event, changes its places, or adds a file."""

from collections.abc import Mapping
from typing import Any

from forms.base import PlatformForm
from forms.choice_fields import Radios, SingleCheckbox
from forms.event_pools import PoolsForm
from forms.events import PlaceForm
from forms.fields import Files, LongText, Text
from forms.moment_fields import MomentBoxes
from platform_app.vocabulary.events import EventFileKind


class CopyForm(PlatformForm):
    """The day of the copy."""

    starts_at = MomentBoxes("新しい開始日時", required=True)
    ends_at = MomentBoxes("新しい終了日時", required=True)


class MessageForm(PlatformForm):
    """What people are told about a postponement or cancellation."""

    message = LongText(
        "お知らせする理由・内容", required=True, limit=1000, rows=4, hint="公開ページとメールに載ります。"
    )


class MoveForm(PlaceForm):
    """A new time or place, and a word about it."""

    message = LongText("お知らせする内容", limit=1000, rows=3, hint="公開ページとメールに載ります。")


class CapacityForm(PoolsForm):
    """Other places, with the word that the office knows what it does."""

    is_confirmed = SingleCheckbox("席が決まっている人数より少ない定員にする（決まっている方の席はなくなりません）")


class EventFileForm(PlatformForm):
    """A flyer, material or photo."""

    kind = Radios("種類", choices=EventFileKind.choices(), required=True, default=EventFileKind.FLYER.value)
    upload = Files("ファイル", required=True, accept=(".pdf", ".png", ".jpg", ".jpeg"), multiple=False)
    alternative = LongText(
        "代わりの文章",
        limit=4000,
        rows=5,
        hint="画像やPDFを見られない方のための文章です。チラシは、書かれていることをすべて入力してください。",
    )
    caption = Text("見出し", limit=200, width="full", hint="例：第2回セミナーのチラシ")
    is_public = SingleCheckbox("公開する", default=True)
    has_consent = SingleCheckbox(
        "写っている方の同意を確かめました",
        hint="写真を公開するときは、だれか分かる方全員の、掲載の同意が要ります。"
        "同意していない方は、申込みの「記録の写真・映像」で分かります。だれも写っていないときも、チェックしてください。",
    )

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Judge the fields; what is seen must also be said, and nobody be shown unasked."""
        is_valid = bool(super().validate(extra_validators))
        if self.kind.data != EventFileKind.MATERIAL and not (self.alternative.data or "").strip():
            self.add_error("alternative", "代わりの文章を入力してください。画像を見られない方に必要です。")
            is_valid = False
        if self.kind.data == EventFileKind.PHOTO and self.is_public.data and not self.has_consent.data:
            self.add_error("has_consent", "同意を確かめてチェックするか、「公開する」を外してください。")
            is_valid = False
        return is_valid
