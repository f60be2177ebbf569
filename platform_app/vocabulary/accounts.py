"""Codes of people and their rights."""

from platform_app.vocabulary.code import Code


class Role(Code):
    """What a person may do; the first four are the office's, the last two a member's."""

    VIEWER = "viewer", "閲覧"
    OFFICER = "officer", "担当"
    DECIDER = "decider", "決裁者"
    ADMINISTRATOR = "administrator", "管理者"
    REPRESENTATIVE = "representative", "団体代表"
    EDITOR = "editor", "団体編集者"


#: Whom the platform names where it acts of itself.
SYSTEM_NAME = "システム"

STAFF_ROLES = frozenset({Role.VIEWER, Role.OFFICER, Role.DECIDER, Role.ADMINISTRATOR})
MEMBER_ROLES = frozenset({Role.REPRESENTATIVE, Role.EDITOR})
