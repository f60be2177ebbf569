"""The browser, the live platform, and windows for applicants and for the office."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.stage import Stage, lay
from tests.browser.visiting import DESK, PHONE, Visit, Windows
from tests.chromium import started
from tests.conftest import share_templates


@pytest.fixture(scope="session")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """Serve the sample, loaded once for all journeys."""
    stage = lay(tmp_path_factory.mktemp("browser"))
    share_templates(stage.app, tmp_path_factory)
    return stage


# For the folder, not the session: other folders start a browser of their own, and there is only one at a time.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One browser for all journeys."""
    with started() as browser:
        yield browser


@pytest.fixture
def stage(laid: Stage) -> Stage:
    """Return the sample platform as if nobody had touched it."""
    laid.restore("sample")
    return laid


@pytest.fixture
def empty_stage(laid: Stage) -> Stage:
    """Return the platform as its installation leaves it: the schema and nothing else."""
    laid.restore("empty")
    return laid


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def has_scripts(request: pytest.FixtureRequest) -> bool:
    """Walk every journey twice."""
    return bool(request.param)


@pytest.fixture
def window(chromium: Browser, laid: Stage, has_scripts: bool) -> Iterator[Windows]:
    """Return a function: a fresh window, on a phone unless told ``at_desk``."""
    contexts = []

    def opened(*, at_desk: bool = False, by_keyboard: bool = False) -> Visit:
        context = chromium.new_context(
            viewport=DESK if at_desk else PHONE,
            java_script_enabled=has_scripts,
            locale="ja-JP",
            timezone_id="Asia/Tokyo",
            reduced_motion="reduce",
        )
        contexts.append(context)
        return Visit.begin(laid, context, has_scripts=has_scripts, by_keyboard=by_keyboard)

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def person(stage: Stage, window: Windows) -> Visit:
    """An applicant before a phone."""
    return window()


@pytest.fixture
def desk(stage: Stage, window: Windows) -> Windows:
    """Return a function: somebody of the office, signed in at a desk."""

    def seated(email: str, *, by_keyboard: bool = False) -> Visit:
        return window(at_desk=True, by_keyboard=by_keyboard).sign_in(email)

    return seated
