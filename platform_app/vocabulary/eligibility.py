"""The check-list and the reasons for refusal that a new installation starts with.

Built from the joining criteria that prefectures publish (domain notes 1.2): an
organisation, not a person; acting or interested; neither antisocial nor political
nor religious in purpose. The office edits both lists.
"""

#: Code, sentence, guidance, article.
CRITERIA: tuple[tuple[str, str, str, str], ...] = (
    (
        "activity",
        "孤独・孤立対策に取り組んでいるか、取り組む意向又は関心がある。",
        "活動内容の欄と添付資料で確かめる。",
        "第3条",
    ),
    ("organisation", "団体である（個人ではない）。", "規約、定款、法人番号などで確かめる。", "第3条"),
    ("not_antisocial", "反社会的勢力ではなく、これと関係を有していない。", "誓約の有無を確かめる。", "第4条"),
    ("not_political", "政治活動又は宗教活動を主たる目的としていない。", "設立目的と活動内容で確かめる。", "第4条"),
    ("lawful", "法令又は公序良俗に反する活動を行っていない。", "誓約の有無を確かめる。", "第4条"),
    ("contact", "連絡先が確認できる。", "電話又はメールで連絡が取れることを確かめる。", "第4条"),
)

#: Code, article, sentence.
REASONS: tuple[tuple[str, str, str], ...] = (
    ("not_organisation", "第3条", "団体としての実体を確認できないため。"),
    ("outside_purpose", "第3条", "プラットフォームの目的に沿う活動又は関心を確認できないため。"),
    ("antisocial", "第4条第1号", "反社会的勢力との関係がないことを確認できないため。"),
    ("political_religious", "第4条第2号", "政治活動又は宗教活動を主たる目的とすると認められるため。"),
    ("unlawful", "第4条第3号", "法令又は公序良俗に反するおそれがあると認められるため。"),
    ("false_statement", "第4条第4号", "申請の内容に事実と異なる記載があったため。"),
)
