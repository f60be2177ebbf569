"""Acts on applications and batches."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from platform_app.actor import Actor, visitor
from platform_app.applications.models import Application, Attachment, Batch
from platform_app.applications.operations import (
    applying,
    attaching,
    batching,
    changing,
    deciding,
    linking,
    proxy,
    reviewing,
)
from platform_app.applications.operations.applying import Contents
from platform_app.dates import now, today
from platform_app.mail.outbox import Recipient
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.applications import AttachmentKind, Channel, Procedure
from tests import factories
from tests.architecture.world import World, document


def _application(world: World, name: str) -> Application:
    return world.row(Application, f"application:{name}")


def _holder(world: World, name: str) -> Actor:
    return visitor().for_application(world.ids[f"application:{name}"])


def _version(world: World, name: str) -> int:
    return _application(world, name).version


def _minor_change(world: World) -> object:
    application = _application(world, "change:draft")
    by = world.actor("representative")
    return changing.change_minor(application, by=by)


def _ready_for_minor(world: World) -> None:
    """Let the draft of a change say something that takes effect at once, too."""
    applying.retract(_application(world, "change:submitted"), by=world.actor("representative"))
    draft = _application(world, "change:draft")
    contents = Contents(profile={"website": "https://example.jp/new", "message": "よろしくお願いします。"})
    applying.save(draft, contents=contents, by=world.actor("representative"))


def _proxy(world: World, application: Application | None = None) -> Application:
    contents = replace(factories.contents(), channel=Channel.FAX, arrived_at=now())
    return proxy.enter(
        application,
        procedure=Procedure.JOIN,
        contents=contents,
        scans=[document("届いた紙.pdf")],
        by=world.actor("officer"),
    )


def _typed(world: World) -> None:
    typed = _proxy(world)
    world.ids["application:typed"] = applying.submit(typed, by=world.actor("officer")).id


def _read_back(world: World) -> object:
    typed = _application(world, "typed")
    told = proxy.told(typed)
    return proxy.read_back(
        typed,
        version=typed.version,
        second=told | {"phone": "088-000-7777"},
        settled={"phone": "088-000-7777"},
        by=world.actor("clerk"),
    )


BEFORE: Mapping[Action, Callable[[World], object]] = {
    Action.CHANGE_MINOR: _ready_for_minor,
    Action.READ_BACK: _typed,
}

ACTS: Mapping[Action, Callable[[World], object]] = {
    Action.START_DRAFT: lambda _world: applying.start(
        None, procedure=Procedure.JOIN, contents=factories.contents(), by=visitor(), resume_url="/apply/draft/x"
    ),
    Action.SAVE_DRAFT: lambda world: applying.save(
        _application(world, "join:draft"), contents=factories.contents(), by=_holder(world, "join:draft")
    ),
    Action.ATTACH: lambda world: attaching.attach(
        _application(world, "join:draft"),
        kind=next(iter(AttachmentKind)),
        by=_holder(world, "join:draft"),
        file=document("名簿.pdf", "another"),
    ),
    Action.DETACH: lambda world: attaching.detach(
        world.row(Attachment, "attachment:draft"), by=_holder(world, "join:draft")
    ),
    Action.SUBMIT: lambda world: applying.submit(_application(world, "join:draft"), by=_holder(world, "join:draft")),
    Action.RETRACT: lambda world: applying.retract(
        _application(world, "join:submitted"), reason="都合により", by=_holder(world, "join:submitted")
    ),
    Action.ENTER_PROXY: _proxy,
    Action.READ_BACK: _read_back,
    Action.START_REVIEW: lambda world: reviewing.start_review(
        _application(world, "join:submitted"), by=world.actor("officer")
    ),
    Action.CHECK: lambda world: reviewing.check(
        _application(world, "join:in_review"),
        answers={world.ids["criterion"]: ("unclear", "電話で確かめる")},
        by=world.actor("officer"),
    ),
    Action.ASSIGN: lambda world: reviewing.assign(
        _application(world, "join:in_review"), assignee_id=world.ids["user:clerk"], by=world.actor("officer")
    ),
    Action.NOTE: lambda world: reviewing.note(
        _application(world, "join:in_review"), text="確認中", by=world.actor("officer")
    ),
    Action.RETURN: lambda world: reviewing.return_for_correction(
        _application(world, "join:in_review"),
        points=[("name", "正式な名称を書いてください。")],
        by=world.actor("officer"),
    ),
    Action.FORWARD: lambda world: reviewing.forward(_application(world, "join:in_review"), by=world.actor("officer")),
    Action.RECALL: lambda world: reviewing.recall(
        _application(world, "awaiting"), reason="確認のため", by=world.actor("officer")
    ),
    Action.APPROVE: lambda world: deciding.approve(
        _application(world, "awaiting"),
        version=_version(world, "awaiting"),
        effective_on=today(),
        by=world.actor("decider"),
    ),
    Action.REJECT: lambda world: deciding.reject(
        _application(world, "awaiting"),
        version=_version(world, "awaiting"),
        reason_id=world.ids["reason"],
        by=world.actor("decider"),
    ),
    Action.ACCEPT: lambda world: deciding.accept(
        _application(world, "withdraw:submitted"),
        version=_version(world, "withdraw:submitted"),
        by=world.actor("officer"),
    ),
    Action.REVERSE: lambda world: deciding.reverse(
        _application(world, "join:approved"), reason="申出による", effective_on=today(), by=world.actor("decider")
    ),
    Action.REOPEN: lambda world: deciding.reopen(
        _application(world, "join:rejected"), reason="誤りがあったため", by=world.actor("decider")
    ),
    Action.CHANGE_MINOR: _minor_change,
    Action.OPEN_BATCH: lambda world: batching.open_batch(None, closes_on=today(), by=world.actor("officer")),
    Action.ADD_TO_BATCH: lambda world: batching.add(
        world.row(Batch, "batch:open"), application_ids=[world.ids["application:awaiting"]], by=world.actor("officer")
    ),
    Action.REMOVE_FROM_BATCH: lambda world: batching.remove(
        world.row(Batch, "batch:open"),
        application_id=world.ids["application:join:awaiting_decision"],
        by=world.actor("officer"),
    ),
    Action.DRAFT_BATCH: lambda world: batching.draft(
        world.row(Batch, "batch:open"),
        inquiry="伺います。",
        effective_on=today(),
        proposals={world.ids["application:join:awaiting_decision"]: batching.Verdict()},
        by=world.actor("officer"),
    ),
    Action.CLOSE_BATCH: lambda world: batching.close(world.row(Batch, "batch:open"), by=world.actor("officer")),
    Action.DECIDE_BATCH: lambda world: batching.decide(
        world.row(Batch, "batch:closed"),
        effective_on=today(),
        verdicts={world.ids["application:awaiting"]: batching.Verdict(version=_version(world, "awaiting"))},
        by=world.actor("decider"),
    ),
    Action.REQUEST_LINK: lambda world: linking.request_link(
        None,
        recipient=Recipient("見本の会", "office@example.jp", member_id=world.ids["member:foreign"]),
        path="/apply/change/open/{token}",
        procedure="change",
        by=visitor(),
    ),
    Action.USE_LINK: lambda world: linking.use_link(
        None, token=world.texts["member_link"], purpose="member", by=visitor()
    ),
}
