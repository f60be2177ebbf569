"""Taking the pictures of the guides anew."""

import pytest

from docs import pictures, studio


def test_without_a_browser_the_command_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(studio.shutil, "which", lambda _name: None)

    assert pictures.main([]) == 1
    assert "sudo apt-get install chromium poppler-utils" in capsys.readouterr().err
