"""The judge of the journeys itself: a page that is spoilt on purpose must be refused."""

import pytest

from tests.browser.visiting import Visit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("has_scripts", [True], indirect=True, ids=["scripts"]),
]

SPOILT = {
    "an unnamed control": "document.querySelector('main').append(document.createElement('input'))",
    "a wide box": "document.querySelector('main').append(Object.assign(document.createElement('hr'), {width: 900}))",
    "a foreign tongue": "document.documentElement.lang = 'en'",
    "a second first heading": "document.querySelector('main').append(document.createElement('h1'))",
    "another host": "fetch('http://127.0.0.2:9/').catch(() => 0)",
    "an error": "console.error('broken')",
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_spoilt_page_is_refused(person: Visit, how: str) -> None:
    person.go("/apply/track")
    person.page.evaluate(f"() => {{ {SPOILT[how]}; }}")
    person.page.wait_for_timeout(100)
    with pytest.raises(AssertionError):
        person.look()
