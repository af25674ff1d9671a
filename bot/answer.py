"""The answer, as Python values and as the JSON that `python -m bot ask --json` prints."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

Kind = Literal["clause", "calculation", "comparison", "clarification", "no-answer", "error"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A provision that an answer rests on. `quote` is verbatim from the official text or from the edition (`source`)."""

    locator: str
    label: str  # 「第24条第2項」, "Article 24, paragraph (2)"
    agreement: str
    quote: str
    source: Literal["official", "edition"]
    language: str  # of the quote
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What an answer adds of its own accord: a contradiction in the text, an edition out of date."""

    kind: str
    text: str
    locators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage that was found, best first; `score` falls with rank and lies in 0..1."""

    locator: str
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer. `agreement` lists the ids that it speaks of; `reason` says why there is none, or "false-premise"
    where it corrects what the question takes for granted.
    """

    question: str
    language: str
    agreement: tuple[str, ...]
    kind: Kind
    answer: str
    citations: tuple[Citation, ...] = ()
    notes: tuple[Note, ...] = ()
    passages: tuple[Ranked, ...] = ()
    reason: str | None = None
    id: Any = None
    calculation: dict[str, Any] | None = None

    def to_json(self) -> dict[str, Any]:
        """The object of DESIGN's answer format."""
        data = asdict(self)
        for citation in data["citations"]:
            if citation["url"] is None:
                del citation["url"]
        order = (
            "id",
            "question",
            "language",
            "agreement",
            "kind",
            "answer",
            "citations",
            "calculation",
            "notes",
            "passages",
            "reason",
        )
        return {key: list(data[key]) if isinstance(data[key], tuple) else data[key] for key in order}
