"""The report: one HTML page without scripts or outside parts, with plots, tables and every miss. All data is escaped."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from bot.answer import Answer

from .dataset import SETS, Asked
from .measures import MEASURES, UNSELECTED, Figure, Record

Table = Mapping[str, Mapping[str, Figure]]
GOALS = [key for key, measure in MEASURES.items() if measure.goal is not None]
LANGUAGES = {"ja": ("Japanese", "#b5473c"), "en": ("English", "#2f6f9f")}
BINS, BIN = 30, 5  # of the histogram; milliseconds
STYLE = """
:root { color-scheme: light dark; --line: #8884; --soft: #8881 }
body { font: 15px/1.55 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem }
h2 { margin-top: 2.5rem } svg { max-width: 100%; height: auto } svg text { font-size: 12px; fill: currentColor }
.wide { overflow-x: auto } table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums }
th, td { border-bottom: 1px solid var(--line); padding: .25rem .6rem; text-align: right; vertical-align: top }
th:first-child, td:first-child { text-align: left } thead th { vertical-align: bottom; font-weight: 600 }
small { opacity: .7 } td { white-space: nowrap } td:first-child { white-space: normal } .met { color: #2b7a3d } .unmet { color: #b5473c; font-weight: 600 }
summary { cursor: pointer; font-weight: 600; padding: .4rem 0 }
article { border: 1px solid var(--line); border-radius: 6px; margin: .7rem 0; padding: .6rem .9rem }
article p { margin: .3rem 0 } .why { color: #b5473c } .answer { white-space: pre-wrap; background: var(--soft); padding: .5rem .7rem }
@media (prefers-color-scheme: dark) { .met { color: #6fcf85 } .unmet, .why { color: #ff8f80 } }
"""


def page(records: Sequence[Record], table: Table, latency: Mapping[str, float], source: str) -> str:
    """The whole page. `source` names the text that the answers cite."""
    misses = [r for r in records if r.judgement.misses]
    return "\n".join(
        [
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Yakkan: evaluation</title><style>{STYLE}</style></head><body>',
            "<h1>Yakkan: evaluation</h1>",
            f"<p>{len(records)} questions and dialogues asked, citing {escape(source)}; {len(misses)} with something wrong. "
            "The tuned and the held-out half are split by article. Brackets hold 95&nbsp;% bootstrap intervals over cases; where nothing (or everything) was missed, they have no "
            "width, which says more of the sample than of the system.</p>",
            "<h2>Goals, on the held-out half</h2>",
            goals_plot(table),
            _legend(),
            "<h2>All measures</h2>",
            _measures(table),
            "<h2>Latency</h2>",
            "<p>A question end to end, warm: "
            + ", ".join(f"{escape(name)} {milliseconds:.1f} ms" for name, milliseconds in latency.items())
            + ".</p>",
            latency_plot([t for r in records for t in r.milliseconds]),
            "<h2>By language, agreement, style and difficulty</h2>",
            *_slices(table),
            "<h2>Every miss</h2>",
            *_misses(misses),
            "</body></html>",
        ]
    )


# -- plots -----------------------------------------------------------------------------------------------------------


def goals_plot(table: Table) -> str:
    """A bar a goal and language, with its interval as a whisker and the goal as a mark (SVG)."""
    left, width, row = 360, 420, 46
    shown = [key for key in GOALS if any(key in table.get(f"held {language}", {}) for language in LANGUAGES)]
    parts = []
    for place, key in enumerate(shown):
        top, measure = place * row, MEASURES[key]
        parts.append(f'<text x="{left - 10}" y="{top + 24}" text-anchor="end">{escape(measure.title)}</text>')
        for nth, (language, (_, colour)) in enumerate(LANGUAGES.items()):
            share = table.get(f"held {language}", {}).get(key)
            if share is None:
                continue
            y = top + 5 + 16 * nth
            parts.append(
                f'<rect x="{left}" y="{y}" width="{width * share.value:.1f}" height="13" fill="{colour}" opacity=".75"/>'
                f'<line x1="{left + width * share.low:.1f}" x2="{left + width * share.high:.1f}" y1="{y + 6.5}" y2="{y + 6.5}" stroke="currentColor"/>'
                f'<text x="{left + width + 8}" y="{y + 11}">{share.value:.1%}</text>'
            )
        goal = left + width * (measure.goal or 0)
        parts.append(
            f'<line x1="{goal:.1f}" x2="{goal:.1f}" y1="{top + 2}" y2="{top + 38}" stroke="currentColor" stroke-width="2" stroke-dasharray="3 2"/>'
        )
    return _svg(left + width + 70, len(shown) * row, "Held-out figures beside their goals", parts)


def latency_plot(milliseconds: Sequence[float]) -> str:
    """A histogram of the time a question takes (SVG); the last bar holds all that is slower."""
    counts = [0] * BINS
    for time in milliseconds:
        counts[min(int(time // BIN), BINS - 1)] += 1
    height, step = 120, 24
    scale = height / max(*counts, 1)
    parts = [
        f'<rect x="{step * n}" y="{height - scale * count:.1f}" width="{step - 2}" height="{scale * count:.1f}" fill="#2f6f9f" opacity=".75"/>'
        for n, count in enumerate(counts)
    ]
    parts += [
        f'<text x="{step * n}" y="{height + 16}">{BIN * n}{" ms" if not n else ""}</text>' for n in range(0, BINS, 4)
    ]
    return _svg(BINS * step, height + 22, "Questions by milliseconds", parts)


def _svg(width: float, height: float, title: str, parts: Iterable[str]) -> str:
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" role="img" aria-label="{escape(title)}">'
        f"<title>{escape(title)}</title>{''.join(parts)}</svg>"
    )


def _legend() -> str:
    names = " ".join(f'<span style="color:{colour}">■</span> {name}' for name, colour in LANGUAGES.values())
    return (
        f"<p><small>{names}; ┆ the goal (at least, or at most for refusals and inventions); ─ the interval</small></p>"
    )


# -- tables ----------------------------------------------------------------------------------------------------------


def _measures(table: Table) -> str:
    columns = ("held ja", "held en", "held", "tuned ja", "tuned en", "tuned")
    rows = []
    for key, measure in MEASURES.items():
        shares = [table.get(column, {}).get(key) for column in columns]
        if any(shares):
            goal = "" if measure.goal is None else f"{'≤' if measure.lower else '≥'} {measure.goal:.0%}"
            rows.append([escape(measure.title), goal, *(_cell(share, key) for share in shares)])
    return _table(["", "goal", *columns], rows)


def _slices(table: Table) -> Iterator[str]:
    for split in ("held", "tuned"):
        names = [name for name in table if name.startswith(split)]
        keys = [key for key in (*GOALS, "calculation/exact") if any(key in table[name] for name in names)]
        rows = [
            [escape(name.removeprefix(split).strip() or "all"), *(_cell(table[name].get(key), key) for key in keys)]
            for name in names
        ]
        if rows:
            yield f"<h3>{'Held-out' if split == 'held' else 'Tuned'}</h3>"
            yield _table(["", *(escape(MEASURES[key].title) for key in keys)], rows)


def _cell(share: Figure | None, key: str) -> str:
    if share is None:
        return ""
    measure = MEASURES[key]
    kind = ""
    if measure.goal is not None:
        met = share.value <= measure.goal if measure.lower else share.value >= measure.goal
        kind = "met" if met else "unmet"
    return (
        f'<span class="{kind}">{share.value:.1%}</span><br><small>[{share.low:.0%}, {share.high:.0%}] '
        f"n&nbsp;=&nbsp;{share.cases}</small>"
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """`head` and `rows` are HTML."""
    header = "".join(f"<th>{cell}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<div class="wide"><table><thead><tr>{header}</tr></thead><tbody>{body}</tbody></table></div>'


# -- misses ----------------------------------------------------------------------------------------------------------


def _misses(records: Sequence[Record]) -> Iterator[str]:
    for mode in (SETS[0], UNSELECTED, *SETS[1:]):
        for split in ("held", "tuned"):
            some = [r for r in records if r.mode == mode and r.case.split == split]
            if some:
                cards = "\n".join(map(miss, some))
                yield f"<details><summary>{mode}, {split}: {len(some)}</summary>{cards}</details>"


def miss(record: Record) -> str:
    """A case that went wrong: each turn with what was expected and what came."""
    case = record.case
    about = [case.id, case.agreement or "no agreement selected", case.language, case.style, case.difficulty]
    parts = [f"<p><small>{escape(' · '.join(filter(None, about)))}</small></p>"]
    for turn, answer in zip(case.turns, record.answers, strict=True):
        cited = ", ".join(c.locator for c in answer.citations) or "nothing"
        parts.append(
            f'<p lang="{escape(turn.language)}"><b>{escape(turn.question)}</b></p>'
            f"<p>Expected: {escape(expected(turn))}</p><p>Got: {escape(got(answer))}, citing {escape(cited)}</p>"
            f'<p class="answer" lang="{escape(answer.language)}">{escape(answer.answer)}</p>'
        )
    parts += [f'<p class="why">✗ {escape(why)}</p>' for why in record.judgement.misses]
    return f"<article>{''.join(parts)}</article>"


def expected(turn: Asked) -> str:
    """What a right answer holds, in a line."""
    if not turn.judged:
        return "nothing yet"
    if turn.calculation is not None:
        return ", ".join(f"{key} {value}" for key, value in turn.calculation.items() if value is not None)
    if turn.refusal:
        return f"a refusal ({turn.refusal}); nearest: {', '.join(turn.locators) or 'nothing'}"
    if turn.cells:
        return "; ".join(
            f"{agreement}: silent" if cell.silent else f"{agreement}: {_right(cell.locators, cell.facts)}"
            for agreement, cell in turn.cells.items()
        )
    return _right(turn.locators, turn.facts)


def got(answer: Answer) -> str:
    """The kind of an answer, with its reason or result."""
    if answer.calculation:
        return f"{answer.kind} {answer.calculation['name']} = {answer.calculation['result']}"
    return f"{answer.kind} ({answer.reason})" if answer.reason else answer.kind


def _right(locators: Sequence[str], facts: Sequence[Sequence[str]]) -> str:
    return f"{' or '.join(locators)} with {' and '.join(' / '.join(fact) for fact in facts)}"
