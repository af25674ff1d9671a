"""What an agreement's numbers do not say about its layout: data from its agreement.toml.

`parts` are headings outside the articles and the locators that they open; `tables` name the rows (and other parts
without a number) of a provision by the words that each begins with.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .normalise import squeeze


@dataclass(frozen=True, slots=True)
class Part:
    """A top-level part. `locator` is relative to the agreement, "" for the articles, None for furniture.

    `restart`: its numbers begin again, and are counted in order of appearance.
    """

    heading: str
    locator: str | None
    restart: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The parts of a provision that have no number: `rows` are the words each begins with, in order.

    `kind` is row, item (a table of definitions) or paragraph (a passage under a heading of its own). Numbers inside a
    row open nothing, unless `items_after` says that the first one ends the table. `captions` name the rows whose first
    words are no name, by number.
    """

    locator: str
    rows: tuple[str, ...]
    kind: str = "row"
    header: str = ""
    items_after: bool = False
    captions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Layout:
    """The layout of one agreement; empty for an agreement that numbers and headings suffice for."""

    parts: tuple[Part, ...] = ()
    tables: tuple[Table, ...] = ()

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Layout":
        """From the `part` and `table` arrays of an agreement.toml."""
        parts = tuple(Part(p["heading"], p.get("locator"), p.get("restart", False)) for p in data.get("part", []))
        tables = tuple(
            Table(
                t["locator"],
                tuple(t["rows"]),
                t.get("kind", "row"),
                t.get("header", ""),
                t.get("items_after", False),
                t.get("captions", {}),
            )
            for t in data.get("table", [])
        )
        return cls(parts, tables)

    def rules_out(self, heading: str) -> bool:
        """Whether a squeezed heading is one of `parts`, and so not to be read by its own form."""
        return any(heading == squeeze(part.heading) for part in self.parts)
