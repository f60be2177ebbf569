"""``flask members import FILE``."""

from datetime import date
from pathlib import Path

import click

from platform_app import dates
from platform_app.actor import system
from platform_app.errors import DomainError
from platform_app.imports import operations, queries
from platform_app.imports.loading import prepare_file
from platform_app.imports.package import WorkbookRefused
from platform_app.imports.reading import Choice
from platform_app.imports.showing import note
from platform_app.vocabulary.imports import Outcome


def _date(_context: click.Context, _parameter: click.Parameter, text: str | None) -> date | None:
    """Read a date of either calendar from the command line."""
    if text is None:
        return None
    try:
        return dates.parse_date(text)
    except dates.DateNotUnderstood as error:
        message = f"日付として読めません：{text}"
        raise click.BadParameter(message) from error


@click.command("import", help="会員名簿のファイル（.xlsx、.csv）を取り込みます。")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="確認だけを行い、会員名簿には登載しません。")
@click.option("--sheet", help="読み取るシートの名前。指定しないときは、名簿の見出しがあるシート。")
@click.option("--as-of", callback=_date, help="名簿の基準日。指定しないときは、シートに書かれた日付。")
@click.option("--joined-on", callback=_date, help="入会日の欄がない団体の入会日。")
def import_register(
    file: Path, *, dry_run: bool, sheet: str | None, as_of: date | None, joined_on: date | None
) -> None:
    """Read a file, print what would be done, and do it unless told otherwise."""
    try:
        row = prepare_file(
            file.read_bytes(),
            file.name,
            by=system(),
            choice=Choice(sheet=sheet, as_of=as_of, default_joined_on=joined_on),
        )
        _print_preview(row.id)
        if not dry_run:
            operations.apply(row, token=row.token, by=system())
            click.echo("会員名簿に登載しました。")
    except (WorkbookRefused, DomainError) as refusal:
        raise click.ClickException(str(refusal)) from refusal


def _print_preview(import_id: int) -> None:
    """Print the counts, the notes, and every finding with its cell and remedy."""
    row = queries.register_import(import_id)
    for stored in row.notes:
        click.echo(note(stored))
    for planned in queries.planned_rows(row):
        for finding in planned.findings:
            click.echo(f"{finding.place} {planned.entry.name}：{finding.sentence}{finding.remedy}")
    counts = "、".join(f"{outcome.label}{row.counts.get(outcome.value, 0)}" for outcome in Outcome)
    click.echo(f"{dates.wareki(row.as_of)}現在：{counts}（注意のある行{row.counts.get('warning', 0)}）")
