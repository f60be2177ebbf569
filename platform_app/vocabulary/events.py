"""Codes of events, registration and the day."""

from platform_app.vocabulary.code import Code


class EventKind(Code):
    """イベント種類."""

    SEMINAR = "seminar", "セミナー"
    EXCHANGE = "exchange", "情報交換会"
    CEREMONY = "ceremony", "講演・式典"
    ROUND_TABLE = "round_table", "円卓会議"
    REGULAR_MEETING = "regular_meeting", "定例会議"
    OTHER = "other", "その他"


class EventStatus(Code):
    """Where an event stands."""

    DRAFT = "draft", "準備中"
    PUBLISHED = "published", "開催予定"
    POSTPONED = "postponed", "延期"
    CANCELLED = "cancelled", "中止"


class EventFormat(Code):
    """Web開催 (GIF core data model, event: webinarStatus)."""

    VENUE = "venue", "現地開催のみ"
    HYBRID = "hybrid", "ハイブリッド"
    ONLINE = "online", "オンライン"


class Attending(Code):
    """How one person takes part."""

    VENUE = "venue", "会場"
    ONLINE = "online", "オンライン"


class EventAudience(Code):
    """For whom an event is."""

    EVERYBODY = "everybody", "どなたでも"
    MEMBERS = "members", "会員のみ"


class Selection(Code):
    """How places are given."""

    FIRST_COME = "first_come", "先着順"
    LOTTERY = "lottery", "抽選"
    APPROVAL = "approval", "承認制"


class SeatPool(Code):
    """Whom a number of places is kept for."""

    GENERAL = "general", "共通"
    MEMBERS = "members", "会員"
    PUBLIC = "public", "一般"
    RESERVED = "reserved", "招待・関係者"


class PartyPolicy(Code):
    """What happens when the next party on the waiting list is larger than the gap."""

    WAIT = "wait", "順番を守り、全員分の空きが出るまで待つ"
    SKIP = "skip", "全員分の空きがない申込みは飛ばし、次の申込みを繰り上げる"


class RegistrationStatus(Code):
    """申込状態."""

    PENDING = "pending", "選考中"
    CONFIRMED = "confirmed", "参加確定"
    WAITING = "waiting", "キャンセル待ち"
    OFFERED = "offered", "繰上げのご案内中"
    CANCELLED = "cancelled", "取消し"
    DECLINED = "declined", "辞退"
    EXPIRED = "expired", "回答期限切れ"
    REFUSED = "refused", "選外"


#: Registrations that hold places.
HOLDING = (RegistrationStatus.CONFIRMED, RegistrationStatus.OFFERED)
#: Registrations that are still under way.
LIVE = (*HOLDING, RegistrationStatus.WAITING, RegistrationStatus.PENDING)


class LedgerCause(Code):
    """Why places were looked at."""

    REGISTERED = "registered", "申込み"
    CANCELLED = "cancelled", "取消し"
    REDUCED = "reduced", "人数の減"
    CAPACITY = "capacity", "定員の変更"
    EXPIRED = "expired", "回答期限切れ"
    DECLINED = "declined", "辞退"
    RELEASED = "released", "枠の開放"
    DRAWN = "drawn", "抽選"
    APPROVED = "approved", "承認"
    BY_OFFICE = "by_office", "事務局の判断"
    LATE_ENTRY = "late_entry", "先に届いた申込みの入力"


class LedgerDecision(Code):
    """What was decided about one registration."""

    CONFIRMED = "confirmed", "参加確定"
    WAITS = "waits", "キャンセル待ちに登録"
    PROMOTED = "promoted", "繰上げ"
    OFFERED = "offered", "繰上げを案内"
    PASSED_OVER = "passed_over", "今回は見送り"
    STOPPED = "stopped", "繰上げを停止"
    REFUSED = "refused", "選外"
    ENDED = "ended", "終了"
    CONFLICT = "conflict", "要確認"
    REDUCED = "reduced", "人数を減らす"


class LedgerReason(Code):
    """The reason of a decision, as a person may read it."""

    SEAT_FREE = "seat_free", "空きがあったため"
    FULL = "full", "満席のため"
    OTHERS_WAIT = "others_wait", "先に待っている方がいるため"
    PARTY_TOO_LARGE = "party_too_large", "空きが人数に足りないため"
    ORGANISATION_LIMIT = "organisation_limit", "1団体の人数の上限のため"
    FROZEN = "frozen", "繰上げの締切を過ぎたため"
    NOT_OPEN = "not_open", "開催されないため"
    SELECTION = "selection", "選考による"
    ARRIVED_EARLIER = "arrived_earlier", "確定済みの方より先に届いていたため"
    OWN_WISH = "own_wish", "本人の申出による"


class Accommodation(Code):
    """配慮事項."""

    WHEELCHAIR = "wheelchair", "車椅子"
    SIGN_LANGUAGE = "sign_language", "手話通訳"
    CAPTIONS = "captions", "要約筆記・字幕"
    WRITTEN = "written", "筆談"
    ASSISTANCE_DOG = "assistance_dog", "補助犬"
    CHILDCARE = "childcare", "託児"
    NURSING_ROOM = "nursing_room", "授乳室"
    LARGE_PRINT = "large_print", "拡大・点字資料"
    OTHER = "other", "その他"


class AttendanceMark(Code):
    """出欠."""

    PRESENT = "present", "出席"
    LATE = "late", "遅刻"
    LEFT_EARLY = "left_early", "早退"
    ABSENT = "absent", "欠席"


#: Marks of those who took part.
ATTENDED = (AttendanceMark.PRESENT, AttendanceMark.LATE, AttendanceMark.LEFT_EARLY)
#: A tap that takes back every mark before it.
UNDONE = "undone"


class AttendanceSource(Code):
    """Where a mark of attendance came from."""

    SCREEN = "screen", "受付画面"
    KEPT = "kept", "受付画面（通信が戻ってから送信）"
    PAPER = "paper", "紙の受付名簿"
    REPORT = "report", "オンラインの参加記録"


class Organiser(Code):
    """How an organisation stands behind an event."""

    HOST = "host", "主催"
    CO_HOST = "co_host", "共催"
    SUPPORTER = "supporter", "後援"


class Reception(Code):
    """Whether one can register for an event now, as a visitor reads it."""

    NONE = "none", "申込み不要"
    NOT_YET = "not_yet", "受付開始前"
    OPEN = "open", "受付中"
    FEW = "few", "残りわずか"
    FULL = "full", "満席（キャンセル待ちを受付中）"
    CLOSED = "closed", "受付終了"
    ENDED = "ended", "終了"
    POSTPONED = "postponed", "延期"
    CANCELLED = "cancelled", "中止"


class EventFileKind(Code):
    """What a file of an event is."""

    FLYER = "flyer", "チラシ"
    MATERIAL = "material", "資料"
    PHOTO = "photo", "写真"
