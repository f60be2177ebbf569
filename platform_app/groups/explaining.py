"""What the page of reasons shows: the score by rule, what was not possible, whom everybody meets."""

from collections.abc import Mapping
from dataclasses import dataclass

from platform_app.events.models import Event
from platform_app.events.roll_queries import Line
from platform_app.groups import broken, conflicts, words
from platform_app.groups.basis import Basis, met_with
from platform_app.groups.models import Group, Grouping
from platform_app.groups.problem import Room
from platform_app.groups.proposing import judged
from platform_app.groups.scoring import Line as ScoreLine
from platform_app.groups.scoring import is_kept, scored
from platform_app.groups.solving import least_met
from platform_app.vocabulary.groups import Rule, SizeNote


@dataclass(frozen=True)
class Meeting:
    """Whom one person meets for the first time, and whom again, with the event of the last time."""

    line: Line
    number: int
    first: tuple[Line, ...]
    again: tuple[tuple[Line, str], ...]


@dataclass(frozen=True)
class Explanation:
    """A grouping explained.

    ``broken`` is what is not kept now, ``sentences`` what can not be kept however people are seated.
    ``is_stale``: people have come or gone since, so that nothing is proven.
    """

    score: list[ScoreLine]
    points: int
    broken: list[str]
    sentences: list[str]
    notes: list[str]
    meetings: list[Meeting]
    missing: list[str]
    unseated: list[Line]
    is_stale: bool

    @property
    def is_doubtful(self) -> bool:
        """Whether there is something to be sure of before the grouping is confirmed."""
        return bool(self.broken or self.sentences or self.is_stale)

    @property
    def met(self) -> ScoreLine:
        """The line of repeated meetings."""
        return next(line for line in self.score if line.rule == Rule.MET)


def explained(event: Event, grouping: Grouping) -> Explanation:
    """Judge a grouping as it stands."""
    known, rooms = judged(event, grouping)
    seated = {key for _way, _room, places in rooms for key in places}
    gone = [
        place.participant.name
        for group in grouping.groups
        for place in group.places
        if place.participant_id not in known.lines
    ]
    unseated = [line for key, line in sorted(known.lines.items()) if key not in seated]
    is_stale = bool(gone or (unseated and not _too_few(known)))
    score = _total([scored(room, places, met_least=0) for _way, room, places in rooms])
    # Proven anew for what stands now: a wish, a lock or an earlier event may have changed since the run.
    least = 0 if is_stale else sum(least_met(room, places) for _way, room, places in rooms if places)
    score = [_with_least(line, least) for line in score]
    return Explanation(
        score,
        sum(line.points for line in score),
        broken.sentences(known, grouping, rooms, score),
        _sentences(known, [room for _way, room, _places in rooms], score),
        notes(known),
        [meeting for _way, _room, places in rooms for meeting in _meetings(known, places)],
        gone,
        unseated,
        is_stale,
    )


def _too_few(known: Basis) -> bool:
    return any(note == SizeNote.TOO_FEW for note in known.notes.values())


def notes(known: Basis) -> list[str]:
    """Return why the sizes are not what the policy says, where people attend."""
    is_both = len(known.rooms) > 1
    return [
        words.size_note(way, known.notes[way], is_both=is_both)
        for way in known.rooms
        if known.notes[way] != SizeNote.NONE
    ]


def _with_least(line: ScoreLine, met_least: int) -> ScoreLine:
    return ScoreLine(line.rule, line.count, met_least) if line.rule == Rule.MET else line


def _total(rooms: list[list[ScoreLine]]) -> list[ScoreLine]:
    found = []
    for rule in Rule:
        lines = [line for room in rooms for line in room if line.rule == rule]
        least = [line.least for line in lines if line.least is not None]
        found.append(ScoreLine(rule, sum(line.count for line in lines), sum(least) if least else 0))
    return found


def _sentences(known: Basis, rooms: list[Room], score: list[ScoreLine]) -> list[str]:
    """Return what could not be kept, each with its smallest cause."""
    found = [words.crossing(known, wish) for wish in known.crossing()]
    if not is_kept(score):
        found += [words.cause(known, room, cause) for room in rooms if room.tables for cause in conflicts.causes(room)]
    return found + [
        f"{words.names(known, [key])}さんの固定は、班の人数を超えるため使えません。" for key in known.ignored
    ]


def _meetings(known: Basis, places: Mapping[int, int]) -> list[Meeting]:
    found = []
    for key in sorted(places, key=lambda one: (places[one], one)):
        mates = [other for other in sorted(places) if other != key and places[other] == places[key]]
        met = met_with(known, key, mates)
        first = tuple(known.lines[other] for other in mates if other not in met)
        again = tuple((known.lines[other], title) for other, title in met.items())
        found.append(Meeting(known.lines[key], places[key], first, again))
    return found


def by_number(grouping: Grouping) -> dict[int, Group]:
    """Return the groups of a grouping by number."""
    return {group.number: group for group in grouping.groups}
