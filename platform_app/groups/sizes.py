"""How many tables of which size, by the policy that was chosen beforehand. No table is ever of two."""

from platform_app.vocabulary.groups import GROUP_SIZE, LEAST_SIZE, MOST_SIZE, SizeNote, SizePolicy


def sizes(people: int, policy: str) -> tuple[list[int], SizeNote]:
    """Return the sizes of the tables, the large ones first, and why they differ from the policy."""
    if people < LEAST_SIZE:
        return [], SizeNote.TOO_FEW
    if people == MOST_SIZE:
        return [MOST_SIZE], SizeNote.ONE_OF_FIVE if policy == SizePolicy.THREES else SizeNote.NONE
    fours, rest = divmod(people, GROUP_SIZE)
    if policy == SizePolicy.FIVES and rest <= fours:
        return [MOST_SIZE] * rest + [GROUP_SIZE] * (fours - rest), SizeNote.NONE
    threes = (-people) % GROUP_SIZE
    found = [GROUP_SIZE] * (-(-people // GROUP_SIZE) - threes) + [LEAST_SIZE] * threes
    return found, SizeNote.NO_FIVES if policy == SizePolicy.FIVES and rest else SizeNote.NONE


def bounds(people: int, policy: str) -> tuple[int, int]:
    """Return the least and the most that a table of a repaired grouping may seat."""
    if people == MOST_SIZE:
        return MOST_SIZE, MOST_SIZE
    return LEAST_SIZE, GROUP_SIZE if policy == SizePolicy.THREES else MOST_SIZE
