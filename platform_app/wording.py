"""Sentences of the pages that no template of a feature owns: the error pages."""

from platform_app.vocabulary.accounts import Role

BACK = "前のページに戻って、もう一度お試しください。入力した内容は、ブラウザーの「戻る」で確かめられます。"
CONTACT = "解決しないときは、下の番号を添えて事務局へご連絡ください。"

#: Status code: (title, sentence, next steps).
ERROR_PAGES: dict[int, tuple[str, str, tuple[str, ...]]] = {
    400: ("送信内容を読み取れませんでした", "送信された内容の形式が正しくありません。", (BACK, CONTACT)),
    403: (
        "このページを開く権限がありません",
        "この操作を行う権限がありません。",
        ("ログインし直すか、管理者にご相談ください。",),
    ),
    404: (
        "ページが見つかりません",
        "お探しのページは見つかりませんでした。",
        ("アドレスに間違いがないか確かめてください。", "トップページから探し直してください。"),
    ),
    405: (
        "この方法では開けません",
        "このページは、直接開くことができません。",
        ("前のページの操作ボタンから進んでください。",),
    ),
    409: (
        "操作を完了できませんでした",
        "ほかの操作と重なったため、完了できませんでした。",
        ("最新の内容を確かめてください。",),
    ),
    410: (
        "このページは使えなくなりました",
        "リンクの期限が切れているか、すでに使われています。",
        (
            "パスワードを決めるなど、手続が済んでいるときは、ログインしてください。",
            "期限が切れたときは、もう一度リンクを申し込むか、事務局へご連絡ください。",
        ),
    ),
    413: (
        "ファイルが大きすぎます",
        "送信できる大きさの上限を超えています。",
        (
            "前のページに戻り、ファイルを小さくするか、分けて送ってください。",
            "入会などの手続は、郵送やFAXでも受け付けています。",
        ),
    ),
    415: ("この形式は扱えません", "送信された内容の形式が正しくありません。", (BACK,)),
    419: (
        "時間が経過したため、もう一度送信してください",
        "安全のため、時間の経過した画面からの送信は受け付けていません。",
        ("前のページに戻り、内容を確かめて、もう一度送信してください。",),
    ),
    422: ("入力内容を確かめてください", "入力内容に確認が必要な箇所があります。", (BACK,)),
    429: (
        "しばらく待ってからお試しください",
        "短い時間に続けて操作があったため、受付を止めています。",
        ("15分ほど待ってから、もう一度お試しください。",),
    ),
    500: ("エラーが発生しました", "処理の途中で問題が起きました。入力した内容は登録されていません。", (BACK, CONTACT)),
    503: (
        "混み合っています",
        "処理が混み合っています。入力した内容は登録されていません。",
        ("少し待ってから、もう一度お試しください。", CONTACT),
    ),
}


def serving_words(address: str, mail_folder: object, more: list[str]) -> str:
    """What ``make run`` prints: where to open the site, who can sign in, where mail lands.

    Without a folder mail goes out through a server, and only the office's page shows it.
    """
    page = "職員画面の「メール・連絡」"
    mail = f"{mail_folder}  （{page}でも読めます）" if mail_folder else f"{page}で読めます"
    lines = [
        "",
        f"  サイト         {address}/",
        f"  職員の入口     {address}/sign-in",
        *more,
        f"  送信メール     {mail}",
        "  終了するには Ctrl+C を押してください。",
        "",
    ]
    return "\n".join(lines)


def port_taken(port: int) -> str:
    """What ``make run`` says when another program, or the platform itself, already answers on the port."""
    return (
        f"{port} 番のポートは、ほかのプログラムが使っています（このシステムがすでに動いていることもあります）。"
        "それを終了するか、PORT=8080 make run のように、別の番号を選んでください。"
    )


#: What each kind of break in the audit chain means.
CHAIN_BREAKS = {
    "edited": "内容が書き換えられています",
    "missing": "直前の記録が削除されているか、順序が入れ替わっています",
    "tail": "末尾の記録が切り取られています",
    "head": "末尾を示す印が書き換えられています",
    "anchor": "控えのファイルに残る記録と一致しません",
}


def audit_verdict(count: int, breaks: list[tuple[str, int | None]]) -> str:
    """What ``flask audit verify`` says."""
    if not breaks:
        return f"操作の記録 {count} 件を確かめました。改ざんはありません。"
    lines = [f"操作の記録 {count} 件のうち、{len(breaks)} か所に問題があります。"]
    lines += [f"  記録番号 {entry_id or '不明'}：{CHAIN_BREAKS[kind]}" for kind, entry_id in breaks]
    return "\n".join(lines)


SAMPLE_NEEDS_EMPTY = "見本は、空の状態にだけ読み込めます。すでに利用者が登録されています。"


def sample_accounts(password: str, people: list[tuple[str, list[str]]]) -> list[str]:
    """Who can sign in to the sample, for ``make run``."""
    lines = [f"  見本の利用者   パスワードはどれも {password}"]
    return lines + [f"    {'・'.join(Role.label_of(role) for role in roles):　<6}  {email}" for email, roles in people]


def set_up_words(link: str) -> list[str]:
    """What ``make run`` prints of an empty platform: where the first administrator begins."""
    return [
        "  初期設定       次のアドレスを開いて、最初の管理者を登録してください（一度だけ使えます）。",
        f"    {link}",
    ]
