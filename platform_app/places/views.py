"""The addresses of a postal code, for the script beside the form."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from platform_app.access import PUBLIC, allow
from platform_app.places.municipalities import municipality
from platform_app.places.postal_codes import lookup_postal_code

bp = Blueprint("places", __name__, url_prefix="/places")


@bp.get("/postal/<code>")
@allow(PUBLIC)
def postal(code: str) -> ResponseReturnValue:
    """Return the places of a postal code; none if it is unknown."""
    return jsonify(
        places=[
            {"address": place.address, "municipality": city_of(place.municipality_code)}
            for place in lookup_postal_code(code)
        ]
    )


def city_of(code: str) -> str:
    """Return the code of the designated city for a ward's, and every other code as it is."""
    return municipality(code).city_code or code
