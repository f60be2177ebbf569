"""Conversions of what was typed into the form in which it is compared, sent to or stored.

Nobody is asked to type in another width: width, kana and hyphens are converted here. A
filter lets whatever is no text through; what it can not convert stays as typed, for the
validators to judge.
"""

from collections.abc import Callable
from typing import Any

from platform_app import folding
from platform_app.dates import DateNotUnderstood, parse_partial
from platform_app.numbering import normalise_corporate_number
from platform_app.web_addresses import fold_web_address

Filter = Callable[[Any], Any]


def fold_partial_date(text: str) -> str:
    """Return a date, month or year as it is stored (2013-07), or the text where it is none."""
    try:
        return str(parse_partial(text))
    except DateNotUnderstood:
        return text


def _for_text(fold: Callable[[str], str]) -> Filter:
    """Make a filter that folds texts and lets everything else through."""
    return lambda value: fold(value) if isinstance(value, str) else value


to_clean_text: Filter = _for_text(folding.clean_text)
to_reading: Filter = _for_text(folding.to_katakana)
to_phone: Filter = _for_text(folding.normalise_phone)
to_postal_code: Filter = _for_text(folding.format_postal_code)
to_corporate_number: Filter = _for_text(normalise_corporate_number)
to_web_address: Filter = _for_text(fold_web_address)
to_partial_date: Filter = _for_text(fold_partial_date)
