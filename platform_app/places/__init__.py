"""Prefectures, municipalities and postal codes of the whole of Japan, without a network.

The two files beside this module are written by ``generate.py``, which names their
source and date. Nothing here needs a database; the files are read once, when
first asked for.
"""

from platform_app.places.municipalities import (
    PREFECTURES,
    Municipality,
    municipalities,
    municipality,
    municipality_in,
    prefecture_in,
)
from platform_app.places.postal_codes import PostalPlace, lookup_postal_code

__all__ = [
    "PREFECTURES",
    "Municipality",
    "PostalPlace",
    "lookup_postal_code",
    "municipalities",
    "municipality",
    "municipality_in",
    "prefecture_in",
]
