"""Themes, tables and lines of the built platform's events."""

import io

from PIL import Image

from platform_app.actor import visitor
from platform_app.applications.attachments import CheckedFile, check_upload
from platform_app.discussions.models import Opinion, Theme
from platform_app.discussions.operations import curating, themes, writing
from platform_app.discussions.operations import tables as leaving
from platform_app.discussions.operations.tables import Outcome
from platform_app.discussions.operations.themes import PillarPlan, ThemePlan
from platform_app.discussions.operations.writing import Change, Words, Writer
from platform_app.events.models import Event
from platform_app.extensions import db, writer
from platform_app.groups.models import Group, Grouping
from tests.architecture.world import World


def build_discussions(world: World) -> None:
    """One open theme with lines of every standing, and one that is planned only."""
    event: Event = world.row(Event, "event:published")
    _tables(world, event)
    for name, title in (("open", "啓発について"), ("planned", "次の催しについて")):
        _theme(world, event, name, title)
    _lines(world)
    _left(world)


def _tables(world: World, event: Event) -> None:
    with writer():
        grouping = Grouping(event_id=event.id, title="討議の班")
        db.session.add(grouping)
        db.session.flush()
        for number in (1, 2):
            code = f"PLANTED{number}"
            group = Group(grouping_id=grouping.id, event_id=event.id, number=number, code=code, attending="venue")
            db.session.add(group)
            db.session.flush()
            world.ids[f"table:{number}"], world.texts[f"code:table:{number}"] = group.id, code
        db.session.commit()


def _theme(world: World, event: Event, name: str, title: str) -> None:
    officer = world.actor("officer")
    plan = ThemePlan(title, [PillarPlan("誰に"), PillarPlan("どのように")])
    theme = themes.save_theme(event, plan=plan, by=officer)
    world.ids[f"theme:{name}"], world.texts[f"code:screen:{name}"] = theme.id, theme.screen_code
    world.ids[f"pillar:{name}"] = theme.pillars[0].id
    if name == "open":
        themes.turn_theme(theme, is_open=True, by=officer)
        themes.publish_theme(theme, is_published=True, by=officer)


def words(world: World, text: str) -> Words:
    """Return words under the first pillar of the open theme."""
    return Words(world.ids["pillar:open"], text)


def table(world: World, number: int = 1) -> Writer:
    """Return a table as it writes."""
    return Writer(world.ids[f"table:{number}"])


def _lines(world: World) -> None:
    officer = world.actor("officer")
    theme: Theme = world.row(Theme, "theme:open")
    for name in ("plain", "plain2", "withheld", "removed", "source1", "source2", "conflict", "second"):
        by = table(world, 2 if name.endswith("2") else 1)
        row = writing.write(theme, words=words(world, f"意見{name}"), writer=by, client_id=f"line-{name}", by=visitor())
        world.ids[f"opinion:{name}"] = row.id
    for number in (1, 2):
        change = Change("line-conflict", 1, words(world, f"直した意見{number}"), id=f"change-{number}")
        writing.edit(theme, change=change, writer=table(world), by=visitor())
    row = world.row(Opinion, "opinion:conflict")
    world.ids["edit:conflict"] = next(edit.id for edit in row.edits if edit.outcome == "conflict")
    curating.withhold(theme, opinion_id=world.ids["opinion:withheld"], reason="特定の方が分かるため", by=officer)
    gone = world.ids["opinion:removed"]
    writing.remove(theme, opinion_id=gone, version=1, group_id=world.ids["table:1"], by=visitor())
    sources = [world.ids["opinion:source1"], world.ids["opinion:source2"]]
    merged = curating.merge(theme, opinion_ids=sources, text="まとめた意見", kind="summary", by=officer)
    world.ids["opinion:merged"] = merged.id


def _left(world: World) -> None:
    theme: Theme = world.row(Theme, "theme:open")
    officer = world.actor("officer")
    outcome = Outcome("まとまった", "社協", "訪問の仕方を決める", "来月")
    row = leaving.summarise(theme, writer=table(world), outcome=outcome, base_version=0, by=visitor())
    world.ids["summary:first"] = row.id
    upload = photo()
    chart = leaving.add_chart(theme, writer=table(world), upload=upload, alternative="1班の模造紙", by=officer)
    world.ids["chart:first"] = chart.id


def photo() -> CheckedFile:
    """Return a small picture."""
    kept = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(kept, "PNG")
    return check_upload("模造紙.png", kept.getvalue(), most_bytes=2**20)
