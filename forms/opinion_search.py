"""Searching opinions over all events and years."""

from collections.abc import Sequence
from typing import Any

from forms.base import SearchForm
from forms.choice_fields import Select
from forms.fields import Search
from platform_app.vocabulary.events import EventKind
from platform_app.vocabulary.trace import AnswerState

ANY = "すべて"
Pairs = Sequence[tuple[str, str]]


class OpinionSearchForm(SearchForm):
    """Find opinions by their words, and narrow them down."""

    words = Search("言葉", hint="2文字から探せます。空白で区切ると、すべてを含む意見を探します。")
    year = Select("年度", prompt=ANY)
    kind = Select("催しの種類", prompt=ANY, choices=EventKind.choices())
    event = Select("催し", prompt=ANY)
    theme = Select("テーマ", prompt=ANY)
    pillar = Select("討議の柱", prompt=ANY)
    tag = Select("分類", prompt=ANY)
    answered = Select("対応", prompt=ANY, choices=AnswerState.choices())

    def offer(self, *, years: Pairs, events: Pairs, tags: Pairs) -> "OpinionSearchForm":
        """Offer what there is; the form itself knows nothing."""
        self.year.choices, self.event.choices, self.tag.choices = list(years), list(events), list(tags)
        return self

    def offer_within(self, themes: Pairs, pillars: Pairs) -> "OpinionSearchForm":
        """Offer the themes and pillars of the chosen event; without one there are none to choose from."""
        self.theme.choices, self.pillar.choices = list(themes), list(pillars)
        for field in (self.theme, self.pillar):
            if not field.choices:
                field.data = ""
        return self

    @property
    def shown_names(self) -> list[str]:
        """Return the fields beside the words that have something to choose from."""
        return [field.short_name for field in self if getattr(field, "choices", None)]

    @property
    def is_narrowed(self) -> bool:
        """Say whether more than words is asked for."""
        return any(self[name].data for name in self.shown_names)

    def criteria(self) -> dict[str, Any]:
        """Return what is looked for; what is not offered narrows nothing."""
        numbers = {
            key: int(field.data) if field.data and not field.errors else None
            for key, field in (
                ("year", self.year), ("event_id", self.event), ("theme_id", self.theme), ("pillar_id", self.pillar),
            )
        }  # fmt: skip
        texts = {key: (self[key].data or "").strip() if not self[key].errors else "" for key in TEXTS}
        return {**numbers, **texts}


TEXTS = ("words", "kind", "tag", "answered")
