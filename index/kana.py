"""Japanese scripts: runs of words of one script, how romaji sounds, and the likeliest words of a run of kana."""

import re
from collections.abc import Callable, Iterable, Iterator

import jaconv

from .tokens import tagged

LONGEST = 12  # kana of a word or phrase
HIRAGANA = re.compile(r"[ぁ-ゖー]+")
KATAKANA = re.compile(r"[ァ-ヺー]++(?![っるりれろ])")  # not トラブって
KANJI = re.compile(r"[一-龥々]+")
JAPANESE = re.compile(r"[ぁ-ヺー一-龥々]")
ROMAJI = re.compile(  # syllables
    r"(?:(?:([kstpgzdbcjhfr])(?=\1)|t(?=ch))?(?:[kgnhbpmrsztdjfw]?y?|sh|ch|ts)[aiueo]-?|n'?)+", re.IGNORECASE
)
_SCRIPTS = {"hiragana": HIRAGANA, "katakana": KATAKANA, "kanji": KANJI}
_SAME_SOUND = tuple(
    (re.compile(written), same)
    for written, same in (
        ("[-']", ""),
        ("[tc]?ch", "ty"),
        ("sh", "sy"),
        ("j", "zy"),
        ("d(?=[iu])", "z"),
        ("(?<=[stz])y(?=i)|(?<=y)y", ""),
        ("ts", "t"),
        ("f", "h"),
        ("w(?=[ieo])", ""),
        ("m(?=[bmp])", "n"),
        ("ou", "o"),
        (r"([aueon])\1+", r"\1"),
    )
)
Word = tuple[str, str]  # as written, and its reading in katakana ("": unknown)
Edges = Callable[[int, int], Iterable[tuple[str, float]]]


def runs(text: str) -> Iterator[tuple[str, list[Word]]]:
    """The whole text in runs of neighbouring words of one script: "hiragana", "katakana", "kanji", or "" for others."""
    run: list[Word] = []
    kind, at = "", 0
    for word in tagged(text):
        written = word.surface
        start = text.index(written, at)
        script = next((name for name, pattern in _SCRIPTS.items() if pattern.fullmatch(written)), "")
        if run and (script != kind or start > at):
            yield kind, run
            run = []
        if start > at:
            yield "", [(text[at:start], "")]
        kind, at = script, start + len(written)
        run.append((written, word.feature.kana or "" if script in ("", "kanji") else jaconv.hira2kata(written)))
    if run:
        yield kind, run
    if at < len(text):
        yield "", [(text[at:], "")]


def joined(words: Iterable[Word]) -> Word:
    """Words as one."""
    written, readings = zip(*words, strict=True)
    return "".join(written), "".join(readings)


def sound(romaji: str) -> str:
    """Romaji in one form: Hepburn or Kunrei, with its long vowels or without.

    >>> sound("tesuuryou"), sound("Tesuryo"), sound("shimbun"), sound("sinbun")
    ('tesuryo', 'tesuryo', 'sinbun', 'sinbun')
    """
    sounds = romaji.lower()
    for written, same in _SAME_SOUND:
        sounds = written.sub(same, sounds)
    return sounds


def sound_of(reading: str) -> str:
    """The same of katakana."""
    return sound(jaconv.kata2alphabet(reading.replace("ティ", "チ").replace("ディ", "ヂ")))


def likeliest(length: int, edges: Edges, longest: int = LONGEST) -> tuple[float, str] | None:
    """The cheapest way from 0 to `length` (Viterbi): its cost, and its words joined; None if there is no way.

    `edges(start, end)` are the words that may stand there, with their costs; they span at most `longest`.
    """
    best: list[tuple[float, str] | None] = [(0.0, ""), *[None] * length]
    for start in range(length):
        if (before := best[start]) is None:
            continue
        for end in range(start + 1, min(start + longest, length) + 1):
            for word, cost in edges(start, end):
                here = best[end]
                if here is None or before[0] + cost < here[0]:
                    best[end] = (before[0] + cost, before[1] + word)
    return best[length]


def slipped(typed: str, word: str) -> bool:
    """Of two words that differ in one kana: whether it was lost, doubled or exchanged with another."""
    if len(typed) > len(word):
        return word in {typed[:n] + typed[n + 1 :] for n in range(1, len(typed)) if typed[n] == typed[n - 1]}
    return len(typed) < len(word) or sorted(typed) == sorted(word)


def shortened(word: str) -> set[str]:
    """A word, and the word without one of its characters: two that differ in one, or in their order, have one in common."""
    return {word, *(word[:n] + word[n + 1 :] for n in range(len(word)))}
