"""様式第1号 入会申請書・変更届."""

from collections.abc import Sequence
from enum import Enum

from platform_app.vocabulary.applications import Declaration
from platform_app.vocabulary.office import Office
from platform_app.vocabulary.profile import ProfileItem
from reports.documents.entry_rows import GRID_LABEL, HAND_HEIGHT, blank_rows, filled_rows, visibility_rows
from reports.documents.texts import BLANK_DATE, addressee, form_number, submit_lines
from reports.layout import (
    QR,
    Applicant,
    Choices,
    Column,
    Document,
    Grid,
    Note,
    Noun,
    Pair,
    Right,
    Row,
    Space,
    Table,
    Text,
    Title,
)

BLANK_TITLE, JOIN_TITLE, CHANGE_TITLE = "入会申請書・変更届", "入会申請書", "変更届"

APPLICANT_ROWS = (
    ("所在地", "{address}\u3000{building}"),
    ("団体名", "{name}"),
    ("代表者職・氏名", "{representative_title}\u3000{representative_name}"),
    ("電話番号", "{phone}"),
)
#: ``record_url`` leads the office from a sheet that comes back to its record.
APPLICANT = Applicant(APPLICANT_ROWS, code="{record_url}", code_lines=("受付番号", "{receipt_number}"))
DIFFERENCES = Table(
    (Column("label", "変更事項", 26), Column("before", "変更前", 50), Column("after", "変更後", 50)),
    "changes",
    size=9.5,
)
HAND_DATE = "\u3000\u3000\u3000年\u3000\u3000月\u3000\u3000日"
PAPER = "用紙の大きさは、日本産業規格A4とする。"


class Use(Enum):
    """What the one form is used for."""

    BLANK = "blank"
    JOIN = "join"
    CHANGE = "change"


def membership_application(
    items: Sequence[ProfileItem], use: Use, office: Office, declarations: Sequence[Declaration] = tuple(Declaration)
) -> Document:
    """Return the form for the items and declarations in use.

    Values: every item's key as printed text; ``submitted_on``, ``receipt_number``,
    ``record_url``; ``visibility_<key>`` a code; ``declarations`` codes parted by spaces. A change
    also takes ``member_number``, ``changed_on``, ``reason`` and ``changes``, rows of
    ``label``, ``before`` and ``after``. A blank takes ``online_url``.
    """
    if use is Use.BLANK:
        return _blank(items, office, declarations)
    body = _join(items, office, declarations) if use is Use.JOIN else _change(office)
    title = JOIN_TITLE if use is Use.JOIN else CHANGE_TITLE
    return Document(title, (*_head(office, "{submitted_on}"), *body), footer="受付番号\u3000{receipt_number}")


def _head(office: Office, day: str) -> tuple[Noun, ...]:
    number = form_number(office.join_form_number, office.join_form_article)
    return number, Right(day), Space(1), addressee(office), Space(2)


def _declared(declarations: Sequence[Declaration]) -> Row:
    return Row("確認・誓約事項", Choices(tuple((d.value, d.label) for d in declarations), "{declarations}"))


def _join(items: Sequence[ProfileItem], office: Office, declarations: Sequence[Declaration]) -> tuple[Noun, ...]:
    rows = (*filled_rows(items), *visibility_rows(items), _declared(declarations))
    return (
        APPLICANT,
        Title(JOIN_TITLE),
        Text(office.join_body),
        Space(2),
        Grid(rows, GRID_LABEL),
        Note((PAPER,)),
    )


def _change(office: Office) -> tuple[Noun, ...]:
    rows = (
        Pair(Row("会員番号", "{member_number}"), Row("変更年月日", "{changed_on}")),
        Row("変更の理由", "{reason}", lines=3),
    )
    return (
        APPLICANT,
        Title(CHANGE_TITLE),
        Text(office.change_body),
        Space(2),
        Grid(rows, GRID_LABEL),
        Space(3),
        DIFFERENCES,
        Note(("変更のない登録事項は、記載を省略しています。", PAPER)),
    )


def _blank(items: Sequence[ProfileItem], office: Office, declarations: Sequence[Declaration]) -> Document:
    kinds = Choices((("join", "入会（新しく参加する）"), ("change", "変更（登録した内容を変える）")))
    rows = (
        Row("※手続の区分", kinds, height=HAND_HEIGHT),
        Pair(Row("会員番号", "", height=HAND_HEIGHT), Row("変更年月日", HAND_DATE)),
        *blank_rows(items),
        *visibility_rows(items),
        _declared(declarations),
    )
    body = (
        *_head(office, BLANK_DATE),
        Applicant((("団体名", ""), ("代表者職・氏名", "")), line_height=8),
        Title(BLANK_TITLE),
        Text("次のとおり、入会を申請（登録事項の変更を届出）します。"),
        Space(2),
        Grid(rows, GRID_LABEL),
        Note(
            (
                "※の付いた項目は、必ず記入してください。",
                "変更の場合は、会員番号、変更年月日、団体名及び変更のある項目だけを記入してください。",
                "書ききれないときは、別の紙に書いて添えてください。",
                PAPER,
            )
        ),
        QR(
            "{online_url}",
            (
                "この申請は、インターネットでもできます。左の二次元コードからお進みください。",
                "{online_url}",
                *submit_lines(office),
            ),
        ),
    )
    return Document(BLANK_TITLE, body, footer="{printed_number}", top=14, bottom=15)
