"""宛名ラベル: sheets of adhesive labels sold in Japan, A4, and what stands on a label."""

from reports.labels import LabelSheet

#: 12 to a sheet (2 × 6), 86.4 × 42.3 mm.
TWELVE = LabelSheet("12面", columns=2, rows=6, width=86.4, height=42.3, left=18.6, top=21.6)
#: 24 to a sheet (3 × 8), 66.0 × 33.9 mm.
TWENTY_FOUR = LabelSheet("24面", columns=3, rows=8, width=66.0, height=33.9, left=6.0, top=12.9)

SHEETS = {sheet.name: sheet for sheet in (TWELVE, TWENTY_FOUR)}
