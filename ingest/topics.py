"""Topics that agreements are compared on: corpus/topics.toml, and questions about them: corpus/topic-questions.jsonl."""

import json
import re
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from .errors import InputError
from .library import LANGUAGES, Library
from .normalise import normalise

TOPIC = "topic"  # what stands for an agreement in the locator of a topic, which is found as provisions are


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
    """A topic with its names and questions in both languages; `measure` says what is compared (rate, period, yes-no, …)."""

    id: str
    ja: str
    en: str
    names: dict[str, tuple[str, ...]]
    questions: dict[str, tuple[str, ...]]
    measure: str
    cells: dict[str, Cell]

    @property
    def locator(self) -> str:
        """Under which the index finds it."""
        return f"{TOPIC}/{self.id}"

    @cached_property
    def patterns(self) -> tuple[tuple[int, re.Pattern[str]], ...]:
        """Its names as patterns over a normalised question, with their lengths."""
        return tuple((len(name), _pattern(name)) for name in {self.ja, self.en, *chain(*self.names.values())})

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
    return _read(library.corpus)


@cache
def _read(folder: Path) -> tuple[Topic, ...]:
    path = folder / "topics.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["topic"] if path.exists() else []
    asked = _questions(folder / "topic-questions.jsonl")
    return tuple(_topic(row, asked.get(row["id"], {})) for row in rows)


def _questions(path: Path) -> dict[str, dict[str, tuple[str, ...]]]:
    found = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines() if path.exists() else [], 1):
        try:
            data = json.loads(line)
            found[str(data["id"])] = {language: tuple(map(str, data[language])) for language in LANGUAGES}
        except (ValueError, KeyError, TypeError):
            raise InputError(
                f'{path}:{number}: not of the form {{"id": …, "ja": […], "en": […]}}',
                f'{path}:{number}: {{"id": …, "ja": […], "en": […]}} の形ではありません',
            ) from None
    return found


def _topic(row: dict[str, Any], asked: dict[str, tuple[str, ...]]) -> Topic:
    cells = {
        agreement: Cell(
            cell["ja"], cell["en"], tuple(cell.get("locators", ())), cell.get("silent", False), cell.get("figure", "")
        )
        for agreement, cell in row.items()
        if isinstance(cell, dict)
    }
    names = {language: tuple(row.get(f"synonyms_{language}", ())) for language in LANGUAGES}
    return Topic(row["id"], row["ja"], row["en"], names, asked, row["measure"], cells)


def topic_of(library: Library, question: str) -> Topic | None:
    """The topic that a normalised question names, by its longest name; None if it names none."""
    found = [(topic.match(question), topic) for topic in topics(library)]
    length, best = max(found, key=lambda pair: pair[0], default=(0, None))
    return best if length else None
