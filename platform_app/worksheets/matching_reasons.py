"""Why two organisations suit each other: the words in which they meet, and what else they share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from platform_app.members.entry_text import item_text
from platform_app.members.models import MemberRecord
from platform_app.places.municipalities import municipality
from platform_app.places.naming import place_label
from platform_app.vocabulary.matching import (
    POSITIONS,
    THEY,
    YOU,
    MatchSide,
    areas_sentence,
    kinds_sentence,
    met_sentence,
    same_place_sentence,
    sheet_sentence,
    themes_sentence,
)
from platform_app.vocabulary.organisations import OrganisationKind, Theme
from platform_app.vocabulary.profile import WHOLE_AREA
from platform_app.worksheets.matching_index import said
from platform_app.worksheets.matching_words import Phrase, meeting_words, phrases, quoted

#: Pairs of phrases that are quoted of each direction, and themes and places that are named.
MOST_MEETINGS, MOST_NAMED = 2, 3
#: What shared circumstances add to the weight of the words that meet.
THEME_WEIGHT, PLACE_WEIGHT, AREA_WEIGHT, POSITION_WEIGHT = 0.5, 1.0, 0.5, 0.5


@dataclass(frozen=True)
class SheetNeed:
    """A text on a worksheet that waits for somebody: of which organisation, on which sheet."""

    member_id: int
    title: str
    text: str


@dataclass(frozen=True)
class Party:
    """One organisation as another member may know it."""

    line: MemberRecord
    sheet_needs: Sequence[SheetNeed] = ()

    @property
    def needs(self) -> list[tuple[str, Phrase]]:
        """What it needs, each with the worksheet's title, '' for its entry."""
        own = [("", phrase) for phrase in phrases(said(self.line, MatchSide.NEEDS))]
        return own + [(need.title, phrase) for need in self.sheet_needs for phrase in phrases(need.text)]

    @property
    def offers(self) -> tuple[Phrase, ...]:
        """What it offers."""
        return phrases(said(self.line, MatchSide.OFFERS))


@dataclass(frozen=True)
class Meeting:
    """One need and one offer that meet, with the words; ``sheet`` is the title of the need's worksheet."""

    need: str
    offer: str
    words: tuple[tuple[str, str], ...]
    sheet: str = field(default="")

    def sentence(self, who: tuple[str, str]) -> str:
        """Say it of the one that needs and the one that offers."""
        if self.sheet:
            return sheet_sentence(self.sheet, who, self.need, self.offer, self.words)
        return met_sentence(who, self.need, self.offer, self.words)


def meetings(needing: Party, offering: Party) -> list[Meeting]:
    """Return the best pairs of a need and an offer, each for words that no better pair has."""
    found = []
    offers = offering.offers
    for place, (sheet, need) in enumerate(needing.needs):
        for other_place, offer in enumerate(offers):
            shared = need.terms & offer.terms
            if shared:
                # The longest words say most; a short phrase says it most plainly.
                rank = (-sum(map(len, shared)), bool(sheet), len(need.text) + len(offer.text), place, other_place)
                found.append((rank, shared, sheet, need, offer))
    kept: list[Meeting] = []
    told: set[str] = set()
    for _rank, shared, sheet, need, offer in sorted(found, key=lambda each: each[0]):
        if len(kept) < MOST_MEETINGS and shared - told:
            told |= shared
            words = tuple(meeting_words(need, offer))
            kept.append(Meeting(quoted(need, words[0][0]), quoted(offer, words[0][1]), words, sheet))
    return kept


def reasons(own: Party, other: Party, names: tuple[str, str] = (YOU, THEY)) -> list[str]:
    """Return the sentences why two suit each other, those with their own words first; empty when no words meet."""
    mine, theirs = names
    met = [one.sentence((mine, theirs)) for one in meetings(own, other)]
    met += [one.sentence((theirs, mine)) for one in meetings(other, own)]
    return [*met, *circumstances(own.line, other.line)] if met else []


def circumstances(one: MemberRecord, other: MemberRecord) -> list[str]:
    """Return what two organisations share beside words: fields, place, area, and different positions."""
    found = []
    themes = shared_themes(one, other)
    if themes:
        found.append(themes_sentence([Theme.label_of(code) for code in themes[:MOST_NAMED]]))
    if one.municipality and one.municipality == other.municipality:
        found.append(same_place_sentence(place_label(one.municipality)))
    elif _county(one) and _county(one) == _county(other):
        found.append(same_place_sentence(_county(one)))
    areas = shared_areas(one, other)
    if areas:
        found.append(areas_sentence([item_text("areas", [code]) for code in areas[:MOST_NAMED]]))
    if differ_in_position(one, other):
        labels = (OrganisationKind.label_of(one.kind), OrganisationKind.label_of(other.kind))
        found.append(kinds_sentence(*labels))
    return found


def weight_of_circumstances(one: MemberRecord, other: MemberRecord) -> float:
    """Return what the same things add to a score."""
    near = bool(one.municipality) and one.municipality == other.municipality
    near = near or (bool(_county(one)) and _county(one) == _county(other))
    return (
        THEME_WEIGHT * min(len(shared_themes(one, other)), MOST_NAMED)
        + PLACE_WEIGHT * near
        + AREA_WEIGHT * bool(shared_areas(one, other))
        + POSITION_WEIGHT * differ_in_position(one, other)
    )


def shared_themes(one: MemberRecord, other: MemberRecord) -> list[str]:
    """Return the fields in which both work, in the vocabulary's order."""
    both = set(one.themes) & set(other.themes) - {Theme.OTHER.value}
    return [theme.value for theme in Theme if theme in both]


def shared_areas(one: MemberRecord, other: MemberRecord) -> list[str]:
    """Return the areas that both name; the whole prefecture only where nothing narrower is shared."""
    both = sorted(set(one.areas) & set(other.areas))
    return [code for code in both if code != WHOLE_AREA] or both


def differ_in_position(one: MemberRecord, other: MemberRecord) -> bool:
    """Whether the two work from different positions, as an office and a company do."""
    kinds: Iterable[str | None] = (POSITIONS.get(one.kind), POSITIONS.get(other.kind))
    mine, theirs = kinds
    return bool(mine and theirs) and mine != theirs


def _county(line: MemberRecord) -> str:
    """Return the county (gun) in which an organisation sits; cities have none."""
    try:
        return municipality(line.municipality).county
    except KeyError:
        return ""
