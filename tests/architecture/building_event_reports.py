"""Reports of the built platform's events: public, being corrected, submitted, approved, and one not begun."""

from platform_app.event_reports.models import EventReport, ReportPhoto
from platform_app.event_reports.operations import approving, duties
from platform_app.event_reports.operations.duties import DutyText
from platform_app.events.models import Event
from tests.architecture.world import World
from tests.event_reports import builders

DUTY = DutyText(
    "見本　職員", "主事", "課長　様", "", "「｛催し名｝」への出席", "参加者は｛参加者数｝人。", "次回に生かす。"
)


def build_reports(world: World) -> None:
    """Hold five events and bring their reports to where the pages want them."""
    officer, decider = world.actor("officer"), world.actor("decider")
    for name in ("reported", "correcting", "submitted", "approved", "unreported", "drafting"):
        world.ids[f"event:{name}"] = builders.held(officer, title=f"報告の会 {name}")[0].id
    for name in ("reported", "correcting"):
        _keep_photo(world, name, builders.published(_event(world, name), officer, decider))
    approving.correct(_event(world, "correcting"), reason="誤字を改めました。", by=officer)
    for name in ("submitted", "approved", "drafting"):
        builders.drafted(_event(world, name), officer)
        _keep_photo_row(world, name, builders.photographed(_event(world, name), officer))
    for name in ("submitted", "approved"):
        approving.submit(_event(world, name), based_on=1, by=officer)
    approving.approve(_event(world, "approved"), based_on=1, by=decider)
    duty = duties.draft(_event(world, "reported"), text=DUTY, by=officer)
    world.ids["duty:officer"] = duty.id


def _event(world: World, name: str) -> Event:
    return world.row(Event, f"event:{name}")  # type: ignore[no-any-return]


def _keep_photo(world: World, name: str, report: EventReport) -> None:
    _keep_photo_row(world, name, report.photos[0])


def _keep_photo_row(world: World, name: str, photo: ReportPhoto) -> None:
    world.ids[f"photo:{name}"] = photo.id
