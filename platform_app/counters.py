"""Numbers that are given once: receipt, member and document numbers."""

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from platform_app.extensions import Base, db


class Counter(Base):
    """The last number given in one series."""

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]


def next_number(series: str) -> int:
    """Give the next number of a series, starting at 1, inside the running transaction.

    The row stays locked until commit, so two transactions never get the same
    number and a rolled-back one leaves no gap.
    """
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    statement = (
        insert(Counter)
        .values(name=series, value=1)
        .on_conflict_do_update(index_elements=[Counter.name], set_={"value": Counter.value + 1})
        .returning(Counter.value)
    )
    return int(db.session.execute(statement).scalar_one())


def at_least(series: str, value: int) -> None:
    """Move a series forward past numbers that came from elsewhere (an imported register)."""
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    statement = insert(Counter).values(name=series, value=value)
    db.session.execute(
        statement.on_conflict_do_update(
            index_elements=[Counter.name], set_={"value": value}, where=Counter.value < value
        )
    )
