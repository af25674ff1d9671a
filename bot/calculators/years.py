"""The year of a date that was written without one: assumed, and said."""

import datetime
from dataclasses import dataclass, field

from .dates import Day
from .inputs import no_such_date
from .mention import Mention
from .values import Text, show


@dataclass
class Calendar:
    """Gives dates their years against `today`, and keeps in `said` how each was read. `explicit` is a year written elsewhere."""

    today: datetime.date
    explicit: int | None = None
    said: list[Text] = field(default_factory=list)

    def near(self, mention: Mention, anchor: datetime.date | None = None) -> datetime.date:
        """The date nearest to `anchor`; without one, in the year written elsewhere, or in today's year."""
        day: Day = mention.value
        if day.year is not None:
            return self._done(mention, self._on(day, day.year, mention.raw))
        if anchor is None:
            return self._done(mention, self._on(day, self.explicit or self.today.year, mention.raw))
        candidates = [
            self._on(day, anchor.year + shift, mention.raw)
            for shift in (-1, 0, 1)
            if self._exists(day, anchor.year + shift)
        ]
        if not candidates:
            raise no_such_date(mention.raw.strip())
        return self._done(mention, min(candidates, key=lambda found: abs(found - anchor)))

    def next(self, mention: Mention, after: datetime.date | None = None, *, month: bool = False) -> datetime.date:
        """The first such date on or after `after` (today); a month counts until it is over."""
        day: Day = mention.value
        if day.year is not None:
            return self.near(mention)
        start = after or self.today
        if month:
            start = start.replace(day=1)
        year = self.explicit or start.year
        while not self._exists(day, year) or (self.explicit is None and self._on(day, year, mention.raw) < start):
            year += 1
            if year > start.year + 8:
                raise no_such_date(mention.raw.strip())
        return self._done(mention, self._on(day, year, mention.raw))

    def _exists(self, day: Day, year: int) -> bool:
        try:
            day.on(year)
        except ValueError:
            return False
        return True

    def _on(self, day: Day, year: int, raw: str) -> datetime.date:
        try:
            return day.on(year)
        except ValueError:
            raise no_such_date(raw.strip()) from None

    def _done(self, mention: Mention, found: datetime.date) -> datetime.date:
        raw = mention.raw.strip()
        if mention.said:
            self.said.append(mention.said)
        elif mention.value.year is None:
            unit = "calendar-month" if mention.kind == "month" else ""
            self.said.append(
                Text(
                    f"「{raw}」には年がないため、{show(found, unit, 'ja')}と読みました。",
                    f'"{raw}" has no year: read as {show(found, unit, "en")}.',
                )
            )
        return found
