"""Lines as pages and batches send them, told to the operations."""

from collections.abc import Sequence
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict

from forms.discussions import LineForm, RecorderForm
from platform_app.accounts.errors import TooManyAttempts
from platform_app.actor import Actor
from platform_app.discussions import capture_queries as queries
from platform_app.discussions.errors import DiscussionClosed
from platform_app.discussions.models import Opinion, Theme
from platform_app.discussions.operations import writing
from platform_app.discussions.operations.writing import Change, Words, Writer
from platform_app.errors import DomainError, NotFound
from platform_app.vocabulary.discussions import MOST_ROWS, EditOutcome

NOT_UNDERSTOOD = "画面の情報が正しく送られませんでした。"


def words_of(form: LineForm) -> Words:
    """Return what was typed."""
    return Words(
        int(form.pillar_id.data),
        str(form.text.data),
        str(form.kind.data),
        form.speaker_name.data or "",
        bool(form.speaker_consents.data),
    )


def take(form: LineForm, themes: Sequence[Theme], writer: Writer, *, by: Actor) -> tuple[Opinion, EditOutcome]:
    """Write a new line, or change the line that the form names.

    A line that was sent before its answer was lost is known by its name; where its words
    differ by now, they are a change of it. Raises what the operations raise.
    """
    words, client_id = words_of(form), form.client_id.data or writing.new_client_id()
    edit_id = form.edit_id.data or writing.new_client_id()
    theme = queries.theme_of_line(themes, client_id)
    if theme is None:
        theme = queries.theme_of_pillar(themes, words.pillar_id)
        row = writing.write(theme, words=words, writer=writer, client_id=client_id, by=by)
        return row, EditOutcome.APPLIED
    if edit_id == client_id:
        return writing.write(theme, words=words, writer=writer, client_id=client_id, by=by), EditOutcome.APPLIED
    change = Change(client_id, form.version or 1, words, id=edit_id)
    return writing.edit(theme, change=change, writer=writer, by=by)


def asked_rows() -> list[dict[str, Any]]:
    """Return the rows of a batch. Raises NotFound for anything else."""
    sent = request.get_json(silent=True)
    items = sent.get("rows") if isinstance(sent, dict) else None
    if not isinstance(items, list) or len(items) > MOST_ROWS:
        raise NotFound
    return [item if isinstance(item, dict) else {} for item in items]


def answer_row(form: LineForm, themes: Sequence[Theme], writer: Writer, *, by: Actor) -> dict[str, Any]:
    """Take one row of a batch; its answer says what became of it, and a refusal whether to try again."""
    told: dict[str, Any] = {"id": str(form.edit_id.data or "")[:64]}
    if not form.validate():
        first = next((item.message for item in form.error_items()), NOT_UNDERSTOOD)
        return {**told, "refused": first, "again": False}
    try:
        row, outcome = take(form, themes, writer, by=by)
    except NotFound:
        return {**told, "refused": DiscussionClosed.sentence, "again": True}
    except DomainError as error:
        again = isinstance(error, DiscussionClosed | TooManyAttempts)
        return {**told, "refused": error.message, "again": again}
    return {**told, "outcome": outcome.value, "version": queries.version_made(row, str(form.edit_id.data))}


def row_form(item: dict[str, Any], pillars: Sequence[tuple[str, str]], kind: type[LineForm] = LineForm) -> LineForm:
    """Return the form of one row; every value is text, whatever was sent."""
    values = {name: "" if value is None or value is False else str(value) for name, value in item.items()}
    form = kind(formdata=MultiDict({name: value for name, value in values.items() if value}), meta={"csrf": False})
    form.offer(pillars)
    return form


def pillar_choices(themes: Sequence[Theme]) -> list[tuple[str, str]]:
    """Return the pillars to choose from, named with their theme where there are several."""
    return [
        (str(pillar.id), f"{theme.title}｜{pillar.text}" if len(themes) > 1 else pillar.text)
        for theme in themes
        for pillar in theme.pillars
    ]


def offer_tables(form: Any, theme: Theme) -> None:
    """Offer the tables of a theme in a form."""
    tables = queries.group_choices(theme)
    several = len({title for _key, _table, title in tables}) > 1
    form.group_id.choices = [
        (str(key), f"{title}：{table}" if several and title else table) for key, table, title in tables
    ]


def writer_of(form: Any, source: str) -> Writer:
    """Return for which table the office writes."""
    label = form.group_label.data if isinstance(form, RecorderForm) else ""
    return Writer(int(form.group_id.data) if form.group_id.data else None, label or "", source)
