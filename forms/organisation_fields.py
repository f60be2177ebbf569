"""What an organisation outside the register says of itself, so that counts by kind and by 市町村 are whole."""

from typing import Any

from wtforms import ValidationError

from forms.choice_fields import Select
from forms.fields import Text
from platform_app.places.municipalities import Municipality, municipality, municipality_in
from platform_app.vocabulary.organisations import OrganisationKind

PLACE_HINT = "例：徳島市。ほかの都道府県のときは、大阪府大阪市のように、都道府県から入力してください。"
NOT_A_PLACE = "市町村の名前を確かめてください。ほかの都道府県のときは、都道府県から入力してください。"


class Place(Text):
    """A municipality, typed by name; ``code`` is what is stored. The prefecture that goes without saying is set."""

    prefecture = ""

    @property
    def found(self) -> Municipality | None:
        """The municipality that was typed; a ward counts as its city."""
        place = municipality_in(str(self.data or ""), self.prefecture) if self.data else None
        return municipality(place.city_code) if place is not None and place.city_code else place

    @property
    def code(self) -> str:
        """The code of the municipality, or '' where none was typed."""
        return self.found.code if self.found else ""

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no municipality."""
        del form
        if self.data and self.found is None:
            raise ValidationError(NOT_A_PLACE)


def kind_field(**options: Any) -> Select:
    """Make the field of an organisation's kind."""
    return Select("団体の種別", choices=OrganisationKind.choices(), **options)


def place_field(**options: Any) -> Place:
    """Make the field of an organisation's municipality."""
    return Place("団体の所在地（市町村）", limit=60, width="medium", **{"hint": PLACE_HINT, **options})
