"""``flask members import FILE``: the same reading and the same operations as on the pages."""

from datetime import date
from pathlib import Path

from flask import Flask

from platform_app.members.queries import count_as_of
from tests.imports.sheets import LEGACY, saved, workbook


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["members", "import", *arguments])
    return result.exit_code, result.output


def test_a_dry_run_prints_every_finding_and_adds_nothing(app: Flask) -> None:
    code, output = run(app, "--dry-run", str(LEGACY))

    assert code == 0
    assert "H14" in output
    assert "新規100" in output
    assert count_as_of(date(2024, 4, 26)) == 0


def test_a_run_adds_the_register(app: Flask) -> None:
    code, output = run(app, str(LEGACY))

    assert code == 0
    assert "登載しました" in output
    assert count_as_of(date(2024, 4, 26)) == 97


def test_dates_that_the_sheet_lacks_are_given_in_either_calendar(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "名簿.xlsx"
    file.write_bytes(saved(workbook(["団体名", "住所"], ["甲の会", "徳島市"])))

    code, _output = run(app, "--joined-on", "令和6年4月1日", "--as-of", "2024-05-01", str(file))

    assert code == 0
    assert [count_as_of(date(2024, 3, 31)), count_as_of(date(2024, 4, 1))] == [0, 1]


def test_a_file_or_a_date_that_can_not_be_read_ends_with_a_sentence(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "名簿.xlsx"
    file.write_bytes(b"%PDF")

    assert run(app, str(file))[0] == 1
    assert "Excelのファイルとして" in run(app, str(file))[1]
    assert run(app, "--as-of", "いつか", str(LEGACY))[0] == 2
