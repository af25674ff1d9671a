"""Topics that agreements are compared on: corpus/topics.toml."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from ingest.library import Library
from ingest.normalise import normalise


@dataclass(frozen=True)
class Cell:
    """What one agreement says on a topic: a few words in each language, the provisions, and a figure's id if one decides."""

    ja: str
    en: str
    locators: tuple[str, ...]
    silent: bool
    figure: str

    def plain(self, language: str) -> str:
        """The words in a language."""
        return self.en if language == "en" else self.ja


@dataclass(frozen=True)
class Topic:
    """A topic with its names in both languages; `measure` says what is compared (rate, period, yes-no, …)."""

    id: str
    ja: str
    en: str
    names: tuple[str, ...]
    measure: str
    cells: dict[str, Cell]

    @cached_property
    def patterns(self) -> tuple[tuple[int, re.Pattern[str]], ...]:
        """Its names as patterns over a normalised question, with their lengths."""
        return tuple((len(name), _pattern(name)) for name in {self.ja, self.en, *self.names})

    def match(self, question: str) -> int:
        """The length of its longest name in a normalised question, 0 if none."""
        return max((length for length, pattern in self.patterns if pattern.search(question)), default=0)


def _pattern(name: str) -> re.Pattern[str]:
    normal = normalise(name).lower()
    if normal[0].isascii():
        return re.compile(rf"(?<![a-z0-9]){re.escape(normal)}(?:s|es)?(?![a-z0-9])")
    return re.compile(re.escape(normal))


def topics(library: Library) -> tuple[Topic, ...]:
    """All topics of a library's corpus."""
    return _read(library.corpus / "topics.toml")


@cache
def _read(path: Path) -> tuple[Topic, ...]:
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["topic"] if path.exists() else []
    return tuple(_topic(row) for row in rows)


def _topic(row: dict[str, object]) -> Topic:
    cells = {
        agreement: Cell(
            cell["ja"], cell["en"], tuple(cell.get("locators", ())), cell.get("silent", False), cell.get("figure", "")
        )
        for agreement, cell in row.items()
        if isinstance(cell, dict)
    }
    names = (*row.get("synonyms_ja", ()), *row.get("synonyms_en", ()))  # type: ignore[misc]
    return Topic(str(row["id"]), str(row["ja"]), str(row["en"]), names, str(row["measure"]), cells)


def topic_of(library: Library, question: str) -> Topic | None:
    """The topic that a normalised question names, by its longest name; None if it names none."""
    found = [(topic.match(question), topic) for topic in topics(library)]
    length, best = max(found, key=lambda pair: pair[0], default=(0, None))
    return best if length else None
