"""The days of a calculation as a picture: a line to scale, the days on it, the span between two of them."""

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence

from bot.calculators.values import show

from .view import View
from .words import DAYS

# What a span runs between, by what a calculation knows; the first that fits is drawn.
_SPANS = (
    ("opens", "closes"), ("first", "paid"), ("first", "last"), ("due", "effect"), ("received", "effect"),
    ("known", "restored"), ("added", "effect"),
)  # fmt: skip


def timeline(name: str, days: Mapping[str, datetime.date], view: View) -> str:
    """The days of the calculator `name`, in order and to scale; "" for fewer than two."""
    named: dict[datetime.date, list[str]] = defaultdict(list)
    words = DAYS[view.language]
    for known, day in days.items():
        # what is bought for a term, or added to one, has its effect up to the end of that term
        key = "term-end" if known == "effect" and days.keys() & {"opens", "added"} else known
        named[day].append(words.get(f"{name}/{key}", words[key]))
    points = sorted(named)
    if len(points) < 2:
        return ""
    length = (points[-1] - points[0]).days
    width = 100 / len(points)  # of a label, in percent of the whole
    at = {day: width / 2 + (100 - width) * (day - points[0]).days / length for day in points}
    labels = _apart([at[day] for day in points], width)
    span = next(((days[a], days[b]) for a, b in _SPANS if a in days and b in days), None)
    drawn = f'<rect x="{at[span[0]]:.2f}" y="3" width="{at[span[1]] - at[span[0]]:.2f}" height="6" />' if span else ""
    lines = "".join(f'<path d="M{at[day]:.2f} 6 V12 L{x:.2f} 24" />' for day, x in zip(points, labels, strict=True))
    dots = "".join(f'<i style="left:{at[day]:.2f}%"></i>' for day in points)
    items = "".join(
        f'<li style="left:{x:.2f}%;width:{width:.2f}%"><b>{"・".join(named[day])}</b>'
        f'<time datetime="{day}">{show(day, "", view.language)}</time></li>'
        for day, x in zip(points, labels, strict=True)
    )
    return (
        f'<figure class="timeline" aria-label="{view.say("timeline")}"><svg viewBox="0 0 100 24" preserveAspectRatio="none" '
        f'aria-hidden="true"><path class="axis" d="M0 6 H100" />{drawn}{lines}</svg>{dots}<ol>{items}</ol></figure>'
    )


def _apart(places: Sequence[float], width: float) -> list[float]:
    """Where labels of a width stand, as near to their places as they can without touching; all in 0..100."""
    out: list[float] = []
    for place in places:
        out.append(max(place, out[-1] + width) if out else place)
    limit = 100 - width / 2
    for at in reversed(range(len(out))):
        out[at] = min(out[at], limit)
        limit = out[at] - width
    return out
