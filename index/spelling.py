"""What was meant by a question as typed: kana and romaji are converted, mistyped words mended, by the corpus's own words.

Kana are converted as by an input method: of all ways to cut a run of them into words and phrases of the corpus by their
readings, the likeliest is taken, a word's probability being its frequency; unless the run is likely as typed.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher, get_close_matches
from functools import cached_property
from pathlib import Path

import jaconv

from ingest.normalise import normalise

from . import kana
from .tokens import STOP_EN, readings, tagged, tokens

PHRASE = 5  # so many words of one script count as one as well, where they stand together
RARE = 3  # what stands less often is no phrase
# Costs are negative logarithms of probabilities.
UNKNOWN = 14.0  # of a word that the corpus lacks, and of a kana that belongs to no word
CONVERTED = 3.0  # of writing a word otherwise than the corpus does,
SHORT = 4.0  # and more if it has only two kana
MISTYPED = 8.0
_LATIN = re.compile(r"(?<![A-Za-z])[A-Za-z][A-Za-z'-]*")
_ENGLISH = re.compile(r"(?<![A-Za-z'’])[A-Za-z]++(?!['’]|\. ?[a-z])")  # not don't, nor what is cut short: excl. tax
_SPACE = re.compile(rf"(?<={kana.JAPANESE.pattern}) (?={kana.JAPANESE.pattern})")


class Spelling:
    """The words of a corpus by spelling and by sound; mending changes nothing, from any thread."""

    def __init__(self, words: Iterable[tuple[str, str, int]], latin: Iterable[tuple[str, int]]) -> None:
        """`words`: Japanese words and phrases with reading and count. `latin`: words in lower case, and how often they
        stand in Japanese text.
        """
        self.words, self.latin = list(words), dict(latin)
        total = sum(count for _, _, count in self.words) + 1
        self._rare = -math.log(RARE / total)
        self._cost: dict[str, float] = {}
        self._reading: dict[str, str] = {}
        self._read: dict[str, str] = {}  # the commonest word of each reading
        self._with: dict[tuple[int, int, str], list[str]] = {}  # words by length, place and kanji
        for word, reading, count in sorted(self.words, key=lambda w: -w[2]):
            self._read.setdefault(reading, word)
            if word in self._cost:
                continue
            self._cost[word] = -math.log(count / total)
            self._reading[word] = reading
            if kana.KANJI.fullmatch(word):
                for place, kanji in enumerate(word):
                    self._with.setdefault((len(word), place, kanji), []).append(word)

    @classmethod
    def build(cls, lines: Iterable[str]) -> "Spelling":
        """Of the lines of a corpus, in any language."""
        words: Counter[kana.Word] = Counter()
        phrases: Counter[kana.Word] = Counter()
        latin: Counter[str] = Counter()
        for line in {normalise(line) for line in lines}:
            japanese = bool(kana.JAPANESE.search(line))
            latin.update(dict.fromkeys(re.findall(r"[a-z]+", line.lower()), int(japanese)))
            for script, run in kana.runs(line) if japanese else ():
                for end, word in enumerate(run):
                    words[word] += bool(kana.JAPANESE.match(word[0]))
                    for start in range(max(end + 1 - PHRASE, 0), end) if script else ():
                        phrases[kana.joined(run[start : end + 1])] += 1
        words |= Counter({p: count for p, count in phrases.items() if count >= RARE and len(p[0]) <= kana.LONGEST})
        return cls(sorted((*word, count) for word, count in words.items() if count), sorted(latin.items()))

    @classmethod
    def load(cls, path: Path) -> "Spelling":
        """What `save` wrote."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))

    def save(self, path: Path) -> None:
        """As JSON."""
        data = {"words": self.words, "latin": list(self.latin.items())}
        path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")

    def mended(self, text: str) -> str:
        """`text` as it was meant, normalised; `text` itself if nothing in it is to be mended."""
        normal = normalise(text.encode("utf-8", "replace").decode())
        if kana.JAPANESE.search(normal):
            meant = _LATIN.sub(lambda match: self._latin_in_japanese(match[0]), self._japanese(normal))
        else:
            meant = self._from_romaji(normal) or _ENGLISH.sub(lambda match: self._english(match[0]), normal)
        return text if meant == normal else meant

    def _japanese(self, text: str) -> str:
        found = ""
        words: dict[int, int] = {}  # of the dictionary, by where they end: where they begin
        for script, run in kana.runs(text):
            start = len(found)
            found += self._from_kanji(run) if script == "kanji" else kana.joined(run)[0]  # as long as it was
            for word, _ in run:
                words[start + len(word)] = start
                start += len(word)
        found = kana.HIRAGANA.sub(lambda match: self._from_hiragana(match, words), found)
        return kana.KATAKANA.sub(lambda match: self._from_katakana(match[0]), found)

    def _from_hiragana(self, run: re.Match[str], words: dict[int, int]) -> str:
        """A run converted, but for what belongs to the word before it."""
        typed, at = run[0], run.start()
        if len(typed) < 3:
            return typed
        reading = jaconv.hira2kata(typed)

        def edges(start: int, end: int) -> Iterator[tuple[str, float]]:
            piece, begun = typed[start:end], words.get(at + end, at + end)
            if start == 0 and begun < at:  # 支払い
                yield piece, 0.0
            if piece in self._cost:
                yield piece, self._cost[piece]
            if end == start + 1 or (begun == at + start and end > start + 2):
                yield piece, UNKNOWN
            if end > start + 1 and (word := self._read.get(reading[start:end])):
                yield word, self._cost[word] + CONVERTED + (SHORT if end == start + 2 else 0)

        meant = kana.likeliest(len(typed), edges)
        if meant is None or meant[1] == typed or tokens(meant[1]) == tokens(typed):
            return typed
        return meant[1]

    def _from_katakana(self, typed: str) -> str:
        """A run of which the corpus has a part not, and no dictionary the whole."""
        if len(typed) < 3 or typed in self._cost:
            return typed

        def known(start: int, end: int) -> Iterator[tuple[str, float]]:
            piece = typed[start:end]
            if end > start + 1 and (cost := self._cost.get(piece, math.inf)) <= self._rare:
                yield piece, cost

        def near(start: int, end: int) -> Iterator[tuple[str, float]]:
            yield from known(start, end)
            if end > start + 2 and (word := self._near(typed[start:end])):
                yield word, self._cost[word] + MISTYPED

        words = tagged(typed)
        if kana.likeliest(len(typed), known) or (len(words) == 1 and not words[0].is_unk):
            return typed
        meant = kana.likeliest(len(typed), near)
        return meant[1] if meant else self._read.get(typed, typed)

    def _near(self, typed: str) -> str | None:
        """The word most like `typed` among those that have one kana more, one not doubled, or two exchanged."""
        found = {
            word
            for short in kana.shortened(typed)
            for word in self._by_shortened.get(short, ())
            if word[0] == typed[0] and kana.slipped(typed, word)
        }
        return max(found, key=lambda w: (SequenceMatcher(None, typed, w).ratio(), -self._cost[w]), default=None)

    @cached_property
    def _by_shortened(self) -> dict[str, list[str]]:
        words: dict[str, list[str]] = {}
        for word in self._cost:
            if len(word) > 2 and kana.KATAKANA.fullmatch(word):
                for short in kana.shortened(word):
                    words.setdefault(short, []).append(word)
        return words

    def _from_kanji(self, words: list[kana.Word]) -> str:
        """A run in which a word that the corpus lacks gives way to one that is written and read alike, if there is one."""
        typed, _ = kana.joined(words)
        unknown = [n for n, (word, _) in enumerate(words) if word not in self._cost]
        if not unknown or typed in self._cost:
            return typed
        spans = [(i, j) for i in range(unknown[0] + 1) for j in range(unknown[-1] + 1, len(words) + 1)]
        for i, j in sorted(spans, key=lambda span: span[0] - span[1]):
            if meant := self._alike(*kana.joined(words[i:j])):
                return kana.joined([*words[:i], (meant, ""), *words[j:]])[0]
        return typed

    def _alike(self, typed: str, reading: str) -> str | None:
        """The word that has half of the kanji of `typed` in their places and is read as `typed` is, or may be."""
        size = len(typed)
        shared = Counter(w for place, kanji in enumerate(typed) for w in self._with.get((size, place, kanji), ()))
        for word in sorted((w for w in shared if 2 * shared[w] >= size > 1), key=lambda w: (-shared[w], self._cost[w])):
            differing = ((a, b) for a, b in zip(typed, word, strict=True) if a != b)
            if reading == self._reading[word] or all(readings(a) & readings(b) for a, b in differing):
                return word
        return None

    def _from_romaji(self, text: str) -> str | None:
        """Japanese, if the words of a Latin text are romaji, or names that Japanese text has; one English word for each
        that can be nothing but romaji does no harm, unless it is one that only English grammar needs.
        """
        words = [word for word in _LATIN.findall(text) if not self._name(word)]
        romaji = sum(not self._known(word) and self._heard(word) is not None for word in words)
        others = [word.lower() for word in words if not kana.ROMAJI.fullmatch(word)]
        if not romaji or len(others) > romaji or not all(self._known(x) and not STOP_EN.fullmatch(x) for x in others):
            return None
        return _SPACE.sub("", _LATIN.sub(lambda match: self._as_sounded(match[0]), text))

    def _as_sounded(self, romaji: str) -> str:
        return romaji if self._name(romaji) else self._heard(romaji) or romaji

    def _latin_in_japanese(self, typed: str) -> str:
        return typed if self._known(typed) else self._heard(typed) or self._english(typed)

    def _known(self, word: str) -> bool:
        return all(part in self.latin for part in re.findall("[a-z]+", word.lower()))  # Wi-Fi

    def _name(self, word: str) -> bool:
        return len(word) > 2 and self.latin.get(word.lower(), 0) > 0 and not STOP_EN.fullmatch(word.lower())

    def _heard(self, romaji: str) -> str | None:
        """The likeliest words that sound so."""
        heard = kana.sound(romaji)

        def edges(start: int, end: int) -> Iterator[tuple[str, float]]:
            if word := self._by_sound.get(heard[start:end]):
                yield word, self._cost[word]

        meant = kana.likeliest(len(heard), edges, 2 * kana.LONGEST) if kana.ROMAJI.fullmatch(romaji) else None
        return meant[1] if meant else None

    @cached_property
    def _by_sound(self) -> dict[str, str]:
        words = {"wa": "は", "o": "を", "e": "へ"}
        for reading, word in self._read.items():  # in order of frequency
            if len(reading) > 1 or kana.HIRAGANA.fullmatch(word):
                words.setdefault(kana.sound_of(reading), word)
        return {heard: word for heard, word in words.items() if word in self._cost}

    def _english(self, typed: str) -> str:
        """The word most like a mistyped one of four letters and more; the first is taken to be right."""
        word = typed.lower()
        if len(word) < 4 or word == "sept" or word in self.latin or not self._stems.isdisjoint(tokens(word)):
            return typed
        if STOP_EN.fullmatch(word[:-1]) or STOP_EN.fullmatch(word[:-2]):  # theres, youre
            return typed
        near = [other for other in self._by_initial.get(word[0], ()) if abs(len(other) - len(word)) <= 2]
        return next(iter(get_close_matches(word, near, n=1, cutoff=0.82)), typed)

    @cached_property
    def _stems(self) -> set[str]:
        return {stem for word in self.latin for stem in tokens(word)}

    @cached_property
    def _by_initial(self) -> dict[str, list[str]]:
        words: dict[str, list[str]] = {}
        for word in self.latin:
            if len(word) >= 4 and not STOP_EN.fullmatch(word):
                words.setdefault(word[0], []).append(word)
        return words
