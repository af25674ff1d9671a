"""The values that everything else is about: provisions, their sources, and problems found on the way."""

from dataclasses import dataclass, field

from .normalise import Flow, Span, flow


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person should look at: where (source file or agreement, locator or ""), and what."""

    source: str
    locator: str
    message: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of the raw text and whom it belongs to.

    `owner` is a locator, or "" for furniture; `kind` is number, caption or text for a provision, else the name of the
    furniture (title page, contents, chapter, markup, page). Segments tile the raw text: none overlap, none are missing.
    """

    start: int
    end: int
    owner: str
    kind: str


@dataclass(frozen=True, slots=True)
class Provision:
    """One provision of an official text, without the provisions inside it.

    `number` is as printed (第24条, ２, (1), ア), `caption` the heading that stands with it, `chapter` the heading above.
    `text` is normalised running text and `quote` the same in the document's own characters.
    """

    locator: str
    number: str
    caption: str
    chapter: str
    text: str
    quote: str


@dataclass(frozen=True)
class Document:
    """One official text, parsed. `provisions` are in reading order; `segments` tile `raw`."""

    agreement: str
    source: str
    raw: str
    segments: tuple[Segment, ...]
    provisions: dict[str, Provision]
    problems: tuple[Problem, ...] = field(default=())
    _officials: dict[str, str] = field(default_factory=dict, repr=False, compare=False)  # what `official` has read

    def spans(self, locator: str, *, inside: bool = True) -> list[Span]:
        """Spans of the raw text of a provision, with everything inside it or its own alone (numbers, captions too)."""
        return [
            (s.start, s.end)
            for s in self.segments
            if s.owner == locator or (inside and s.owner.startswith(locator + "/"))
        ]

    def official(self, locator: str) -> str:
        """The provision's own text with everything inside it, in the document's characters, a line a provision."""
        if locator not in self._officials:
            self._officials[locator] = self._read_official(locator)
        return self._officials[locator]

    def _read_official(self, locator: str) -> str:
        lines: list[tuple[str, list[Span]]] = []
        for s in self.segments:
            if s.owner == locator or s.owner.startswith(locator + "/"):
                if not lines or lines[-1][0] != s.owner or s.kind == "header":
                    lines.append((s.owner, []))
                lines[-1][1].append((s.start, s.end))
        texts = (flow(self.raw, spans).strip().original for _, spans in lines)
        return "\n".join(text for text in texts if text)

    def flow(self, locator: str) -> Flow:
        """The provision's own running text, with the way back to the raw text."""
        spans = [(s.start, s.end) for s in self.segments if s.owner == locator and s.kind == "text"]
        return flow(self.raw, spans).strip()
