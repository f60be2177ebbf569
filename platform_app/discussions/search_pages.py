"""What the pages of the search share: reading the address, offering what there is."""

from collections.abc import Iterable

from forms.opinion_search import OpinionSearchForm
from platform_app.dates import fiscal_year, fiscal_year_label, to_tokyo
from platform_app.discussions import record_queries
from platform_app.discussions.search_queries import OpinionSearch
from platform_app.events import words
from platform_app.events.models import Event


def searched(*, for_office: bool) -> tuple[OpinionSearchForm, OpinionSearch, bool]:
    """Read the search form from the address; say whether it is sound."""
    events = record_queries.years_and_events(for_office=for_office)
    form = OpinionSearchForm().offer(
        years=_years(events),
        events=event_pairs(events),
        tags=[(tag, tag) for tag in record_queries.tags(for_office=for_office)],
    )
    _offer_within(form, {str(event.id) for event in events}, for_office=for_office)
    valid = form.validate()
    return form, OpinionSearch(**form.criteria()), valid


def _years(events: Iterable[Event]) -> list[tuple[str, str]]:
    years = {fiscal_year(to_tokyo(event.starts_at).date()) for event in events}
    return [(str(year), fiscal_year_label(year)) for year in sorted(years, reverse=True)]


def _offer_within(form: OpinionSearchForm, event_ids: set[str], *, for_office: bool) -> None:
    """Offer the themes of the chosen event, and the pillars of all of them or of the chosen one."""
    themes = (
        record_queries.themes_to_search(int(form.event.data), for_office=for_office)
        if form.event.data in event_ids
        else ()
    )
    chosen = [theme for theme in themes if form.theme.data in {"", None, str(theme.id)}]
    form.offer_within(
        [(str(theme.id), theme.title) for theme in themes],
        [(str(pillar.id), pillar.text) for theme in chosen for pillar in theme.pillars],
    )


def scope_of(form: OpinionSearchForm) -> str:
    """Say in words what a search narrowed the list to."""
    chosen = []
    for name, value in form.kept.items():
        field = form[name]
        shown = dict(field.choices).get(value, value) if hasattr(field, "choices") else value
        chosen.append(f"{field.label.text}：{shown}")
    return "、".join(chosen)


def event_pairs(events: Iterable[Event]) -> list[tuple[str, str]]:
    """Return events to choose from."""
    return [(str(event.id), f"{words.full_title(event)}（{words.day_of(event)}）") for event in events]
