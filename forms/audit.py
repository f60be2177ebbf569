"""What the reader of the audit log looks for."""

from typing import Any

from forms.base import SearchForm
from forms.choice_fields import Select
from forms.fields import CodeLike, Search
from forms.validators import WarekiDate
from platform_app.dates import parse_date
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.tables import TABLES


class AuditFilterForm(SearchForm):
    """Narrow the log by act, word, thing and day."""

    words = Search("操作した人・対象")
    action = Select("操作", prompt="すべて", choices=Action.choices())
    subject_type = Select("対象の種類", prompt="すべて", choices=list(TABLES.items()))
    since = CodeLike("いつから", [WarekiDate()])
    until = CodeLike("いつまで", [WarekiDate()])

    def criteria(self) -> dict[str, Any]:
        """Return what was asked for, with days as dates."""
        return {
            "words": (self.words.data or "").strip(),
            "action": self.action.data or "",
            "subject_type": self.subject_type.data or "",
            "since": parse_date(self.since.data) if self.since.data else None,
            "until": parse_date(self.until.data) if self.until.data else None,
        }
