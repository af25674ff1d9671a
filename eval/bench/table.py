"""The figures as Markdown."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..run import LATENCY
from .stages import BASELINE, STAGES, WHOLE

Size = Mapping[str, Any]


def table(figures: Mapping[str, Any]) -> str:
    """All figures, with what was made how."""
    return "\n".join(_lines(figures))


def _lines(figures: Mapping[str, Any]) -> Iterator[str]:
    sizes: Sequence[Size] = figures["sizes"]
    source = f", citing {sizes[0]['source']}" if sizes else ""
    yield f"{figures['cores']} cores, load average {figures['load_average']:.1f} before; one BLAS thread{source}."
    yield from ("", "| start | seconds |", "| --- | ---: |")
    start, ask = figures["start"], figures["ask_s"]
    yield f"| build the index in a fresh data folder: `python -m index build` | {figures['build_s']:.1f} |"
    yield f"| `python -m bot ask`, index stored, Japanese question (median) | {ask['ja']:.2f} |"
    yield f"| the same, English question | {ask['en']:.2f} |"
    yield f"| of it: imports | {start['import']:.2f} |"
    yield f"| of it: texts and index read | {start['load']:.2f} |"
    if sizes:
        yield from ("", _row("corpus", [f"× {size['size']:,}" for size in sizes]))
        yield _row("---", ["---:"] * len(sizes))
        for title, cells in _rows(figures, sizes):
            yield _row(title, cells)
    if figures["skipped"]:
        yield from ("", *figures["skipped"])


def _row(title: str, cells: Sequence[str]) -> str:
    return f"| {title} | {' | '.join(cells)} |"


def _rows(figures: Mapping[str, Any], sizes: Sequence[Size]) -> Iterator[tuple[str, list[str]]]:
    for key in ("agreements", "provisions", "passages", "vectors"):
        yield key, [f"{size[key]:,}" for size in sizes]
    # A copy is indexed at the pace of one, which was measured.
    builds = [(size["size"], figures["build_s"] + (size["size"] - 1) * figures["copy_s"]) for size in sizes]
    yield "build the index, s", [f"{'≈ ' if size > 1 else ''}{seconds:,.0f}" for size, seconds in builds]
    yield "read the index, s", [f"{size['load_s']:.1f}" for size in sizes]
    yield "peak memory, MB", [f"{size['peak_mb']:,.0f}" for size in sizes]
    yield "questions timed", [str(size["asked"]) for size in sizes]
    for stage in STAGES:
        yield f"{stage}, ms", [_pair(size["milliseconds"][stage]) for size in sizes]
    goals = " / ".join(f"≤ {goal:.0f}" for _, goal in LATENCY.values())
    yield f"**whole, ms** (goal at × 1: {goals})", [f"**{_pair(size['milliseconds'][WHOLE])}**" for size in sizes]
    yield f"{BASELINE}, ms", [_pair(size["milliseconds"][BASELINE]) for size in sizes]
    yield "ratio of the whole to it", [_pair(size["ratio"]) for size in sizes]
    yield "no agreement selected, ms", [_across(size) for size in sizes]
    for askers in sizes[0]["questions_per_second"]:
        title = f"questions a second, {askers} at once"
        yield title, [f"{size['questions_per_second'][askers]:.1f}" for size in sizes]


def _pair(spread: Mapping[str, float]) -> str:
    return f"{spread['median']:,.1f} / {spread['p95']:,.1f}"


def _across(size: Size) -> str:
    across = size["across"]
    return f"{_pair(across)} (n = {across['asked']})" if across else "left out"
