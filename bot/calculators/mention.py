"""A piece of a question that was read as a value."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from .values import Text


@dataclass(frozen=True, slots=True)
class Mention:
    """`value` stands at text[start:end]. `said` is how it was read where it could be read otherwise; `flags` are details of its kind."""

    kind: str
    value: Any
    start: int
    end: int
    raw: str
    said: Text | None = None
    flags: frozenset[str] = frozenset()


class Scan:
    """A text from which one kind of mention after the other is taken; what is taken cannot be read a second time."""

    def __init__(self, text: str) -> None:
        self.text, self.left = text, text
        self.found: list[Mention] = []

    def take(self, pattern: re.Pattern[str], read: Callable[[re.Match[str]], Mention | None]) -> None:
        """Every match that `read` accepts, in order; its characters are blanked out."""
        for match in list(pattern.finditer(self.left)):
            if match.end() > match.start() and (mention := read(match)):
                self.found.append(mention)
                self.blank(mention.start, mention.end)

    def blank(self, start: int, end: int) -> None:
        """Hide characters from the patterns that follow."""
        self.left = self.left[:start] + "\0" * (end - start) + self.left[end:]

    def of(self, *kinds: str) -> list[Mention]:
        """The mentions of some kinds in the order of the text."""
        return sorted((m for m in self.found if m.kind in kinds), key=lambda m: m.start)


def mention(
    kind: str, value: Any, match: re.Match[str], said: Text | None = None, flags: Iterator[str] | tuple[str, ...] = ()
) -> Mention:
    """A mention of a whole match."""
    return Mention(
        kind, value, match.start(), match.end(), match.string[match.start() : match.end()], said, frozenset(flags)
    )
