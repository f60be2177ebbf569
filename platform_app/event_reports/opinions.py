"""The opinions of an event as a report prints them: published records only, through the one filter on opinions."""

from collections.abc import Sequence
from dataclasses import dataclass

from platform_app.discussions import queries
from platform_app.discussions.models import Pillar
from platform_app.discussions.queries import ShownOpinion


@dataclass(frozen=True)
class PillarShown:
    """One 柱 with its opinions as they are printed."""

    title: str
    opinions: tuple[str, ...]


@dataclass(frozen=True)
class ThemeShown:
    """One theme of a discussion with its pillars."""

    title: str
    pillars: tuple[PillarShown, ...]


def themes_shown(event_id: int) -> list[ThemeShown]:
    """Return the records of an event that everybody may read, each 柱 with the lines that may be shown."""
    themes = [theme for theme in queries.themes_of(event_id) if theme.is_published]
    lines = queries.shown_opinions(themes)
    shown = [
        ThemeShown(theme.title, tuple(pillar for each in theme.pillars if (pillar := _pillar(each, lines)).opinions))
        for theme in themes
    ]
    return [theme for theme in shown if theme.pillars]


def _pillar(pillar: Pillar, lines: Sequence[ShownOpinion]) -> PillarShown:
    return PillarShown(pillar.text, tuple(line.printed for line in lines if line.pillar_id == pillar.id))
