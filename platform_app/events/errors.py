"""What can go wrong with events, registrations, the day itself and questionnaires."""

from platform_app.accounts.errors import TooManyAttempts
from platform_app.errors import DomainError, WrongStatus


class TooManyAnswers(TooManyAttempts):
    """More answers came from one place than a full hall sends."""

    code = "too_many_answers"
    sentence = (
        "同じ場所からの回答が続いたため、しばらく受付を止めています。入力した内容は残っています。"
        "15分ほど待ってから、もう一度送信してください。"
    )


class TooManyRegistrations(TooManyAttempts):
    """More registrations came from one place than an office or a school sends."""

    code = "too_many_registrations"
    sentence = (
        "同じ場所からの参加申込みが続いたため、しばらく受付を止めています。入力した内容は残っています。"
        "15分ほど待ってから、もう一度送信してください。お急ぎの方は、事務局へお電話ください。"
    )


class RegistrationClosed(DomainError):
    """The event takes no registrations now."""

    code = "registration_closed"
    sentence = "この催しは、現在、参加申込みを受け付けていません。"


class OrganisationLimitReached(DomainError):
    """The organisation already has as many participants as one may send."""

    code = "organisation_limit_reached"
    sentence = "1団体から参加できる人数の上限を超えます。人数を減らすか、すでにある申込みを変更してください。"


class RegistrationSettled(WrongStatus):
    """The registration has ended, the event is over, or the step does not fit its present status."""

    code = "registration_settled"
    sentence = (
        "この参加申込みは、すでに状態が変わっているか、催しが終わっているため、この操作は行えません。"
        "最新の状態を確かめてください。"
    )


class AlreadyRegistered(DomainError):
    """The same person is already registered for the event."""

    code = "already_registered"
    sentence = (
        "同じ読みと電話番号（又は団体名）の申込みが、すでにあります。同じ方のときは、変更や取消しは受付番号からお手続きください。"
        "別の方のときは、そのことを選んでから、もう一度送信してください。"
    )


class MembersOnly(DomainError):
    """The event is for members only."""

    code, status = "members_only", 403
    sentence = "この催しは会員のみが対象です。会員の方はログインしてからお申し込みください。"


class EndsBeforeStart(DomainError):
    """An event would end before it starts."""

    code, status = "ends_before_start", 422
    sentence = "終了は、開始より後の日時にしてください。"


class EventInPast(DomainError):
    """An event would be announced for a time that has passed."""

    code, status = "event_in_past", 422
    sentence = "開始の日時が過ぎています。これからの日時にしてください。"


class ClosesAfterEvent(DomainError):
    """Registration would stay open after the event has ended."""

    code, status = "closes_after_event", 422
    sentence = "申込みの締切は、催しの終了より前の日時にしてください。"


class OpensAfterClosing(DomainError):
    """Registration would open after it has closed."""

    code, status = "opens_after_closing", 422
    sentence = "申込みの開始は、締切より前の日時にしてください。"


class AfterStart(DomainError):
    """Something that comes before an event would come after its start."""

    code, status = "after_start", 422
    sentence = "催しの開始と同じか、それより前の日時にしてください。"


class NotPositive(DomainError):
    """A number of people would be zero or less."""

    code, status = "not_positive", 422
    sentence = "人数は、1以上の数字にしてください。"


class CapacityBelowConfirmed(DomainError):
    """The new capacity would be smaller than the number of people who hold a place."""

    code = "capacity_below_confirmed"
    sentence = "新しい定員は、すでに席が決まっている人数より少なくなっています。"

    @classmethod
    def of(cls, labels: tuple[str, str], confirmed: int, wanted: int) -> "CapacityBelowConfirmed":
        """Say how many hold a place, how many are asked for, and what would happen."""
        return cls(
            f"{'・'.join(labels)}の枠は、すでに{confirmed}人の席が決まっています。{wanted}人に減らしても、"
            f"決まっている方の席はそのままです。{confirmed - wanted}人分が空くまで、"
            "新しい申込みとキャンセル待ちの繰上げが止まります。"
        )


class NothingToRelease(DomainError):
    """The places of a pool were released before, or it has none to give."""

    code = "nothing_to_release"
    sentence = "この枠には、開放できる席がありません。"


class NotConfirmed(DomainError):
    """Somebody without a place was to be marked as present."""

    code = "not_confirmed"
    sentence = "この方の参加は確定していません（取消し又はキャンセル待ちなど）。申込みの状態を確かめてください。"


class NotTheDay(DomainError):
    """Somebody was to be marked as present before the day of the event."""

    code = "not_the_day"
    sentence = "催しの当日になっていないため、出席は記録できません。催しの名前と日付を確かめてください。"


class EventFull(DomainError):
    """Nobody can be let in at the door: no place is free, or others who wait come first."""

    code = "event_full"
    sentence = (
        "空いている席がないか、先に待っている方がいるため、受け付けられません。"
        "席を増やせるときは、先に定員を変更してください。"
    )


class MissingConsent(DomainError):
    """A photo was to be published before those whom it shows were asked."""

    code, status = "missing_consent", 422
    sentence = "写真を公開するには、写っている方の同意を確かめてください。"


class MissingAlternative(DomainError):
    """A picture came without the words for those who can not see it."""

    code, status = "missing_alternative", 422
    sentence = "代わりの文章を入力してください。画像を見られない方に必要です。"


class SurveyClosed(DomainError):
    """A questionnaire or poll was answered while it takes no answers."""

    code = "survey_closed"
    sentence = "回答の受付は終わっているか、まだ始まっていません。"


class AlreadyAnswered(DomainError):
    """A personal link to a questionnaire was used before."""

    code = "already_answered"
    sentence = "このリンクからは、すでに回答をいただいています。ご協力ありがとうございました。"


class SurveyHasAnswers(DomainError):
    """Questions were to be changed, and some had been answered already."""

    code = "survey_has_answers"
    sentence = "すでに回答が届いているため、設問は変更できません。はじめの文章だけは変更できます。"


class SurveyNotReady(DomainError):
    """A questionnaire was to be opened without questions, or before its event is public."""

    code = "survey_not_ready"
    sentence = "設問を1つ以上保存し、催しを公開してから、受付を始めてください。"


class AnswerNotOffered(DomainError):
    """An answer names a question or an option that does not exist."""

    code, status = "answer_not_offered", 422
    sentence = "設問が変わったか、選べない回答が含まれています。画面を開き直して、もう一度回答してください。"


class EventSettled(WrongStatus):
    """The step is not possible from where an event stands."""

    code = "event_settled"
    sentence = "この催しは、すでに別の状態に進んでいるため、この操作は行えません。最新の状態を確かめてください。"


class EventOver(DomainError):
    """An event that has been held can be neither moved nor called off."""

    code = "event_over"
    sentence = "この催しは終わっているため、この操作は行えません。"
