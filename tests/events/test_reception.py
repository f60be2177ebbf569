"""Whether one can register: the list, the page and the form say the same at every moment."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from platform_app import dates
from platform_app.events.models import Event, Pool
from platform_app.events.registration_views import why_closed
from platform_app.events.seat_queries import reception
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.events import Attending, EventStatus, Reception, SeatPool
from tests.events.builders import NOON

HOURS = st.integers(-48, 48)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    status=st.sampled_from([EventStatus.PUBLISHED, EventStatus.POSTPONED, EventStatus.CANCELLED]),
    starts=HOURS, opens=st.none() | HOURS, closes=st.none() | HOURS, has_places=st.booleans(),
)  # fmt: skip
def test_the_page_says_that_one_can_register_exactly_when_the_form_opens(  # noqa: PLR0917 - one for each time
    app: Flask, status: EventStatus, starts: int, opens: int | None, closes: int | None, has_places: bool
) -> None:
    def moment(hours: int | None) -> object:
        return None if hours is None else NOON + timedelta(hours=hours)

    pool = Pool(attending=Attending.VENUE.value, kept_for=SeatPool.GENERAL.value, capacity=5)
    row = Event(
        status=status.value, starts_at=moment(starts), ends_at=NOON + timedelta(hours=starts + 2),
        opens_at=moment(opens), closes_at=moment(closes), pools=[pool] if has_places else [],
    )  # fmt: skip
    with dates.frozen(NOON):
        is_open = reception(row, 5, 5) in {Reception.OPEN, Reception.FEW, Reception.FULL}
        assert is_open == (why_closed(row) == "")


def test_hours_of_the_office_that_can_not_be_are_refused_with_a_sentence(
    client_as: Callable[..., FlaskClient],
) -> None:
    page = client_as(Role.ADMINISTRATOR).post("/staff/settings/", data={"telling_from": "20", "telling_until": "8"})

    assert page.status_code == 422
    assert "終える時刻は、始める時刻より後" in page.text
