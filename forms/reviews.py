"""What the office types while it reviews and decides."""

from collections.abc import Iterable, Sequence
from typing import Any

from wtforms import FieldList, Form, FormField

from forms.base import PlatformForm, SearchForm
from forms.choice_fields import Radios, Select, SingleCheckbox
from forms.date_fields import DateBoxes
from forms.fields import Hidden, LongText, Search, Text
from platform_app.vocabulary.applications import ApplicationStatus, Channel, Procedure
from platform_app.vocabulary.reviews import Assignment, CheckAnswer, Proposal

#: Rows that a return shows at first, and at most.
FIRST_POINTS, MOST_POINTS = 3, 20


class InboxForm(SearchForm):
    """The filter above the inbox; the tab and the order travel along unseen."""

    tab = Hidden()
    sort = Hidden()
    q = Search("団体名・受付番号", hint="「/」キーでここに移ります。")
    status = Select("状態", prompt="すべて", choices=ApplicationStatus.choices()[1:])
    procedure = Select("手続", prompt="すべて", choices=Procedure.choices())
    channel = Select("受付方法", prompt="すべて", choices=Channel.choices())
    assignee = Select("担当", prompt="すべて", choices=Assignment.choices())
    batch = Select("審査回", prompt="すべて")
    overdue = SingleCheckbox("期限を過ぎたものだけ")

    def __init__(self, *, batches: Sequence[tuple[str, str]] = (), **options: Any) -> None:
        """Take the batches that can be chosen as (id, label)."""
        super().__init__(**options)
        self.batch.choices = list(batches)


class AssignForm(PlatformForm):
    """Who handles the application."""

    assignee = Select("担当者", prompt="担当なし")


class NoteForm(PlatformForm):
    """An internal note."""

    text = LongText(
        "メモ", required=True, limit=4000, rows=3, hint="事務局の中だけで見るものです。申請者には見えません。"
    )


class PointItem(Select):
    """What is to be corrected: an unmarked list, because a row may stay empty."""

    is_marked = False


class PointSentence(LongText):
    """What to do about it."""

    is_marked = False


class PointForm(Form):
    """One thing to correct."""

    item = PointItem("項目", prompt="全体について")
    sentence = PointSentence("直していただきたいこと", limit=500, rows=2)

    def validate(self, extra_validators: Any = None) -> bool:
        """An item that is named without a word would be lost, and the applicant never asked for it."""
        is_fine = super().validate(extra_validators)
        if is_fine and self.item.data and not (self.sentence.data or "").strip():
            self.sentence.errors = ["項目を選んだときは、直していただきたいことを入力してください。"]
            return False
        return bool(is_fine)


class ReturnForm(PlatformForm):
    """差戻し: reasons tied to items; rows left empty count for nothing."""

    version = Hidden()
    points = FieldList(FormField(PointForm, label="直していただく項目"), "直していただく項目", min_entries=FIRST_POINTS)
    message = LongText("申請者への連絡事項", limit=1000, rows=3)

    def offer(self, points: Iterable[tuple[str, str]]) -> None:
        """Set what can be named, as (key, label)."""
        choices = list(points)
        for number, entry in enumerate(self.points, start=1):
            entry.form.item.choices = choices
            entry.label.text = f"{number}件目"

    def one_more(self) -> None:
        """Add an empty row."""
        if len(self.points) < MOST_POINTS:
            self.points.append_entry()

    def chosen(self) -> list[tuple[str, str]]:
        """Return (item, sentence) of the rows that say something."""
        rows = [(entry.form.item.data or "", entry.form.sentence.data or "") for entry in self.points]
        return [(item, sentence) for item, sentence in rows if sentence.strip()]


class VersionForm(PlatformForm):
    """What every decision carries: the version that was read."""

    version = Hidden()


class ApproveForm(VersionForm):
    """承認."""

    effective_on = DateBoxes(
        "承認の効力が生じる日（入会日・変更日）",
        required=True,
        hint="令和8、R8、2026 のいずれでも入力できます。先の日付にすると、その日から名簿に載ります。",
    )
    note = LongText("決裁メモ", limit=1000, rows=3, hint="事務局の中だけで見るものです。通知書には載りません。")


class RejectForm(VersionForm):
    """不承認."""

    reason = Select(
        "不承認の理由", required=True, hint="設置要綱の条項に基づく理由の一覧から選びます。通知書に載ります。"
    )
    note = LongText("通知書に書き添えること", limit=500, rows=3)


class ReverseForm(VersionForm):
    """決定の取消し."""

    effective_on = DateBoxes("取消しの効力が生じる日", required=True)
    reason = LongText("取り消す理由", required=True, limit=1000, rows=3, hint="申請者にも伝わります。")


class ReasonForm(VersionForm):
    """An act that needs a reason."""

    reason = LongText("理由", required=True, limit=1000, rows=3, hint="申請者にも伝わります。")


class RecallForm(VersionForm):
    """引戻し, with a word for the colleagues."""

    reason = LongText("理由", limit=1000, rows=3, hint="内部メモに残ります。申請者には見えません。")


class BatchOpenForm(PlatformForm):
    """A new 審査回."""

    closes_on = DateBoxes("締切日", required=True, hint="この日までに受け付けた申請が対象になります。")


class Answer(Radios):
    """One answer of the check-list; leaving it open is allowed until the review is done."""

    is_marked = False
    is_compact = True


class Remark(Text):
    """A word to an answer; it may always stay empty."""

    is_marked = False


class VerdictForm(Form):
    """What is proposed or decided for one application of a batch."""

    application_id = Hidden()
    version = Hidden()
    proposal = Answer("処理", choices=Proposal.choices())
    reason = PointItem("不承認の理由", prompt="（不承認のときに選択）")
    note = Remark("保留の理由、又は通知書に書き添えること", limit=500)


class VerdictsForm(PlatformForm):
    """The day of effect, and a verdict for each application."""

    effective_on = DateBoxes("承認の効力が生じる日（施行日）", required=True)
    verdicts = FieldList(FormField(VerdictForm), "処理案")

    def offer(self, reasons: Sequence[tuple[str, str]]) -> None:
        """Set the reasons of the catalogue, as (id, label)."""
        for entry in self.verdicts:
            entry.form.reason.choices = list(reasons)


class BatchDraftForm(VerdictsForm):
    """起案: the inquiry text, the day of effect and what is proposed."""

    inquiry = LongText("伺い文", required=True, limit=2000, rows=5)


def check_form(criteria: Sequence[tuple[int, str, str]]) -> type[PlatformForm]:
    """Return a form with an answer and a remark for each criterion: (id, sentence, guidance)."""
    fields: dict[str, Any] = {}
    for criterion_id, sentence, guidance in criteria:
        fields[f"answer_{criterion_id}"] = Answer(sentence, choices=CheckAnswer.choices(), hint=guidance)
        fields[f"remark_{criterion_id}"] = Remark("備考", limit=500)
    return type("CheckForm", (PlatformForm,), fields)
