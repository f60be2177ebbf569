"""Numbers with a check: those the state gives, and those the platform gives to be read out on the telephone."""

import re
import secrets
from string import ascii_uppercase

from platform_app.dates import fiscal_year_short
from platform_app.eras import ERAS, era_called
from platform_app.width import fold_code

# --- Corporate numbers and municipality codes ---------------------------------


def normalise_corporate_number(text: str) -> str:
    """Return a corporate number without width, blanks or hyphens; it need not be valid."""
    # Taking a blank out can bring a letter and its accent together, hence the second folding.
    return fold_code(re.sub(r"[-\s]", "", fold_code(text)))


def corporate_number_is_valid(text: str) -> bool:
    """Say whether a text is thirteen digits whose first checks the others, in any width.

    The rule is that of the National Tax Agency's ordinance on corporate numbers:
    9 - (sum of digit x weight mod 9), weights 1, 2, 1, 2 … from the right.
    """
    number = normalise_corporate_number(text)
    return bool(re.fullmatch(r"[0-9]{13}", number)) and number == _with_corporate_check(number[1:])


def corporate_number_for_municipality(code: str) -> str:
    """Return the corporate number of a prefecture or municipality from its six-digit code.

    ValueError if the code fails its check.
    """
    if not municipality_code_is_valid(code):
        message = f"not a municipality code: {code!r}"
        raise ValueError(message)
    return _with_corporate_check("000020" + code)


def _with_corporate_check(base: str) -> str:
    total = sum(int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(base)))
    return f"{9 - total % 9}{base}"


def municipality_check_digit(code: str) -> str:
    """Return the sixth digit of a local government code for its first five (weights 6 to 2, modulo 11)."""
    total = sum(int(digit) * weight for digit, weight in zip(code, range(6, 1, -1), strict=True))
    return str((11 - total % 11) % 10)


def municipality_code_is_valid(code: str) -> bool:
    """Say whether a text is a six-digit local government code whose check digit is right."""
    return bool(re.fullmatch(r"[0-9]{6}", code)) and code[5] == municipality_check_digit(code[:5])


# --- Receipt numbers ----------------------------------------------------------

#: Letters of a receipt number: I, O and Q are heard or seen as digits; 23 is prime, as the check needs.
_LETTERS = "".join(letter for letter in ascii_uppercase if letter not in "IOQ")

#: The letter of each kind of thing that is received. Never reuse one.
KIND_LETTERS: dict[str, str] = {"join": "J", "change": "C", "withdraw": "W", "event": "E"}

_DIGIT = "[0-9OIL]"
_RECEIPT = re.compile(rf"([{''.join(era.letter for era in ERAS)}])({_DIGIT}{{2}})([A-Z])({_DIGIT}{{4,8}})([A-Z])")
_LIKE_DIGITS = str.maketrans("OIL", "011")
#: What people write or say between the parts.
_SPOKEN = re.compile(r"ハイフン|ダッシュ|マイナス|ノ|の|[-\s./・_,、]")


class ReceiptNumberNotUnderstood(ValueError):
    """A text is not a receipt number, or its check character shows a slip of the pen."""


def receipt_number(kind: str, fiscal_year: int, sequence: int) -> str:
    """Return the number of one receipt, such as R05-J-0123-V.

    ``kind`` is a key of KIND_LETTERS, ``fiscal_year`` the Gregorian year in which
    it began, ``sequence`` counts from 1 within kind and year. The last letter
    shows any one wrong character and any two neighbours exchanged.
    """
    if not 1 <= sequence < 10**8:
        message = f"a receipt is numbered from 1 to 99999999, not {sequence}"
        raise ValueError(message)
    year, letter, number = fiscal_year_short(fiscal_year), KIND_LETTERS[kind], f"{sequence:04}"
    return f"{year}-{letter}-{number}-{_check_letter(year + letter + number)}"


def parse_receipt_number(text: str) -> str:
    """Return the canonical form of a receipt number however it was typed or said.

    Any width and case, any or no separators, and O, I or L for a digit are
    understood. ReceiptNumberNotUnderstood for everything else.
    """
    folded = _SPOKEN.sub("", fold_code(text)).upper()
    match = _RECEIPT.fullmatch(folded)
    if match is None:
        raise ReceiptNumberNotUnderstood(text)
    era, year, letter, number, check = match.groups()
    year, number = year.translate(_LIKE_DIGITS), number.translate(_LIKE_DIGITS)
    is_canonical = number == f"{int(number):04}" and letter in KIND_LETTERS.values() and int(number) > 0
    if not is_canonical or check != _check_letter(era + year + letter + number):
        raise ReceiptNumberNotUnderstood(text)
    return f"{era}{year}-{letter}-{number}-{check}"


def receipt_fiscal_year(canonical: str) -> int:
    """Return the fiscal year of a receipt number in canonical form."""
    return era_called(canonical[0]).gregorian_year(int(canonical[1:3]))


def _check_letter(body: str) -> str:
    """Return the letter that makes the weighted sum a multiple of 23.

    Weights run 2, 3, 4 … from the right, the check itself weighing 1: none is a
    multiple of 23 and no two neighbours' are equal, so no single slip and no
    exchange of neighbours leaves the sum as it was.
    """
    values = [int(character) if character.isdigit() else _LETTERS.index(character) for character in reversed(body)]
    return _LETTERS[-sum(weight * value for weight, value in enumerate(values, start=2)) % len(_LETTERS)]


# --- Numbers of members ---------------------------------------------------------

#: Nine digits at most, which both databases hold, with the words that people write around them.
_MEMBER = re.compile(r"(?:会員)?(?:番号)?[:\s]*(?:第|no\.?|#)?\s*([0-9]{1,9})\s*[号番]?", re.IGNORECASE)


def member_number_in(text: str) -> int | None:
    """Return the number of a member however it was typed (2, No.2, 第2号, ２番, 会員番号2), or None."""
    match = _MEMBER.fullmatch(fold_code(text))
    return int(match[1]) if match else None


# --- Secrets ------------------------------------------------------------------

#: Digits and capitals less 0, 1, I, L, O, Q and U, which are taken for others: 29 characters.
SECRET_ALPHABET = "23456789ABCDEFGHJKMNPRSTVWXYZ"  # noqa: S105 - an alphabet, no secret
_SECRET_GROUPS, _SECRET_GROUP = 4, 5


def new_secret() -> str:
    """Return a fresh secret to write down: four groups of five of 29 characters, 97 bits."""
    groups = ("".join(secrets.choice(SECRET_ALPHABET) for _ in range(_SECRET_GROUP)) for _ in range(_SECRET_GROUPS))
    return "-".join(groups)


def normalise_secret(text: str) -> str:
    """Return a typed secret as ``new_secret`` wrote it: upper case, half-width, in groups of five.

    Never raises; what is no secret matches none.
    """
    letters = re.sub(r"[^0-9A-Z]", "", fold_code(text).upper())
    return "-".join(letters[at : at + _SECRET_GROUP] for at in range(0, len(letters), _SECRET_GROUP))
