"""What can go wrong when an import is applied."""

from platform_app.errors import DomainError


class AlreadyApplied(DomainError):
    """The import was applied before; nothing is added twice."""

    code = "already_applied"
    sentence = "この取込は、すでに実行されています。結果の画面で内容を確かめてください。"


class PreviewOutdated(DomainError):
    """The register or the matching changed after the preview was shown."""

    code = "preview_outdated"
    sentence = (
        "確認の画面を開いた後に、会員名簿か列の対応付けが変わりました。"
        "新しい内容を確かめてから、もう一度取り込んでください。"
    )
