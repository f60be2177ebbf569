"""Every route with an address that leads somewhere: what a new argument means is said here once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from platform_app.members.rosters import ROSTERS
from platform_app.vocabulary.accounts import Role
from reports.documents import name_cards, table_cards
from reports.rosters.opinions import ROSTERS as OPINION_ROSTERS
from reports.rosters.participants import ROSTERS as PARTICIPANT_ROSTERS
from tests.architecture.world import World

#: What an argument of an address stands for, by blueprint or endpoint and argument; the
#: more exact entry wins. A name leads to ``World.ids`` or ``World.texts``; a leading
#: ``=`` says the value itself. Several values give several addresses.
ARGUMENTS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("applications", "key"): ("secret:join:draft", "secret:join:approved", "secret:join:returned"),
    ("applications.attachment", "key"): ("secret:join:draft",),
    ("applications.open_link", "token"): ("member_link",),
    ("applications", "attachment_id"): ("attachment:draft",),
    ("applications.notice", "key"): ("secret:join:approved",),
    ("applications", "notice_id"): ("notice:join:approved",),
    ("changes", "key"): ("secret:withdraw:draft", "secret:change:draft"),
    ("changes", "token"): ("member_link",),
    ("tracking", "number"): ("number:join:submitted", "number:join:approved"),
    ("tracking", "token"): ("application_link",),
    ("applications_staff", "application_id"): (
        "application:join:submitted",
        "application:join:in_review",
        "application:join:awaiting_decision",
        "application:join:approved",
        "application:change:submitted",
        "application:withdraw:submitted",
        "application:join:rejected",
    ),
    ("applications_staff.attachment", "application_id"): ("application:join:draft",),
    ("applications_staff", "attachment_id"): ("attachment:draft",),
    ("applications_staff.correction_request_pdf", "application_id"): ("application:join:returned",),
    ("applications_staff.notice_pdf", "application_id"): ("application:join:approved",),
    ("applications_staff", "notice_id"): ("notice:join:approved",),
    ("proxy_staff", "application_id"): (
        "application:join:draft",
        "application:join:submitted",
        "application:proxy:draft",
        "application:proxy:submitted",
    ),
    ("proxy_staff", "attachment_id"): ("attachment:draft",),
    ("batch_staff.notices_pdf", "batch_id"): ("batch:decided",),
    ("batch_staff", "batch_id"): ("batch:open", "batch:closed"),
    ("batch_staff", "application_id"): ("application:join:awaiting_decision",),
    ("accounts", "token"): ("invitation",),
    ("accounts.reset", "token"): ("reset",),
    ("accounts_staff", "user_id"): ("user:clerk",),
    ("accounts_staff.resend", "user_id"): ("user:invited_clerk",),
    ("my", "user_id"): ("user:colleague",),
    ("my.resend", "user_id"): ("user:invited",),
    ("members", "number"): ("number:own",),
    ("members", "key"): tuple(f"={key}" for key in ROSTERS),
    ("members_staff", "key"): tuple(f"={key}" for key in ROSTERS),
    ("members_staff", "name"): ("=12",),
    ("member_records", "number"): ("number:own",),
    ("member_records", "line_id"): ("line:own",),
    ("audit_staff", "entry_id"): ("entry:newest",),
    ("imports", "import_id"): ("import:previewed",),
    ("mail_staff", "message_id"): ("message:failed",),
    ("mail_staff", "task_id"): ("task:waiting",),
    ("office_staff", "line_id"): ("criterion",),
    ("places", "code"): ("=7700941",),
    ("events", "event_id"): ("event:published",),
    ("events", "file_id"): ("file:flyer",),
    ("events_staff", "event_id"): ("event:published", "event:draft"),
    ("events_staff.publish", "event_id"): ("event:draft",),
    ("events_staff.edit_file", "event_id"): ("event:published",),
    ("events_staff", "file_id"): ("file:flyer",),
    ("events_staff.release", "event_id"): ("event:published",),
    ("events_staff", "pool_id"): ("pool:reserved",),
    ("events_staff.reached", "event_id"): ("event:published",),
    ("events_staff", "change_id"): ("change:moved",),
    ("registrations", "event_id"): ("event:published",),
    ("registrations", "number"): ("number:registration:first", "number:registration:party"),
    ("registrations.accept", "number"): ("number:registration:offered",),
    ("registrations.decline", "number"): ("number:registration:offered",),
    ("registrations.reduce", "number"): ("number:registration:party",),
    ("registrations.substitute", "number"): ("number:registration:first",),
    ("registrations", "participant_id"): ("participant:first",),
    ("registrations", "secret"): ("secret:registration:first",),
    ("counter.show", "event_id"): ("event:published", "event:conflict"),
    ("counter", "event_id"): ("event:published",),
    ("counter", "registration_id"): ("registration:first", "registration:waiting", "registration:party"),
    ("counter.answer", "event_id"): ("event:offers",),
    ("counter.answer", "registration_id"): ("registration:offered",),
    ("counter.decide", "event_id"): ("event:approval",),
    ("counter.decide", "registration_id"): ("registration:pending",),
    ("counter.reduce", "registration_id"): ("registration:party",),
    ("counter.settle", "event_id"): ("event:conflict",),
    ("counter.settle", "registration_id"): ("registration:conflict",),
    ("registrations_staff", "event_id"): ("event:published", "event:conflict", "event:offers"),
    ("registrations_staff.lottery", "event_id"): ("event:undrawn", "event:drawn"),
    ("registrations_staff.lottery_pdf", "event_id"): ("event:drawn",),
    ("telling", "event_id"): ("event:published",),
    ("telling", "rule_id"): ("rule:planned",),
    ("events_day", "event_id"): ("event:today",),
    ("events_day", "participant_id"): ("participant:present", "participant:expected"),
    ("events_day", "key"): tuple(f"={key}" for key in PARTICIPANT_ROSTERS),
    ("events_day", "output"): ("=pdf", "=data.xlsx"),
    ("events_day", "name"): ("=12",),
    ("events_day", "size"): tuple(f"={size}" for size in name_cards.SHEETS),
    ("events_day", "form"): tuple(f"={form}" for form in table_cards.FORMS),
    ("survey_staff", "event_id"): ("event:published",),
    ("survey_staff.show", "event_id"): ("event:published", "event:today", "event:offers", "event:conflict"),
    ("survey_staff.questions", "event_id"): ("event:offers", "event:published"),
    ("survey_staff", "poll_id"): ("poll:open", "poll:closed"),
    ("surveys", "code"): ("code:survey:open", "code:survey:closed"),
    ("surveys.personal", "code"): ("code:survey:open",),
    ("surveys.results", "code"): ("code:survey:closed",),
    ("surveys.poll", "code"): ("code:poll:open", "code:poll:closed"),
    ("surveys.poll_code_image", "code"): ("code:poll:open",),
    ("surveys", "secret"): ("secret:survey",),
    ("worksheets", "sheet_id"): ("sheet:public", "sheet:table", "sheet:private"),
    ("worksheet_table", "code"): ("code:sheet:table", "code:sheet:public"),
    ("worksheet_table", "line"): ("=self", "=canvas"),
    ("my_worksheets", "sheet_id"): ("sheet:private", "sheet:public"),
    ("worksheet_staff", "event_id"): ("event:published",),
    ("partners", "number"): ("number:third",),
    ("partners", "introduction_id"): ("introduction:asked", "introduction:agreed"),
    ("partners.withdraw", "introduction_id"): ("introduction:agreed",),
    ("introductions_staff", "introduction_id"): ("introduction:asked", "introduction:agreed"),
    ("records", "event_id"): ("event:today",),
    ("records", "opinion_id"): ("opinion:followed", "opinion:open"),
    ("records_staff", "event_id"): ("event:today",),
    ("records_staff", "theme_id"): ("theme:record",),
    ("records_staff", "key"): tuple(f"={key}" for key in OPINION_ROSTERS),
    ("records_staff", "output"): ("=pdf", "=data.xlsx"),
    ("opinions_staff", "opinion_id"): ("opinion:followed", "opinion:open"),
    ("opinions_staff", "key"): tuple(f"={key}" for key in OPINION_ROSTERS),
    ("opinions_staff", "output"): ("=pdf", "=data.xlsx"),
    ("opinions_staff", "trace_id"): ("trace:followed",),
    ("opinions_staff", "step_id"): ("step:followed",),
    ("opinions_staff.complete", "trace_id"): ("trace:task",),
    ("opinions_staff.complete", "step_id"): ("step:task",),
    ("event_reports", "event_id"): ("event:reported",),
    ("event_reports", "photo_id"): ("photo:reported",),
    ("event_reports_staff", "event_id"): ("event:drafting",),
    ("event_reports_staff.show", "event_id"): (
        "event:reported",
        "event:correcting",
        "event:submitted",
        "event:approved",
        "event:unreported",
        "event:published",
    ),
    ("event_reports_staff.draft", "event_id"): ("event:unreported",),
    ("event_reports_staff.send_back", "event_id"): ("event:submitted",),
    ("event_reports_staff.withdraw", "event_id"): ("event:reported",),
    ("event_reports_staff.correct", "event_id"): ("event:reported",),
    ("event_reports_staff", "version"): ("=1",),
    ("event_reports_staff", "photo_id"): ("photo:drafting",),
    ("duty_reports", "event_id"): ("event:reported",),
    ("duty_reports", "duty_id"): ("duty:officer",),
    ("groups_staff", "event_id"): ("event:grouped",),
    ("groups_staff", "grouping_id"): ("grouping:proposed", "grouping:confirmed"),
    ("groups_staff.remove", "grouping_id"): ("grouping:unwanted",),
    ("groups_staff", "participant_id"): ("participant:grouped:3",),
    ("groups_staff", "number"): ("=1",),
    ("groups_staff", "wish_id"): ("wish:apart",),
    ("groups_staff", "output"): ("=pdf", "=data.xlsx"),
    ("discussions_staff", "event_id"): ("event:published",),
    ("discussions_staff", "theme_id"): ("theme:open",),
    ("discussions_staff.show", "theme_id"): ("theme:open", "theme:planned"),
    ("discussions_staff", "opinion_id"): ("opinion:plain", "opinion:withheld", "opinion:merged"),
    ("discussions_staff.settle", "opinion_id"): ("opinion:conflict",),
    ("discussions_staff.split", "opinion_id"): ("opinion:plain",),
    ("discussions_staff.unmerge", "opinion_id"): ("opinion:merged",),
    ("discussions_staff", "edit_id"): ("edit:conflict",),
    ("discussions_staff", "chart_id"): ("chart:first",),
    ("discussions_staff", "summary_id"): ("summary:first",),
    ("tables", "code"): ("code:table:1",),
    ("tables", "opinion_id"): ("opinion:plain", "opinion:conflict"),
    ("tables.settle", "opinion_id"): ("opinion:conflict",),
    ("tables", "edit_id"): ("edit:conflict",),
    ("tables", "theme_id"): ("theme:open",),
    ("screens", "code"): ("code:screen:open", "code:screen:planned"),
    ("setup", "token"): ("set_up",),
}


class NoSuchArgument(AssertionError):
    """An address has an argument that nobody has given a meaning yet."""


def every_rule(app: Flask, method: str = "GET") -> list[Rule]:
    """Return every route for a method, but the static files', in the order of its address."""
    found = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static" and method in (rule.methods or ())]
    return sorted(found, key=lambda rule: (rule.rule, rule.endpoint))


