"""様式1 and 様式2 as Excel: blank, to be filled in, sent, and read by ``form_reading``."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook

from platform_app.vocabulary.applications import Declaration, Procedure
from platform_app.vocabulary.code import Code
from platform_app.vocabulary.office import Office
from platform_app.vocabulary.organisations import ActivityStage, NpoField, OrganisationKind, Theme, Visibility
from platform_app.vocabulary.profile import ITEMS_BY_KEY, WHOLE_AREA, WHOLE_AREA_LABEL, ItemKind, ProfileItem
from reports.documents.texts import addressee, form_number, submit_lines
from reports.form_sheet import FormSheet

JOIN_FORM, WITHDRAW_FORM = "membership_application", "withdrawal"
#: (code, label) of a municipality.
Place = tuple[str, str]
MEMBER_NUMBER_LABEL, REASON_LIMIT = "会員番号", 1000
CODES: dict[ItemKind, type[Code]] = {
    ItemKind.KIND: OrganisationKind,
    ItemKind.STAGE: ActivityStage,
    ItemKind.THEMES: Theme,
    ItemKind.NPO_FIELDS: NpoField,
}
#: Items of the entry that 様式2 asks for, and what its reader gives back.
WITHDRAWAL_ITEMS = ("name", "representative_title", "representative_name", "contact_name", "phone", "email")
PROCEDURES = (Procedure.JOIN, Procedure.CHANGE)


def blank_application(
    items: Sequence[ProfileItem],
    municipalities: Sequence[Place],
    office: Office,
    declarations: Sequence[Declaration] = tuple(Declaration),
) -> bytes:
    """Return 様式1 (入会申請書・変更届) as a workbook for the items and declarations in use.

    Names: every item's key; ``key__code`` for each of several choices;
    ``visibility_<key>``; ``declarations__<code>``; ``procedure``, ``submitted_on``,
    ``member_number``, ``changed_on``, ``reason``.
    """
    form = FormSheet("入会申請書・変更届", JOIN_FORM)
    number = form_number(office.join_form_number, office.join_form_article).text
    _head(
        form,
        number,
        addressee(office).text,
        "入会申請書・変更届",
        "次のとおり、入会を申請（登録事項の変更を届出）します。",
    )
    _procedure(form)
    group = ""
    for item in items:
        if item.group != group:
            group = item.group
            form.heading(group)
        _item(form, item, municipalities)
    _visibilities(form, items)
    _declarations(form, declarations)
    _notes(form, office, "変更の場合は、会員番号、変更年月日、団体名及び変更のある項目だけを入力してください。")
    return _saved(form.finish(f"{office.join_form_number} 入会申請書・変更届"))


def blank_withdrawal(office: Office) -> bytes:
    """Return 様式2 (退会届) as a workbook.

    Names: WITHDRAWAL_ITEMS, ``submitted_on``, ``member_number``, ``leave_on``, ``reason``.
    """
    form = FormSheet("退会届", WITHDRAW_FORM, row_height=32)
    number = form_number(office.withdraw_form_number, office.withdraw_form_article).text
    _head(form, number, addressee(office).text, "退会届", office.withdraw_body)
    form.date("submitted_on", "提出日")
    form.text("member_number", MEMBER_NUMBER_LABEL, limit=20)
    for key in WITHDRAWAL_ITEMS[:3]:
        _item(form, ITEMS_BY_KEY[key], ())
    form.date("leave_on", "※退会年月日")
    form.text("reason", "退会の理由", limit=REASON_LIMIT, lines=12, hint="差し支えのない範囲で入力してください。")
    for key in WITHDRAWAL_ITEMS[3:]:
        _item(form, ITEMS_BY_KEY[key], ())
    _notes(form, office, "退会の理由は、差し支えのない範囲で入力してください。")
    return _saved(form.finish(f"{office.withdraw_form_number} 退会届"))


def area_choices(municipalities: Sequence[Place]) -> list[Place]:
    """Return what 活動区域 offers: the whole prefecture first, then its municipalities."""
    return [(WHOLE_AREA, WHOLE_AREA_LABEL), *municipalities]


def _head(form: FormSheet, number: str, to: str, title: str, body: str) -> None:
    form.line(number)
    form.line(to)
    form.line(title, size=16, align="center", is_bold=True)
    form.line(body)


def _procedure(form: FormSheet) -> None:
    only_changes = "変更の場合だけ入力してください。"
    form.date("submitted_on", "提出日")
    form.choice("procedure", "※手続の区分", [procedure.label for procedure in PROCEDURES])
    form.text("member_number", MEMBER_NUMBER_LABEL, limit=20, hint=only_changes)
    form.date("changed_on", "変更年月日", hint=f"{only_changes}例：令和8年4月1日")
    form.text("reason", "変更の理由", limit=REASON_LIMIT, lines=2, hint=only_changes)


def _item(form: FormSheet, item: ProfileItem, municipalities: Sequence[Place]) -> None:
    label = f"※{item.label}" if item.required else item.label
    if item.kind is ItemKind.MUNICIPALITY:
        form.choice(item.key, label, [name for _, name in municipalities])
    elif item.kind is ItemKind.MUNICIPALITIES:
        form.choices(item.key, label, area_choices(municipalities))
    elif item.kind in {ItemKind.THEMES, ItemKind.NPO_FIELDS}:
        form.choices(item.key, label, CODES[item.kind].choices())
    elif item.kind in CODES:
        form.choice(item.key, label, [text for _, text in CODES[item.kind].choices()])
    else:
        is_long = item.kind is ItemKind.LONG_TEXT
        form.text(item.key, label, limit=item.limit, lines=6 if is_long else 1, hint=item.hint)


def _visibilities(form: FormSheet, items: Sequence[ProfileItem]) -> None:
    chosen = [item for item in items if item.choosable and item.visibility is not None]
    if chosen:
        form.heading("会員名簿での公開の範囲（選ばない項目は、次の範囲とします。）")
    for item in chosen:
        default = item.visibility.label if item.visibility else ""
        form.choice(
            f"visibility_{item.key}",
            f"{item.label}（{default}）",
            [v.label for v in Visibility],
            hint=f"選ばないときは「{default}」とします。",
        )


def _declarations(form: FormSheet, declarations: Sequence[Declaration]) -> None:
    if not declarations:
        return
    form.heading("確認・誓約事項（当てはまるものに○を入力してください。）")
    first = form.row
    for declaration in declarations:
        form.declaration(f"declarations__{declaration.value}", declaration.label)
    form.declarations_label("※確認・誓約事項", first)


def _notes(form: FormSheet, office: Office, *notes: str) -> None:
    form.line("備考　※の付いた項目は、必ず入力してください。", size=9)
    for note in (*notes, "用紙の大きさは、日本産業規格A4とする。"):
        form.line(f"　　　{note}", size=9)
    for line in submit_lines(office):
        form.line(line, size=9)


def _saved(book: Workbook) -> bytes:
    target = BytesIO()
    book.save(target)
    return target.getvalue()
