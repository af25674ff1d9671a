"""The figures of an agreement, each with the clause that states it: corpus/<agreement>/figures.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache

from ingest.library import corpus_folder


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a contract. `value` is exact; `locator` is where it stands."""

    id: str
    locator: str
    value: Decimal
    unit: str

    @property
    def whole(self) -> int:
        """The value as a whole number. Raises ValueError if it is none."""
        if self.value != int(self.value):
            raise ValueError(f"{self.id} is not a whole number: {self.value}")
        return int(self.value)

    @property
    def share(self) -> Fraction:
        """A percentage as a fraction of one."""
        return Fraction(self.value) / 100


@cache
def figures(agreement: str) -> Mapping[str, Figure]:
    """The figures of an agreement by id; a missing id is a KeyError, as the project ships every figure it uses."""
    data = tomllib.loads((corpus_folder() / agreement / "figures.toml").read_text(encoding="utf-8"))
    rows = data["figure"]
    return {
        row["id"]: Figure(row["id"], row["locator"], Decimal(str(row["value"])), row.get("unit", "")) for row in rows
    }