def rules(app: Flask, method: str = "GET") -> list[Rule]:
    """Return every route whose arguments have a meaning; one test asks for the others."""
    return [rule for rule in every_rule(app, method) if not unknown_arguments(rule)]


def unknown_arguments(rule: Rule) -> list[str]:
    """Return the arguments of a route that ARGUMENTS does not explain."""
    return [
        name
        for name in sorted(rule.arguments - set(rule.defaults or ()))
        if not getattr(rule._converters[name], "items", None)
        and not {(rule.endpoint, name), (blueprint(rule), name)} & set(ARGUMENTS)
    ]


def blueprint(rule: Rule) -> str:
    """Return the blueprint that a route belongs to."""
    return rule.endpoint.rpartition(".")[0]


def allowed(app: Flask, rule: Rule) -> frozenset[str]:
    """Return who may open a route; nobody where the view does not say."""
    return getattr(app.view_functions[rule.endpoint], "allowed", frozenset())


def capacities_of(app: Flask, rule: Rule) -> tuple[str, ...]:
    """Return the people of the built platform who may open a route, the mightiest first."""
    may = allowed(app, rule)
    roles = tuple(
        role
        for role in ("administrator", "decider", "officer", "viewer", "representative", "editor")
        if Role(role) in may
    )
    return ("holder", "anonymous", "administrator", "representative") if "public" in may else roles


