"""The state of a search: who sits where, what every move would cost, and the swap itself."""

from collections.abc import Sequence

from platform_app.groups.weights import BASE, Prices

#: Dearer than any swap.
NEVER = 10**15


class Seats:
    """Places of people, by index, with the price that each would have at each table.

    ``at[t][i]`` is what person i would cost at table t, and ``own[i]`` what i costs
    where they are. A swap updates two rows only.
    """

    def __init__(self, prices: Prices, places: Sequence[int], tables: int, fixed: frozenset[int] = frozenset()) -> None:
        """Take places that are already given; whoever is fixed never moves."""
        self.prices, self.place = prices, list(places)
        self.people, self.tables = len(places), tables
        self.free = [number for number in range(self.people) if number not in fixed]
        self.steps = [BASE**kind for kind in prices.kinds]
        self.signature = [0] * tables
        self.at = [[0] * self.people for _ in range(tables)]
        for number, table in enumerate(self.place):
            self.signature[table] += self.steps[number]
            self.at[table] = [cost + more for cost, more in zip(self.at[table], prices.pairs[number], strict=True)]
        for number, costs in prices.alone.items():
            for table, cost in enumerate(costs):
                self.at[table][number] += cost
        self.alone = prices.alone
        self.own = [self.at[table][number] for number, table in enumerate(self.place)]

    @property
    def cost(self) -> int:
        """Everything that the places cost."""
        single = sum(costs[self.place[number]] for number, costs in self.alone.items())
        return (sum(self.own) - single) // 2 + single + sum(map(self.prices.table, self.signature))

    def best_partner(self, one: int, banned: Sequence[int], now: int, needed: int) -> tuple[int, int]:
        """Return what the best swap of a person changes, and with whom.

        Partners who are banned beyond ``now`` count only where the change is below ``needed``.
        """
        table, pairs = self.place[one], self.prices.pairs[one]
        base = self.own[one]
        shown = [row[one] - base for row in self.at]
        here, own = self.at[table], self.own
        changes = [
            shown[place] + there - cost - 2 * price
            for place, there, cost, price in zip(self.place, here, own, pairs, strict=True)
        ]
        if not self.prices.is_uniform:
            more = self._table_changes(one)
            kinds = self.prices.kinds
            changes = [
                change + more[place][kind] for change, place, kind in zip(changes, self.place, kinds, strict=True)
            ]
        best, partner = NEVER, -1
        for other in self.free:
            change = changes[other]
            if change < best and self.place[other] != table and (banned[other] <= now or change < needed):
                best, partner = change, other
        return best, partner

    def _table_changes(self, one: int) -> list[dict[int, int]]:
        """Return what the kinds of people at two tables change, by the partner's table and kind."""
        price, here, step = self.prices.table, self.signature[self.place[one]], self.steps[one]
        kinds = sorted(set(self.prices.kinds))
        at_home = {kind: price(here - step + BASE**kind) - price(here) for kind in kinds}
        found = []
        for signature in self.signature:
            before = price(signature)
            found.append({
                kind: at_home[kind] + price(signature + step - BASE**kind) - before
                if signature // BASE**kind % BASE
                else NEVER
                for kind in kinds
            })  # fmt: skip
        return found

    def swap(self, one: int, other: int) -> None:
        """Let two people change places."""
        first, second = self.place[one], self.place[other]
        difference = [b - a for a, b in zip(self.prices.pairs[one], self.prices.pairs[other], strict=True)]
        self.at[first] = [cost + change for cost, change in zip(self.at[first], difference, strict=True)]
        self.at[second] = [cost - change for cost, change in zip(self.at[second], difference, strict=True)]
        self.signature[first] += self.steps[other] - self.steps[one]
        self.signature[second] += self.steps[one] - self.steps[other]
        self.place[one], self.place[other] = second, first
        for number, table in enumerate(self.place):
            if table in {first, second}:
                self.own[number] = self.at[table][number]
