"""The one rule for characters that no file format can carry.

XML 1.0 (section 2.2, production Char) has no way to write most control
characters, lone surrogates, U+FFFE and U+FFFF, not even escaped. A cell that
holds one shows 〓 (the Japanese printer's mark for a missing character) in its
place, in every format alike, so that the loss is seen and all formats agree.
Line ends become LF, the break that a spreadsheet cell uses. Nothing else of a
text is touched: names are printed as they were written.
"""

import re

#: Stands where a character could not be kept.
MISSING = "〓"

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NEEDS_WORK = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def readable(text: str) -> str:
    """Return the text with forbidden characters as 〓 and every line end as LF."""
    if not _NEEDS_WORK.search(text):
        return text
    return _FORBIDDEN.sub(MISSING, text.replace("\r\n", "\n").replace("\r", "\n"))