def addresses(world: World, rule: Rule, *, most: int | None = None) -> list[str]:
    """Return the addresses of a route that lead to what was built, at most so many."""
    names = sorted(rule.arguments - set(rule.defaults or ()))
    found = []
    for values in product(*(list(_values(world, rule, name)) for name in names)):
        address = build_address(world.app, rule, dict(zip(names, values, strict=True)))
        if address not in found:
            found.append(address)
    return found[:most]


def build_address(app: Flask, rule: Rule, values: Mapping[str, Any]) -> str:
    """Return the address of a route with these arguments; the rule itself, not a sibling of its endpoint."""
    built = rule.build({**(rule.defaults or {}), **values}, append_unknown=False)
    if built is None:
        message = f"{rule.rule} can not be built from {sorted(values)}"
        raise NoSuchArgument(message)
    return app.config.get("APPLICATION_ROOT", "/").rstrip("/") + built[1]


def _values(world: World, rule: Rule, name: str) -> Iterator[Any]:
    choices = getattr(rule._converters[name], "items", None)
    if choices:
        yield from sorted(choices)
        return
    for key in ((rule.endpoint, name), (blueprint(rule), name)):
        if key in ARGUMENTS:
            yield from (meaning(world, word) for word in ARGUMENTS[key])
            return
    message = f"say in ARGUMENTS what <{name}> of {rule.rule} ({rule.endpoint}) stands for"
    raise NoSuchArgument(message)


def meaning(world: World, word: str) -> Any:
    """Return the value that a word of ARGUMENTS stands for."""
    if word.startswith("="):
        return word[1:]
    return world.ids[word] if word in world.ids else world.texts[word]


@dataclass(frozen=True)
class Page:
    """One address of one route."""

    rule: Rule
    address: str

    @property
    def endpoint(self) -> str:
        """The name of the route's view."""
        return str(self.rule.endpoint)


def pages(world: World, method: str = "GET", *, most: int | None = None) -> list[Page]:
    """Return every route of a method with addresses that lead somewhere."""
    return [Page(rule, address) for rule in rules(world.app, method) for address in addresses(world, rule, most=most)]
