"""What finds opinions by their words is kept up to date from here."""

from collections.abc import Iterable

from platform_app.discussions.models import Opinion


def refresh(opinions: Iterable[Opinion]) -> None:
    """Note that these opinions are new, or that their words or standing changed; called inside the operation."""
    list(opinions)
