"""What a PDF's text layer gives back when it is searched, copied or read aloud.

reportlab writes a ToUnicode map of four hexadecimal digits a character, so 𠮷
is copied as another letter, and one glyph can never stand for two characters.
This writes UTF-16BE instead, and lets a private code stand for any text: a
kanji with its variation selector, or a letter with its combining marks.
"""

from reportlab.pdfbase import ttfonts

#: Supplementary Private Use Area-A and -B: the codes that stand for whole sequences.
FIRST_PRIVATE, LAST_PRIVATE = 0xF0000, 0x10FFFD
#: "No more than 100 entries in a block" (Adobe Technical Note 5014, CMap files).
BLOCK = 100

_text_of_code: dict[int, str] = {}
_code_of_text: dict[str, int] = {}


def reserve(text: str) -> int:
    """Return a private code that copies as ``text``; raises OverflowError when all are in use."""
    if text not in _code_of_text:
        code = FIRST_PRIVATE + len(_code_of_text)
        if code > LAST_PRIVATE:
            message = "No private code is left for another character sequence"
            raise OverflowError(message)
        _code_of_text[text] = code
        _text_of_code[code] = text
    return _code_of_text[text]


def make_cmap(fontname: str, subset: list[int]) -> str:
    """Return the ToUnicode CMap of one font subset (ISO 32000-1, 9.10.3)."""
    entries = [f"<{index:02X}> <{_utf16(code)}>" for index, code in enumerate(subset)]
    blocks = [entries[start : start + BLOCK] for start in range(0, len(entries), BLOCK)]
    body = [line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            f"/CMapName /{fontname} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            f"<00> <{len(subset) - 1:02X}>",
            "endcodespacerange",
            *body,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        )
    )


def _utf16(code: int) -> str:
    return _text_of_code.get(code, chr(code)).encode("utf-16-be", "replace").hex().upper()


def install() -> None:
    """Replace reportlab's function, which is called by name inside its module."""
    ttfonts.makeToUnicodeCMap = make_cmap
