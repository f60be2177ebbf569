"""様式第2号 退会届."""

from platform_app.vocabulary.office import Office
from reports.documents.entry_rows import GRID_LABEL
from reports.documents.membership_application import APPLICANT, APPLICANT_ROWS, PAPER
from reports.documents.texts import BLANK_DATE, addressee, form_number, submit_lines
from reports.layout import QR, Applicant, Document, Grid, Note, Noun, Pair, Right, Row, Space, Text, Title

TITLE = "退会届"


def withdrawal_notice(office: Office, *, is_blank: bool = False) -> Document:
    """Return the form, filled or to be written in by hand.

    Values: ``address``, ``building``, ``name``, ``representative_title``,
    ``representative_name``, ``phone``, ``member_number``, ``submitted_on``,
    ``receipt_number``, ``record_url``, ``withdrawn_on``, ``reason``, contact items; a blank takes
    ``online_url``.
    """
    day = BLANK_DATE if is_blank else "{submitted_on}"
    applicant = Applicant(APPLICANT_ROWS, line_height=9) if is_blank else APPLICANT
    body: tuple[Noun, ...] = (
        form_number(office.withdraw_form_number, office.withdraw_form_article),
        Right(day),
        Space(1),
        addressee(office),
        Space(2),
        applicant,
        Title(TITLE),
        Text(office.withdraw_body),
        Space(2),
        Grid(_blank_rows() if is_blank else _filled_rows(), GRID_LABEL),
        Note(("退会の理由は、差し支えのない範囲で記入してください。", PAPER)),
    )
    if is_blank:
        body = (
            *body,
            QR(
                "{online_url}",
                (
                    "この届出は、インターネットでもできます。左の二次元コードからお進みください。",
                    "{online_url}",
                    *submit_lines(office),
                ),
            ),
        )
    return Document(TITLE, body, footer="" if is_blank else "受付番号\u3000{receipt_number}")


def _filled_rows() -> tuple[Row | Pair, ...]:
    return (
        Pair(Row("会員番号", "{member_number}"), Row("退会年月日", "{withdrawn_on}")),
        Row("退会の理由", "{reason}", lines=8, height=24),
        Pair(Row("担当者氏名", "{contact_name}"), Row("電話番号", "{phone}")),
        Row("メールアドレス", "{email}"),
    )


def _blank_rows() -> tuple[Row | Pair, ...]:
    return (
        Row("会員番号", "", height=11),
        Row("退会年月日", BLANK_DATE, height=11),
        Row("退会の理由", "", height=45),
        Row("担当者氏名", "", height=11),
        Row("担当者の電話番号", "", height=11),
    )
