"""How a receipt number is said on the telephone."""


def _words(text: str) -> list[str]:
    return text.split()


DIGITS = dict(zip("0123456789", _words("ゼロ イチ ニ サン ヨン ゴ ロク ナナ ハチ キュウ"), strict=True))
LETTERS = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        _words(
            "エー ビー シー ディー イー エフ ジー エイチ アイ ジェイ ケー エル エム "
            "エヌ オー ピー キュー アール エス ティー ユー ブイ ダブリュー エックス ワイ ゼット"
        ),
        strict=True,
    )
)


def spoken_number(number: str) -> str:
    """Return a number as it is read out, group by group: アール ゼロ ハチ、ジェイ、…."""
    groups = number.split("-")
    return "、".join(" ".join((DIGITS | LETTERS).get(character, character) for character in group) for group in groups)
