"""抽選結果表: the seed, the list and what came of it, without a name."""

from reports.layout import Column, Document, Numbered, Table, Text, Title

TITLE = "参加申込み抽選結果表"

#: Values: event, drawn_at, drawn_by, seed, count, rows of {rank, number, size, attending, seat_class, outcome}.
LOTTERY_RESULT = Document(
    TITLE,
    (
        Title(TITLE),
        Numbered((
            ("催し", "{event}"), ("抽選日時", "{drawn_at}"), ("抽選を行った者", "{drawn_by}"),
            ("抽選の種", "{seed}"), ("対象の申込み", "{count}"),
        )),
        Text(
            "抽選の順番は、「抽選の種:受付番号」という文字列（UTF-8）のSHA-256の値が小さい順です。"
            "種と受付番号の一覧があれば、誰でも同じ順番を確かめられます。人数分の席がある申込みから順に席を割り当て、"
            "残りはこの順番でキャンセル待ちになります。"
        ),
        Table((
            Column("rank", "順番", 8, "right"), Column("number", "受付番号", 24), Column("size", "人数", 10, "right"),
            Column("attending", "参加方法", 18), Column("seat_class", "区分", 20), Column("outcome", "結果", 20),
        ), "rows"),
    ),
)  # fmt: skip
