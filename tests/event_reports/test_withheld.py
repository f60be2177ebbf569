"""Opinions in reports: published records only, and never one that is withheld."""

from flask import Flask
from flask.testing import FlaskClient

from platform_app.discussions.models import Opinion, Pillar, Theme
from platform_app.extensions import db, writer
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.discussions import Standing
from tests import factories
from tests.event_reports.builders import held, published
from tests.event_reports.test_counts import pdf_text


def test_only_published_and_shown_opinions_are_printed(app: Flask, client: FlaskClient) -> None:
    author, second = factories.actor(Role.OFFICER), factories.actor(Role.DECIDER)
    event, _people = held(author, (1,))
    withheld = next(each for each in Standing if each != Standing.SHOWN)
    with writer():
        for number, is_published in enumerate((True, False)):
            theme = Theme(event_id=event.id, title=f"題{number}", screen_code=f"S{number}", is_published=is_published)
            theme.pillars = [Pillar(text=f"柱{number}")]
            db.session.add(theme)
            db.session.flush()
            for name, standing in (("載せる", Standing.SHOWN), ("伏せる", withheld)):
                said = {"event_id": event.id, "theme_id": theme.id, "pillar_id": theme.pillars[0].id}
                text = f"{name}意見{number}"
                db.session.add(Opinion(**said, client_id=f"{name}{number}", text=text, standing=standing.value))
        db.session.commit()
    published(event, author, second, "■意見\n｛意見｝")

    for text in (
        client.get(f"/events/{event.id}/report").text,
        pdf_text(client.get(f"/events/{event.id}/report.pdf").data),
    ):
        assert "載せる意見0" in text
        assert not any(hidden in text for hidden in ("伏せる意見0", "載せる意見1", "伏せる意見1", "題1"))
