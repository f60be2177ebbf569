"""Pictures for the sample's reports, drawn when it is loaded: rooms without people, a worksheet, a graphic record."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

import reports.fonts
from platform_app.event_reports.operations.photographing import ScaledPicture

SIZE = (1200, 800)
INK, PAPER, FLOOR, WOOD, BLUE, GREEN, ORANGE = (
    "#333333",
    "#ffffff",
    "#f3efe6",
    "#d9c3a0",
    "#2f6db5",
    "#3b8a5a",
    "#c8742c",
)
_FONT = Path(reports.fonts.__file__).parent / "BIZUDPGothic-Regular.ttf"
_COLUMNS = ("関係者", "問題", "目的", "活動", "役割", "相利")
_FILLED = (
    ("わたしたち", "知られていない", "居場所を増やす", "月1回の交流会", "場を開く", "仲間が増える"),
    ("町内会", "担い手が少ない", "行事を続ける", "会場を貸す", "会場の提供", "若い人と会える"),
    ("商店会", "人通りが減った", "客を呼ぶ", "菓子を出す", "菓子の提供", ""),
)


def drawn(name: str) -> ScaledPicture:
    """Return one drawing of the sample."""
    image = Image.new("RGB", SIZE, FLOOR)
    _DRAWINGS[name](ImageDraw.Draw(image))
    stream = BytesIO()
    image.save(stream, "PNG", optimize=True)
    return ScaledPicture(f"{name}.png", "image/png", stream.getvalue(), *SIZE)


def _write(pen: ImageDraw.ImageDraw, at: tuple[int, int], text: str, size: int = 30, fill: str = INK) -> None:
    """Write lines centred on a point."""
    pen.multiline_text(at, text, fill, ImageFont.truetype(_FONT, size), anchor="mm", align="center", spacing=size // 3)


def _presentation(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((0, 560, *SIZE), fill=WOOD)
    pen.rectangle((220, 70, 980, 500), fill=PAPER, outline=INK, width=6)
    spots = ((400, 300, "居場所", BLUE), (600, 180, "相談", GREEN), (800, 300, "つながり", ORANGE))
    pen.line([spot[:2] for spot in (*spots, spots[0])], fill=INK, width=5)
    for x, y, word, colour in spots:
        pen.ellipse((x - 80, y - 80, x + 80, y + 80), fill=colour)
        _write(pen, (x, y), word, 34, PAPER)
    _write(pen, (600, 440), "みんなで支える地域", 34)
    pen.polygon(((1040, 560), (1060, 380), (1150, 380), (1170, 560)), fill="#8a6b45")
    for row, y in enumerate((610, 710)):
        for x in range(110 + 40 * row, 1150, 120):
            pen.rounded_rectangle((x - 38, y, x + 38, y + 70), 12, fill=BLUE, outline=INK, width=3)


def _tables(pen: ImageDraw.ImageDraw) -> None:
    for number in range(6):
        x, y = 220 + 380 * (number % 3), 220 + 370 * (number // 3)
        for dx, dy in ((-70, -105), (70, -105), (-70, 105), (70, 105)):
            pen.rounded_rectangle(
                (x + dx - 34, y + dy - 26, x + dx + 34, y + dy + 26), 10, fill=BLUE, outline=INK, width=3
            )
        pen.rounded_rectangle((x - 140, y - 78, x + 140, y + 78), 14, fill=WOOD, outline=INK, width=4)
        pen.rectangle((x - 90, y - 50, x + 90, y + 50), fill=PAPER, outline=INK, width=2)
        for place, colour in enumerate(("#ffe08a", "#ffb3a7", "#b8e0c2", "#bcd4f2")):
            left, top = x - 76 + 40 * place, y - 32 + 26 * ((place + number) % 2)
            pen.rectangle((left, top, left + 30, top + 30), fill=colour)
        _write(pen, (x + 118, y - 56), str(number + 1), 26)


def _worksheet(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((0, 0, *SIZE), fill=PAPER)
    _write(pen, (600, 70), "相利評価表", 48)
    left, top, wide, high = 60, 140, 180, 140
    for column, heading in enumerate(_COLUMNS):
        x = left + wide * column
        pen.rectangle((x, top, x + wide, top + 60), fill="#dfe8f3", outline=INK, width=3)
        _write(pen, (x + wide // 2, top + 30), heading, 28)
        for row in range(4):
            y = top + 60 + high * row
            pen.rectangle((x, y, x + wide, y + high), outline=INK, width=3)
            if row < len(_FILLED) and _FILLED[row][column]:
                _write(pen, (x + wide // 2, y + high // 2), _FILLED[row][column], 22, BLUE)


def _record(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((0, 0, *SIZE), fill=PAPER)
    pen.rounded_rectangle((220, 30, 980, 130), 40, fill=BLUE)
    _write(pen, (600, 80), "第5回 情報交換会", 52, PAPER)
    boxes = (
        (40, ORANGE, "新しい形への挑戦", "例年は7月に会場で\n↓\n今年は10月に\nオンラインで"),
        (800, GREEN, "非接触の支援", "会えなくても\n毎日のことばで\n「孤育て」を防ぐ"),
    )
    for x, colour, heading, words in boxes:
        pen.rounded_rectangle((x, 190, x + 360, 600), 30, outline=colour, width=8)
        pen.rectangle((x, 220, x + 360, 290), fill=colour)
        _write(pen, (x + 180, 255), heading, 36, PAPER)
        _write(pen, (x + 180, 440), words, 34)
    for number, word in enumerate(("Zoomの投票", "取組の紹介", "グループの話合い")):
        y = 230 + 140 * number
        pen.rounded_rectangle((440, y, 760, y + 80), 20, fill="#eef3fa", outline=INK, width=3)
        _write(pen, (600, y + 40), word, 32)
        if number:
            pen.polygon(((580, y - 40), (620, y - 40), (600, y - 8)), fill=INK)
    pen.line(((120, 650), (1080, 650)), fill=INK, width=3)
    _write(pen, (600, 720), "つながり続けることが、支えになる", 44, BLUE)


_DRAWINGS: dict[str, Callable[[ImageDraw.ImageDraw], None]] = {
    "presentation": _presentation,
    "tables": _tables,
    "worksheet": _worksheet,
    "record": _record,
}
