"""Codes of the import of an existing register."""

from platform_app.vocabulary.code import Code


class ImportStage(Code):
    """How far an import has come."""

    PREVIEWED = "previewed", "確認待ち"
    APPLIED = "applied", "取込済み"


class Outcome(Code):
    """What applying one row will do."""

    NEW = "new", "新規"
    DIFFERS = "differs", "変更あり"
    SAME = "same", "変更なし"
    ERROR = "error", "エラー"
