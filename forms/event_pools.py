"""How many may come: a row for every way of attending and every group."""

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import FieldList, Form, FormField

from forms.base import PlatformForm
from forms.choice_fields import SingleCheckbox
from forms.event_lines import number_fault
from forms.fields import Hidden, Number
from forms.moment_fields import MomentBoxes
from platform_app.vocabulary.events import Attending, SeatPool

#: The rows of places: every way of attending for everybody and for each group.
POOL_KEYS = tuple((str(attending), str(group)) for attending in Attending for group in SeatPool)


class PoolForm(Form):
    """The places of one way of attending, kept for one group."""

    attending = Hidden()
    kept_for = Hidden()
    capacity = Number("定員（人）", limit=7, hint="空欄にすると、この枠を設けません。")
    is_endless = SingleCheckbox("人数の制限なし")
    release_at = MomentBoxes("残りを共通の枠に開放する日時")

    def is_used(self) -> bool:
        """Whether there are such places."""
        return bool(self.is_endless.data or str(self.capacity.data or "").strip())


class PoolsForm(PlatformForm):
    """How many may come."""

    pools = FieldList(FormField(PoolForm), "定員")

    def show_pools(self, pools: Iterable[Mapping[str, Any]]) -> None:
        """Show a row for every kind of place, filled where the event has it."""
        known = {(pool["attending"], pool["kept_for"]): pool for pool in pools}
        while self.pools.entries:
            self.pools.pop_entry()
        for attending, group in POOL_KEYS:
            pool = known.get((attending, group))
            self.pools.append_entry(
                {
                    "attending": attending,
                    "kept_for": group,
                    "capacity": "" if pool is None or pool["capacity"] is None else pool["capacity"],
                    "is_endless": pool is not None and pool["capacity"] is None,
                    "release_at": pool["release_at"] if pool else None,
                }
            )
        self.name_rows()

    def name_rows(self) -> None:
        """Name every row by its way of attending and its group; the general places are not released."""
        for entry in self.pools:
            attending, group = entry.form.attending.data, entry.form.kept_for.data
            entry.label.text = f"{Attending.label_of(attending or '')}・{SeatPool.label_of(group or '')}"
            if group == SeatPool.GENERAL and "release_at" in entry.form:
                del entry.form.release_at

    def pool_plans(self) -> list[dict[str, Any]]:
        """Return the places that were typed: attending, kept_for, capacity, release_at."""
        return [
            {
                "attending": entry.form.attending.data,
                "kept_for": entry.form.kept_for.data,
                "capacity": None if entry.form.is_endless.data else int(entry.form.capacity.data),
                "release_at": entry.form.release_at.data if "release_at" in entry.form else None,
            }
            for entry in self.pools
            if entry.form.is_used()
        ]

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Judge the fields, then the numbers of every row."""
        if "pools" not in self:
            return bool(super().validate(extra_validators))
        self.name_rows()
        is_valid = bool(super().validate(extra_validators))
        for entry in self.pools:
            key = (entry.form.attending.data, entry.form.kept_for.data)
            if key not in POOL_KEYS:
                self.add_error(None, "画面の情報が正しく送られませんでした。画面を開き直してから送信してください。")
                return False
            box = entry.form.capacity
            sentence = number_fault(box.label.text, box.data, least=0)
            if sentence:
                box.errors = [*box.errors, f"{entry.label.text}：{sentence}"]
                is_valid = False
        return is_valid
