"""A question being read for one calculator."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from .catalogue import NEWORK, PLANS
from .mention import Mention, Scan
from .values import Text, cut
from .years import Calendar

DEFAULT_TAX = Decimal(10)


@dataclass
class Filling:
    """A question being read for one calculator. `known` are the inputs kept from before."""

    scan: Scan
    agreement: str | None
    known: Mapping[str, Any]
    calendar: Calendar
    follow_up: bool
    out: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The uniform text of the question."""
        return self.scan.text

    def first(self, *kinds: str) -> Any:
        """The value of the first mention of some kinds; None if there is none."""
        found = self.scan.of(*kinds)
        return found[0].value if found else None

    def plans(self) -> list[Mention]:
        """The plans that are named and that the agreement has."""
        known = PLANS.get(self.agreement or "", NEWORK).values()
        return [m for m in self.scan.of("plan") if m.value in known]

    def put(self, name: str, value: Any) -> None:
        """Set an input unless there is nothing to set."""
        if value is not None:
            self.out[name] = value

    def say(self, ja: str, en: str) -> None:
        """Keep how something was read, for the assumptions."""
        self.calendar.said.append(Text(ja, en))

    def yen(self, least: int = 100) -> Decimal | None:
        """The first sum of money; a bare number stands for one where no sum is written."""
        if found := self.scan.of("yen"):
            return Decimal(found[0].value)
        bare = [m.value for m in self.scan.of("number") if m.value >= least]
        return Decimal(bare[0]) if bare else None

    def yen_without_tax(self) -> Decimal | None:
        """The first sum, converted where it was written with tax."""
        value = self.yen()
        found = self.scan.of("yen")
        if value is None or not found or "with-tax" not in found[0].flags:
            return value
        tax = Fraction(self.first("tax") or DEFAULT_TAX)
        net = cut(Fraction(value) * 100 / (100 + tax))
        self.say(
            f"税込{value:,f}円は、税抜{net:,}円として計算しました。", f"{value:,f} yen with tax is {net:,} yen without."
        )
        return Decimal(net)
