"""Forms of the gallery: one field of every kind."""

from wtforms import FieldList, FormField
from wtforms.validators import Length

from forms.base import OneTimeForm, PlatformForm, SearchForm
from forms.choice_fields import Checkboxes, Radios, Select, SingleCheckbox, Visibility
from forms.date_fields import DateBoxes, PartialDate
from forms.fields import (
    Code,
    CorporateNumber,
    Email,
    Files,
    Kana,
    LongText,
    Number,
    Password,
    Phone,
    PostalCode,
    Search,
    Text,
    Url,
)
from platform_app.vocabulary.organisations import ActivityStage, OrganisationKind, Theme

SHORT_PASSWORD = "パスワードは12文字以上で入力してください。"


class LinkForm(PlatformForm):
    """One of several addresses."""

    class Meta(PlatformForm.Meta):
        """The outer form carries the token."""

        csrf = False

    name = Text("名称", required=True, limit=20)
    address = Url("アドレス")


class EveryForm(OneTimeForm):
    """Every kind of field."""

    name = Text("団体名", required=True, limit=40, hint="法人の種別も含めて、正式な名称を入力してください。")
    name_kana = Kana("団体名フリガナ", required=True, hint="ひらがなで入力しても、カタカナに直します。")
    number = Text("会員番号", readonly=True, width="short")
    kind = Select("団体種別", required=True, choices=OrganisationKind.choices())
    stage = Radios("取組の段階", required=True, choices=ActivityStage.choices())
    themes = Checkboxes(
        "活動分野", required=True, choices=Theme.choices(), columns=3, hint="あてはまるものをすべて選んでください。"
    )
    founded = PartialDate("設立年月日", hint="例：平成25年7月（年だけ、年月だけでも構いません）")
    effective_on = DateBoxes("異動日", required=True, hint="例：令和8年4月1日")
    corporate_number = CorporateNumber("法人番号", hint="13桁の番号です。")
    headcount = Number("会員・職員数")
    postal_code = PostalCode("郵便番号", required=True, hint="例：770-8570")
    address = Text("所在地", required=True, width="full", autocomplete="street-address")
    phone = Phone("電話番号", required=True, hint="例：088-621-2179")
    phone_visibility = Visibility("電話番号")
    email = Email("メールアドレス", required=True)
    website = Url("WebサイトURL")
    links = FieldList(FormField(LinkForm), label="SNS", min_entries=2)
    activities = LongText("活動の内容", required=True, limit=200, hint="現在の活動を入力してください。")
    rules = Files("規約・定款", accept=(".pdf", ".docx"), hint="PDF又はWordの文書（1件10MBまで）")
    password = Password("パスワード", [Length(min=12, message=SHORT_PASSWORD)], required=True)
    code = Code("確認コード", required=True, hint="認証アプリに表示された6桁の数字です。")
    agreed = SingleCheckbox("設置要綱を読み、同意します。", required=True)


class RegisterSearch(SearchForm):
    """A search with two conditions."""

    q = Search("キーワード")
    kind = Select("団体種別", choices=OrganisationKind.choices(), prompt="すべて")


#: What a person sends who fills in everything correctly.
FILLED = {
    "name": "特定非営利活動法人みほんの会",
    "name_kana": "みほんのかい",
    "kind": "npo",
    "stage": "active",
    "themes": "food",
    "founded": "平成25年7月",
    "effective_on-year": "令和8",
    "effective_on-month": "４",
    "effective_on-day": "1",
    "postal_code": "〒７７０－８５７０",
    "address": "みほん県みほん市一番町1",
    "phone": "088ー621ー2179",
    "phone_visibility": "private",
    "email": "ｉｎｆｏ@example.jp",
    "links-0-name": "甲",
    "links-1-name": "乙",
    "activities": "居場所を開いています。",
    "password": "correct horse battery",
    "code": "123 456",
    "agreed": "y",
    "submission_token": "a" * 32,
}
