"""Cross-references in the official texts, resolved to locators."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .provisions import Document

if TYPE_CHECKING:
    from .library import Library


@dataclass(frozen=True, slots=True)
class Reference:
    """「第14条（利用停止）第1項各号」 in a provision: its words, where in the provision's `text`, and what it points to.

    `targets` are locators; empty with a `problem` where the reference resolves to nothing.
    """

    source: str
    text: str
    start: int
    end: int
    targets: tuple[str, ...]
    problem: str = ""


def references(document: Document, library: "Library") -> dict[str, tuple[Reference, ...]]:
    """All references of a document by the locator that they stand in."""
    return {}
