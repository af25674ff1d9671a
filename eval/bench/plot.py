"""The figures drawn: an SVG without scripts, as those of the report."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from math import ceil, floor, log10
from typing import Any

from ..run import LATENCY
from .stages import BASELINE, STAGES, WHOLE

Size = Mapping[str, Any]
WIDTH, HEIGHT, LEFT, TOP = 360, 220, 70, 40  # of a panel's axes, and what is left of and above them
PANEL = LEFT + WIDTH + 120
COLOURS = ("#b5473c", "#2f6f9f", "#7a7a7a")


def plot(sizes: Sequence[Size]) -> str:
    """The stages of the smallest corpus, and how latency and memory grow with the provisions (log scales)."""
    parts: list[str] = []
    if sizes:
        parts += _panel(0, f"Stages at × {sizes[0]['size']}: median, and p95 as a line (ms)", _bars(sizes[0]))
        latency: dict[str, Callable[[Size], float]] = {
            "whole, p95": lambda s: s["milliseconds"][WHOLE]["p95"],
            "whole, median": lambda s: s["milliseconds"][WHOLE]["median"],
            "encoder + FAISS": lambda s: s["milliseconds"][BASELINE]["median"],
        }
        parts += _panel(1, "Latency by provisions (ms)", _growth(sizes, latency))
        parts += _panel(2, "Peak memory by provisions (MB)", _growth(sizes, {"": lambda s: s["peak_mb"]}))
    width, height = 3 * PANEL, TOP + HEIGHT + 40
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'font-family="system-ui, sans-serif" font-size="12">'
        f'<title>Yakkan: bench</title><rect width="100%" height="100%" fill="#fff"/>{"".join(parts)}</svg>\n'
    )


def _panel(nth: int, title: str, parts: Iterator[str]) -> Iterator[str]:
    yield f'<g transform="translate({PANEL * nth + LEFT} {TOP})">'
    yield f'<text x="0" y="-16" font-size="14" font-weight="600">{escape(title)}</text>'
    yield from parts
    yield "</g>"


def _bars(size: Size) -> Iterator[str]:
    names = [*STAGES, WHOLE, BASELINE]
    longest = max(size["milliseconds"][name]["p95"] for name in names)
    goals = [goal for _, goal in LATENCY.values()]
    left, row = 80, HEIGHT / len(names)
    scale = (WIDTH - left) / max(longest, *goals)
    for n, name in enumerate(names):
        median, p95 = (size["milliseconds"][name][key] for key in ("median", "p95"))
        y, colour = row * n, COLOURS[(name not in STAGES) + (name == BASELINE)]
        yield f'<text x="{left - 8}" y="{y + 17:.1f}" text-anchor="end">{escape(name)}</text>'
        yield f'<rect x="{left}" y="{y + 5:.1f}" width="{scale * median:.1f}" height="16" fill="{colour}" opacity=".75"/>'
        yield _line(left, y + 13, left + scale * p95, y + 13)
        yield f'<text x="{left + scale * p95 + 5:.1f}" y="{y + 17:.1f}">{median:.1f} / {p95:.1f}</text>'
    for name, (_, goal) in LATENCY.items():
        x = left + scale * goal
        yield _line(x, 0, x, HEIGHT, 'stroke-dasharray="3 3"')
        yield f'<text x="{x:.1f}" y="{HEIGHT + 16}" text-anchor="middle">goal, {name}</text>'


def _growth(sizes: Sequence[Size], lines: Mapping[str, Callable[[Size], float]]) -> Iterator[str]:
    values = [line(size) for line in lines.values() for size in sizes]
    xs, ys = _decades([size["provisions"] for size in sizes]), _decades(values)

    def place(provisions: float, value: float) -> tuple[float, float]:
        x = WIDTH * (log10(provisions) - xs[0]) / (xs[-1] - xs[0])
        return x, HEIGHT * (1 - (log10(value) - ys[0]) / (ys[-1] - ys[0]))

    for power in xs:
        x, _ = place(10.0**power, 10.0 ** ys[0])
        yield _line(x, 0, x, HEIGHT, 'opacity=".15"')
        yield f'<text x="{x:.1f}" y="{HEIGHT + 18}" text-anchor="middle">{10**power:,}</text>'
    for power in ys:
        _, y = place(10.0 ** xs[0], 10.0**power)
        yield _line(0, y, WIDTH, y, 'opacity=".15"')
        yield f'<text x="-8" y="{y + 4:.1f}" text-anchor="end">{10**power:,}</text>'
    for nth, (colour, (name, line)) in enumerate(zip(COLOURS, lines.items(), strict=False)):
        points = [place(size["provisions"], line(size)) for size in sizes]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
        for (x, y), size in zip(points, sizes, strict=True):
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>'
            beside = y + (14 if nth else -6)  # the first line is the highest
            yield f'<text x="{x + 6:.1f}" y="{beside:.1f}" fill="{colour}">{line(size):,.0f}</text>'
        yield f'<text x="10" y="{16 + 16 * nth}" fill="{colour}">{escape(name)}</text>'


def _decades(values: Sequence[float]) -> range:
    """The powers of ten around the values; at least two."""
    first = floor(log10(min(values)))
    return range(first, max(ceil(log10(max(values))), first + 1) + 1)


def _line(x1: float, y1: float, x2: float, y2: float, more: str = "") -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#222" {more}/>'
