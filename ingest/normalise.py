"""Characters and line breaks: from a page as typeset to running text, with the way back.

Agreements come hard-wrapped, with full-width and half-width characters mixed, letter-spaced lines and Kangxi radicals
in place of kanji. `flow` reads spans of the raw text as running text. It keeps, for each character, where it stood:
whatever is found in the normalised text can be quoted in the document's own characters.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

Span = tuple[int, int]

# Look-alikes that PDF extraction puts in place of kanji and ・ and that NFKC leaves alone (⾧ → 長 it maps).
RADICALS = str.maketrans("⺟⺠⻁⻄⻆⻑⻘⻝⻣⻤⻨⻩⻫⻭⻯⻲‧", "母民虎西角長青食骨鬼麦黄斉歯竜亀・")
_MARKUP = re.compile(
    r"</?(?:p|ul|ol|li|table|thead|tbody|tr|td|th|br|div|span)\b[^<>\n]*>|<(?=https?://)|(?<=[!-~])>(?=[）)\s])|(?m:(?:^|(?<=\f))[ \t]*[-*] (?=\S)(?!\d+ -))"
)
_CJK = "\u2e80-\u2fdf\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60\uffe0-\uffef"
_LETTER_SPACED = re.compile(rf"(?<![{_CJK}])(?:[{_CJK}] ){{2,}}[{_CJK}](?![{_CJK}])")
_IS_CJK = re.compile(rf"[{_CJK}]")
_VOICED = "\uff9e\uff9f\u3099\u309a"
_CIRCLED = re.compile(r"[①-⑳]")


@dataclass(frozen=True, slots=True)
class Character:
    """One character of running text: normalised form, form in the document, and its span in the raw text."""

    text: str
    original: str
    start: int
    end: int


@dataclass(frozen=True)
class Flow:
    """Running text: the characters of one provision or line in reading order."""

    characters: tuple[Character, ...]

    @cached_property
    def text(self) -> str:
        """Normalised: NFKC, no hard wraps, no spaces between Japanese and Latin characters."""
        return "".join(c.text for c in self.characters)

    @cached_property
    def original(self) -> str:
        """The document's own characters; only white space differs from the raw text."""
        return "".join(c.original for c in self.characters)

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [], 0
        for character in self.characters:
            starts.append(at)
            at += len(character.text)
        return starts

    def cut(self, start: int, end: int | None = None) -> "Flow":
        """The part whose normalised text is `text[start:end]` (half-cut expansions such as ㈱ are taken whole)."""
        stop = len(self.text) if end is None else end
        kept = (
            c for c, at in zip(self.characters, self._starts, strict=True) if at < stop and at + len(c.text) > start
        )
        return Flow(tuple(kept)).strip()

    def strip(self) -> "Flow":
        """Without white space at both ends."""
        kept = list(self.characters)
        while kept and not kept[0].original.strip():
            kept.pop(0)
        while kept and not kept[-1].original.strip():
            kept.pop()
        return Flow(tuple(kept))

    def raw_start(self, index: int) -> int:
        """Where in the raw text the character at `text[index]` begins."""
        for character, at in zip(self.characters, self._starts, strict=True):
            if at + len(character.text) > index:
                return character.start
        return self.characters[-1].end if self.characters else 0


def normalise(text: str) -> str:
    """NFKC with radicals mended and circled digits kept: for strings that need no way back (questions, captions)."""
    parts = _CIRCLED.split(text)
    kept = [*_CIRCLED.findall(text), ""]
    mended = (unicodedata.normalize("NFKC", part).translate(RADICALS) for part in parts)
    return "".join(part + circled for part, circled in zip(mended, kept, strict=True))


def squeeze(text: str) -> str:
    """Normalised without any white space: the form in which headings and labels are compared."""
    return re.sub(r"\s+", "", normalise(text))


def markup(raw: str) -> list[Span]:
    """Spans of HTML tags, list dashes and link brackets that extraction left in the text."""
    return [match.span() for match in _MARKUP.finditer(raw)]


def flow(raw: str, spans: Iterable[Span], *, spaced: bool = False) -> Flow:
    """Running text of `spans` of `raw`, read in the order given; `spaced` keeps spaces beside Latin characters."""
    return Flow(tuple(_joined(_read(raw, spans), spaced)))


def _read(raw: str, spans: Iterable[Span]) -> Iterator[Character]:
    """Characters with white space kept, letter-spaced runs closed up."""
    for start, end in spans:
        closed: set[int] = set()
        for run in _LETTER_SPACED.finditer(raw, start, end):
            closed.update(i for i in range(*run.span()) if raw[i] == " ")
        for at, until, text in _clusters(raw, start, end):
            if at not in closed:
                yield Character(text, raw[at:until], at, until)


def _clusters(raw: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    at = start
    while at < end:
        until = at + 1
        while until < end and raw[until] in _VOICED:
            until += 1
        piece = raw[at:until]
        yield at, until, piece if _CIRCLED.match(piece) else unicodedata.normalize("NFKC", piece).translate(RADICALS)
        at = until


def _joined(characters: Iterator[Character], spaced: bool) -> Iterator[Character]:
    """White space decided: line breaks vanish, or become one space between Latin words; tabs stay."""
    previous: Character | None = None
    gap: list[Character] = []
    word = ""  # the Latin word or web address that `previous` ends
    for character in characters:
        if not character.text.strip():
            gap.append(character)
            continue
        if previous is not None and gap:
            space = _space(previous, gap, character, word, spaced)
            if space:
                yield space
            word = "" if space or not _is_address(word) else word
        yield character
        word = "" if _IS_CJK.match(character.text) or character.text in ")]>" else word + character.text
        previous, gap = character, []


def _space(before: Character, gap: list[Character], after: Character, word: str, spaced: bool) -> Character | None:
    white = "".join(c.original for c in gap)
    start, end = gap[0].start, gap[-1].end
    latin = not _IS_CJK.match(before.text), not _IS_CJK.match(after.text)
    if "\n" in white or "\f" in white:
        broken = _is_address(word) and before.text in "-_/=&?%." and (after.text.islower() or after.text.isdigit())
        if not all(latin) or broken:
            return None
        return Character(" ", " ", start, end)
    if "\t" in white:
        return Character("\t", "\t", start, end)
    return Character(" " if spaced or latin[0] == latin[1] else "", " ", start, end)


def _is_address(word: str) -> bool:
    return "://" in word
