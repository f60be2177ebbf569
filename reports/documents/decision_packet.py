"""起案: the papers of one 審査回, from the 伺い文 to the draft notices, as parts of one packet."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from platform_app.vocabulary.office import Office
from reports.documents.membership_application import DIFFERENCES
from reports.layout import (
    ApprovalBoxes,
    Column,
    Document,
    Grid,
    Heading,
    Noun,
    Numbered,
    Pair,
    Part,
    Row,
    Space,
    Table,
    TableRow,
    Text,
    Title,
    Together,
    Values,
)

TITLE = "起案"
REQUEST = "次の申請及び届出について、別紙のとおり審査しましたので、別紙案のとおり決定し、通知してよろしいか伺います。"
COUNTS = "入会\u3000{count_join}件\u3000\u3000変更\u3000{count_change}件\u3000\u3000退会\u3000{count_withdraw}件"
DATES = (("起案日", "{drafted_on}"), ("決裁日", "{decided_on}"), ("施行日", "{enforced_on}"))

APPLICATIONS = Table(
    (
        Column("number", "番号", 9, "center"),
        Column("receipt_number", "受付番号", 28),
        Column("kind_label", "区分", 17),
        Column("name", "団体名", 44),
        Column("received_on", "受付日", 28),
        Column("channel", "方法", 13),
        Column("checks", "確認結果", 22),
        Column("proposal", "処理案", 17),
    ),
    "applications",
    empty="この審査回に係る申請及び届出はありません。",
    size=8.5,
)

CHECKS = Table(
    (
        Column("sentence", "確認事項", 70),
        Column("article", "根拠", 20),
        Column("answer", "結果", 15, "center"),
        Column("note", "備考", 35),
    ),
    "checks",
    empty="確認の記録はありません。",
)

REGISTER = Table(
    (
        Column("member_number", "会員番号", 15),
        Column("name", "団体名", 50),
        Column("change", "異動事由", 17),
        Column("effective_on", "異動日", 27),
        Column("content", "内容", 50),
    ),
    "register_changes",
    empty="名簿の異動はありません。",
)


@dataclass(frozen=True)
class Case:
    """One application in the packet.

    ``values``: ``number``, ``receipt_number``, ``kind_label``, ``name``, ``received_on``,
    ``channel``, ``checks`` (a summary), ``proposal``, ``opinion``, ``possible_duplicates``;
    ``answers``: rows of ``sentence``, ``article``, ``answer``, ``note``; ``changes`` rows as in
    様式第1号; ``notice`` the draft to be sent with its values.
    """

    values: TableRow
    answers: Sequence[TableRow] = ()
    changes: Sequence[TableRow] = ()
    notice: Part | None = field(default=None)


def decision_packet(
    office: Office, batch: Values, cases: Sequence[Case], register_changes: Sequence[TableRow] = ()
) -> list[Part]:
    """Return the packet's parts in order, for ``render_packet``.

    ``batch``: ``inquiry`` (the 伺い文, REQUEST where it is missing), ``subject``,
    ``document_number``, ``drafted_on``, ``decided_on``, ``enforced_on``, ``drafter``,
    ``closed_on``, ``batch_name``, ``retention``, ``count_join``, ``count_change``,
    ``count_withdraw``, ``basis``, and the reconciliation ``before_count``,
    ``joined_count``, ``left_count``, ``after_count``.
    """
    batch = {"inquiry": REQUEST, **batch}
    listed: Values = {**batch, "applications": [case.values for case in cases]}
    changes: Values = {**batch, "register_changes": register_changes}
    drafts = [
        Part(case.notice.document, {**case.notice.values, "draft_mark": "（案）"}) for case in cases if case.notice
    ]
    return [
        Part(_cover(office), batch),
        Part(_list(), listed),
        *(
            Part(_case(case), {**case.values, "answers": "", "checks": case.answers, "changes": case.changes})
            for case in cases
        ),
        Part(_register(), changes),
        *drafts,
    ]


def _cover(office: Office) -> Document:
    return Document(
        TITLE,
        (
            Title("起\u3000案\u3000用\u3000紙"),
            ApprovalBoxes(office.approval_posts, DATES),
            Space(5),
            Grid(
                (
                    Row("件名", "{subject}", lines=3, height=12),
                    Pair(Row("文書番号", "{document_number}"), Row("保存期間", "{retention}")),
                    Pair(Row("起案者", "{drafter}"), Row("審査回", "{batch_name}")),
                    Row("根拠", "{basis}", lines=2),
                ),
                24,
            ),
            Space(4),
            Text("{inquiry}"),
            Space(3),
            Numbered(
                (
                    ("審査の対象", COUNTS),
                    ("受付の締切", "{closed_on}"),
                    ("添付書類", "申請及び届出の一覧、審査票（新旧対照表を含む。）、会員名簿の異動、通知案"),
                )
            ),
            Space(3),
            Text("{opinion}"),
        ),
    )


def _list() -> Document:
    return Document("申請及び届出の一覧", (Heading("申請及び届出の一覧"), Space(1), APPLICATIONS), margin=15)


def _case(case: Case) -> Document:
    differences: tuple[Noun, ...] = (Space(2), Heading("新旧対照表"), Space(1), DIFFERENCES) if case.changes else ()
    # A change that touches nothing of what membership rests on is asked nothing.
    checks: tuple[Noun, ...] = (Space(2), Heading("確認事項"), Space(1), CHECKS) if case.answers else ()
    return Document(
        "審査票",
        (
            Together((Heading("審査票（{receipt_number}）"), Space(1))),
            Grid(
                (
                    Row("団体名", "{name}", lines=2),
                    Pair(Row("区分", "{kind_label}"), Row("受付日", "{received_on}")),
                    Pair(Row("受付方法", "{channel}"), Row("処理案", "{proposal}")),
                    Row("審査の意見", "{opinion}", lines=6),
                    Row("類似する登録", "{possible_duplicates}", lines=4),
                ),
                28,
            ),
            *checks,
            *differences,
        ),
    )


def _register() -> Document:
    return Document(
        "会員名簿の異動",
        (
            Heading("会員名簿の異動"),
            Space(1),
            REGISTER,
            Space(4),
            Grid(
                (
                    Pair(Row("異動前の会員数", "{before_count}"), Row("入会", "{joined_count}")),
                    Pair(Row("異動後の会員数", "{after_count}"), Row("退会", "{left_count}")),
                ),
                34,
            ),
        ),
    )
