"""Printed lines, and what their typography tells: where a block ends, what is a heading, what belongs to the page."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from . import numbering
from .normalise import Flow, Span, flow, squeeze

CAPTION_LENGTH = 40  # characters: no heading is longer


@dataclass(frozen=True)
class Line:
    """A printed line with the blank lines after it: its span of the raw text and its normalised text."""

    start: int
    end: int
    flow: Flow

    @cached_property
    def text(self) -> str:
        """Normalised, in single spaces."""
        return self.flow.text

    @cached_property
    def squeezed(self) -> str:
        """Without white space."""
        return squeeze(self.flow.text)

    @property
    def ends_sentence(self) -> bool:
        """Whether it ends with 。, in a bracket or not."""
        return self.text.endswith(("。", "。)", "。」"))


@dataclass(frozen=True)
class Page:
    """The lines of a raw text. `width` is that of a full line, `running` the squeezed heads and feet of its pages."""

    raw: str
    lines: list[Line]
    width: int
    running: set[str]

    @classmethod
    def read(cls, raw: str, markup: list[Span]) -> "Page":
        """The lines of `raw`, without what lies in `markup`."""
        lines = _lines(raw, markup)
        lengths = sorted(len(line.text) for line in lines)
        return cls(raw, lines, lengths[len(lengths) * 8 // 10] if lengths else 0, _running_heads(raw))

    def is_running(self, line: Line) -> bool:
        """Whether a line is a page's head, foot or number."""
        return line.squeezed in self.running or ("\f" in self.raw and _is_page_number(self.raw, line))

    def is_caption(self, text: str, index: int) -> bool:
        """Whether a line without a number is a heading: short, no sentence, between two blocks of text."""
        limit = min(CAPTION_LENGTH, max(int(self.width * 0.65), 12))
        if len(text) > limit or re.search(r"[。、:：]|https?:", text) or text.startswith(("(", "・", "※", "「")):
            return False
        before = self.lines[index - 1] if index else None
        if before and not (
            before.ends_sentence or len(before.text) < self.width * 0.8 or numbering.is_chapter(before.text)
        ):
            return False
        if index + 1 >= len(self.lines):
            return False
        after = self.lines[index + 1]
        if numbering.article(after.text) or numbering.is_chapter(after.text) or numbering.part(after.text):
            return False
        if markers := numbering.markers(after.text):
            return markers[0].number == "1"
        return ("。" in after.text or len(after.text) >= self.width * 0.8) and not is_columns(after.text)

    def block_ended(self, index: int) -> bool:
        """Whether the line before is the last of its block, so that a number may open a new one."""
        if index == 0:
            return True
        before = self.lines[index - 1]
        return before.ends_sentence or len(before.text) < self.width * 0.85 or is_heading(before.text)


def is_heading(text: str) -> bool:
    """Whether a normalised line is the heading of a part, chapter or article."""
    return bool(numbering.part(text) or numbering.is_chapter(text) or numbering.article(text))


def _lines(raw: str, marks: list[Span]) -> list[Line]:
    starts = [m.start() for m in re.finditer(r"^(?=.*\S)", raw, re.MULTILINE)]
    # a form feed is white space to `strip` but no line break to `^`: a page's first line begins after it
    bounds = [*starts, len(raw)]
    lines = []
    for first, end in pairwise(bounds):
        start = 0 if first == bounds[0] else first
        spans, at = [], start
        for a, b in marks:
            if a < end and b > start:
                spans.append((at, a))
                at = b
        spans.append((at, end))
        lines.append(Line(start, end, flow(raw, spans, spaced=True).strip()))
    return _absorb_empty(lines)


def _absorb_empty(lines: list[Line]) -> list[Line]:
    """Lines of nothing but markup join the line before."""
    kept: list[Line] = []
    for line in lines:
        if not line.text and kept:
            kept[-1] = Line(kept[-1].start, line.end, kept[-1].flow)
        else:
            kept.append(line)
    return kept


def _running_heads(raw: str) -> set[str]:
    """Lines that stand first or last on at least three pages, digits aside."""
    pages = [[line for line in page.splitlines() if line.strip()] for page in raw.split("\f")]
    edges = Counter(re.sub(r"\d+", "#", squeeze(line)) for page in pages for line in {*page[:1], *page[-1:]})
    repeated = {edge for edge, count in edges.items() if count >= 3 and len(pages) >= 3}
    return {
        squeeze(line)
        for page in pages
        for line in (*page[:1], *page[-1:])
        if re.sub(r"\d+", "#", squeeze(line)) in repeated
    }


def _is_page_number(raw: str, line: Line) -> bool:
    if not re.fullmatch(r"[-–—]?\s*(?:p\.?\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?\s*[-–—]?", line.text, re.IGNORECASE):
        return False
    before = raw[: line.start].rstrip(" \t\n")[-1:]
    return before in ("\f", "") or "\f" in raw[line.start : line.end]


def is_columns(text: str) -> bool:
    """Two columns run together: a space between Japanese characters."""
    return bool(re.search(r"[ぁ-んァ-ヶ一-龥)] [ぁ-んァ-ヶ一-龥]", text)) and "。" not in text
