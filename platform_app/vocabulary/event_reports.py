"""Words of the 開催報告: where it stands, its pictures, and what its text may refer to."""

from platform_app.vocabulary.code import Code


class ReportStatus(Code):
    """Where the working text of a report stands."""

    DRAFT = "draft", "作成中"
    SUBMITTED = "submitted", "承認待ち"
    APPROVED = "approved", "承認済み（公開前）"
    PUBLISHED = "published", "公開中"
    WITHDRAWN = "withdrawn", "公開終了"


class PhotoKind(Code):
    """What a picture of a report is."""

    PHOTO = "photo", "写真"
    GRAPHIC = "graphic", "図解記録"


class PhotoConsent(Code):
    """What is known of 掲載の同意."""

    UNKNOWN = "unknown", "まだ確かめていない"
    GIVEN = "given", "写っている全員から、撮影と掲載の同意を得ている"
    NOBODY = "nobody", "個人を見分けられる人は写っていない"
    REFUSED = "refused", "同意を得られない人がいる"


#: What lets a picture be published, with the name of the person who confirmed it.
CONSENTED = (PhotoConsent.GIVEN, PhotoConsent.NOBODY)


class Count(Code):
    """One of the counts of an event; the label is the reference that a text writes."""

    PEOPLE = "people", "参加者数"
    ORGANISATIONS = "organisations", "団体数"
    GOVERNMENTS = "governments", "自治体数"
    AT_VENUE = "at_venue", "会場の人数"
    ONLINE = "online", "オンラインの人数"
    REGISTERED = "registered", "申込者数"


#: The unit that each count is said with.
UNIT_OF: dict[str, str] = {
    Count.PEOPLE: "人",
    Count.ORGANISATIONS: "団体",
    Count.GOVERNMENTS: "自治体",
    Count.AT_VENUE: "人",
    Count.ONLINE: "人",
    Count.REGISTERED: "人",
}
#: The units in which a number typed by hand means one of the counts.
UNITS: dict[str, Count] = {
    "人": Count.PEOPLE,
    "名": Count.PEOPLE,
    "団体": Count.ORGANISATIONS,
    "自治体": Count.GOVERNMENTS,
    "市町村": Count.GOVERNMENTS,
}

#: References that stand within a sentence, and what each gives.
INLINE: dict[str, str] = {
    Count.PEOPLE.label: "出席した人の数（数字だけ）",
    Count.ORGANISATIONS.label: "出席した団体の数（数字だけ）",
    Count.GOVERNMENTS.label: "出席した自治体の数（数字だけ）",
    Count.AT_VENUE.label: "会場で出席した人の数（数字だけ）",
    Count.ONLINE.label: "オンラインで出席した人の数（数字だけ）",
    Count.REGISTERED.label: "参加が確定していた人の数（数字だけ）",
    "催し名": "回次の付いた名称",
    "開催日": "年月日と曜日",
    "開催時間": "開始と終了の時刻",
    "会場": "会場とオンラインの方法",
    "テーマ": "副題・テーマ",
    "主催": "主催者の名称",
}
#: References that stand alone on a line and give a whole part.
BLOCKS: dict[str, str] = {
    "参加者の内訳": "人・団体・自治体の数",
    "プログラム": "プログラムの表",
    "登壇者": "発表者・講師の一覧",
    "意見": "討議の柱ごとの意見（公開した記録だけ）",
    "アンケート": "締め切ったアンケートの結果（少ない数は伏せます）",
    "会場の投票": "締め切った会場の投票の結果（少ない数は伏せます）",
    "写真": "本文に置いていない写真と図解記録のすべて。｛写真1｝のように番号を付けると、その1枚",
    "次回": "次の催し",
    "問合せ先": "催しの問合せ先",
}
PHOTO_BLOCK = "写真"


class TypedState(Code):
    """How a number that was typed by hand stands to the present count."""

    OUTDATED = "outdated", "以前の集計のままです"
    SAME = "same", "今の集計と同じです"
    OTHER = "other", "集計にない数です"
