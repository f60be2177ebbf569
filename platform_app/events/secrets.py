"""The secret of a registration: derived, so that every letter can carry its link; stored only as a hash."""

from platform_app.applications.secrets import secret_for


def registration_secret(event_id: int, submission_token: str) -> str:
    """Return the secret of what one page has sent for one event; without the installation's key nobody can."""
    return secret_for(f"registration:{event_id}:{submission_token}")
