"""The words of a need or an offer: what is compared, and what is quoted.

A text is cut into phrases, a phrase into words: those that the vocabulary knows as one
concept first, then what is left of runs of kanji (by twos), and whole runs of katakana and of letters.
No dictionary: the same words are found on every installation, and never change by themselves.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from platform_app.folding import search_key
from platform_app.vocabulary.matching import CONCEPTS, STOP_WORDS

#: What ends a phrase: punctuation, brackets, white space and the marks before a line of a list.
_BETWEEN = re.compile(r"[\s、。，．,;；:：・!！?？/／|｜「」『』()（）【】〔〕\[\]<>＜＞○●◎■□◆◇★☆※*＊→⇒~〜]+")
#: One character with the marks that belong to it.
_CLUSTER = re.compile(r".[\uff9e\uff9f\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef]*", re.DOTALL)
_KANJI = re.compile("[\u3005\u3006\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_HIRAGANA = re.compile("[\u3041-\u309f]")
_KATAKANA = re.compile("[\u30a1-\u30fe]")

MOST_PHRASES, MOST_TERMS, MOST_QUOTED = 40, 300, 40
LONGEST_WORD = 32


@dataclass(frozen=True)
class Span:
    """One word of a phrase: what it is compared by, and which characters it stands in."""

    term: str
    start: int
    end: int


@dataclass(frozen=True)
class Phrase:
    """A phrase as it was written, in characters, with its words."""

    characters: tuple[str, ...]
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """The phrase as it was written."""
        return "".join(self.characters)

    @property
    def terms(self) -> frozenset[str]:
        """What it is found by."""
        return frozenset(span.term for span in self.spans if span.term not in _stops())

    def cut(self, start: int, end: int) -> str:
        """Return some of its characters as they were written."""
        return "".join(self.characters[start:end])


@lru_cache(maxsize=4096)
def phrases(text: str) -> tuple[Phrase, ...]:
    """Return the phrases of a text that have a word to be found by, at most so many."""
    found = (_phrase(part) for part in _BETWEEN.split(text) if part)
    return tuple(phrase for phrase in found if phrase.terms)[:MOST_PHRASES]


def terms(text: str) -> list[str]:
    """Return everything a text is found by, sorted, at most so much."""
    return sorted({term for phrase in phrases(text) for term in phrase.terms})[:MOST_TERMS]


def meeting_words(one: Phrase, other: Phrase) -> list[tuple[str, str]]:
    """Return the words in which two phrases meet, each as either of them writes it.

    Words that overlap in one phrase are quoted as one; a stop word is quoted only as part of a longer one.
    """
    shared = {span.term for span in one.spans} & {span.term for span in other.spans}
    if not shared - _stops():
        return []
    found = []
    for start, end, inside in _merged(span for span in one.spans if span.term in shared):
        if inside <= _stops():
            continue
        mine = one.cut(start, end)
        theirs = [other.cut(a, b) for a, b, _terms in _merged(span for span in other.spans if span.term in inside)]
        found.append((mine, mine if mine in theirs else theirs[0]))
    return list(dict.fromkeys(found))


def quoted(phrase: Phrase, word: str) -> str:
    """Return a phrase to be quoted; of a very long one the part around a word."""
    text = phrase.text
    if len(text) <= MOST_QUOTED:
        return text
    begin = max(0, min(text.find(word) - MOST_QUOTED // 3, len(text) - MOST_QUOTED))
    part = text[begin : begin + MOST_QUOTED]
    return ("…" if begin else "") + part + ("…" if begin + MOST_QUOTED < len(text) else "")


def _merged(spans: Iterator[Span]) -> list[tuple[int, int, frozenset[str]]]:
    """Return stretches of overlapping words, with the terms inside each."""
    found: list[tuple[int, int, frozenset[str]]] = []
    for span in sorted(spans, key=lambda each: (each.start, each.end)):
        if found and span.start < found[-1][1]:
            start, end, inside = found[-1]
            found[-1] = (start, max(end, span.end), inside | {span.term})
        else:
            found.append((span.start, span.end, frozenset({span.term})))
    return found


@lru_cache(maxsize=16384)
def _folded(cluster: str) -> str:
    return search_key(cluster)


def _fold(text: str) -> str:
    """Fold a text character by character, as phrases are."""
    return "".join(_folded(cluster) for cluster in _CLUSTER.findall(text))


@cache
def _stops() -> frozenset[str]:
    return frozenset(
        piece for word in STOP_WORDS for piece in {_fold(word), *(span.term for span in _pieces(_Run.of(word)))}
    )


@cache
def _concepts() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the pattern of every word that the vocabulary knows, the longest first, and what each stands for."""
    meant = {_fold(word): concept for concept, words in CONCEPTS.items() for word in words}
    ordered = sorted(meant, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, ordered))), meant


@dataclass(frozen=True)
class _Run:
    """Characters with their folded forms; ``at`` says which character each folded letter comes from."""

    characters: tuple[str, ...]
    folded: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "_Run":
        characters = tuple(_CLUSTER.findall(text))
        return cls(characters, tuple(map(_folded, characters)))

    @property
    def key(self) -> str:
        return "".join(self.folded)

    @property
    def at(self) -> list[int]:
        return [place for place, letters in enumerate(self.folded) for _letter in letters]


def _phrase(text: str) -> Phrase:
    run = _Run.of(text)
    known = list(_known(run))
    taken = {place for span in known for place in range(span.start, span.end)}
    spans = (*known, *_pieces(run, taken))
    return Phrase(run.characters, tuple(sorted(spans, key=lambda span: (span.start, span.end, span.term))))


def _known(run: _Run) -> Iterator[Span]:
    """Yield the words that stand for a concept."""
    pattern, meant = _concepts()
    at = run.at
    for match in pattern.finditer(run.key):
        yield Span(f"={meant[match[0]]}", at[match.start()], at[match.end() - 1] + 1)


def _pieces(run: _Run, taken: set[int] | frozenset[int] = frozenset()) -> Iterator[Span]:
    """Yield the pieces of every run of one script outside what is taken."""
    for start, end, script in _scripts(run, taken):
        length = end - start
        if script == "kanji":
            pairs = range(start, end - 1)
            # Words of two kanji stand side by side; only an odd number leaves open where they begin.
            yield from (_piece(run, at, at + 2) for at in pairs if length % 2 or (at - start) % 2 == 0)
        elif 1 < length <= LONGEST_WORD and len(word := _piece(run, start, end).term) > 1:
            yield Span(word, start, end)


def _piece(run: _Run, start: int, end: int) -> Span:
    return Span("".join(run.folded[start:end]), start, end)


def _scripts(run: _Run, taken: set[int] | frozenset[int]) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, script) of every stretch in one script."""
    start, before = 0, ""
    for place in range(len(run.characters) + 1):
        script = "" if place == len(run.characters) or place in taken else _script(run, place)
        if script != before:
            if before:
                yield start, place, before
            start, before = place, script


def _script(run: _Run, place: int) -> str:
    first, folded = run.characters[place][0], run.folded[place]
    if not folded:
        # A long vowel mark is part of its word; other marks are not.
        return "katakana" if first in "ーｰ" else ""
    if _KANJI.match(first):
        return "kanji"
    if _HIRAGANA.match(first):
        return ""
    return "katakana" if _KATAKANA.match(folded) else "letters" if folded.isalnum() else ""
