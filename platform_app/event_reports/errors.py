"""What can go wrong with a report."""

from platform_app.errors import DomainError


class ReportSettled(DomainError):
    """The step is not possible from where the report stands."""

    code = "report_settled"
    sentence = (
        "この報告は、すでに別の状態に進んでいるため、この操作は行えません。画面を開き直して、状態を確かめてください。"
    )


class ReportExists(DomainError):
    """The event has a report already."""

    code = "report_exists"
    sentence = "この催しの報告は、すでに作られています。画面を開き直してください。"


class ReportChanged(DomainError):
    """Somebody saved the text since it was opened."""

    code = "report_changed"
    sentence = (
        "開いた後に、ほかの人が本文を保存しました。まだ保存していません。"
        "下に並べた2つの本文を見比べて、入力欄を直し、もう一度保存してください。"
    )


class OwnReport(DomainError):
    """Nobody approves what they wrote or submitted."""

    code, status = "own_report", 403
    sentence = "自分が書いた報告や提出した報告は、承認できません。ほかの人に依頼してください。"


class ReportFaulty(DomainError):
    """The text refers to something that does not exist."""

    code = "report_faulty"
    sentence = "本文に、使えない参照があります。本文を直してから、もう一度操作してください。"


class PhotosNotReady(DomainError):
    """A picture lacks its words or its consent."""

    code = "photos_not_ready"
    sentence = (
        "代わりの文章がない写真、又は掲載の同意を確かめていない写真があります。"
        "写真の画面で確かめるか、その写真を外してください。"
    )


class EventNotHeld(DomainError):
    """The event is not over, or is not held."""

    code = "event_not_held"
    sentence = "催しが終わっていないため、この操作は行えません。催しの日時と状態を確かめてください。"


class NotAPicture(DomainError):
    """The file is no picture that pages can show."""

    code = "not_a_picture"
    sentence = "写真として読めません。JPEG又はPNGの画像を選んでください。"


class ReportGone(DomainError):
    """The report was published once, and is not any more."""

    code, status = "report_gone", 410
    sentence = "この開催報告の公開は終わりました。"
    next_steps = ("内容については、事務局にお問い合わせください。", "催しの一覧から探し直してください。")


class DutyReportChanged(DomainError):
    """The duty report was saved in another window."""

    code = "duty_report_changed"
    sentence = (
        "開いた後に、別の画面で保存されています。まだ保存していません。"
        "保存されている内容を下で確かめ、入力欄を直して、もう一度保存してください。"
    )


class TooManyPhotos(DomainError):
    """A report has as many pictures as it may have."""

    code = "too_many_photos"
    sentence = "写真は、1つの報告に30枚までです。使わない写真を外してから、加えてください。"
