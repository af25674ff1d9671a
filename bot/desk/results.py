"""The working of a calculation as HTML: its result, a table of its steps with their clauses, assumptions and readings."""

import datetime
import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from bot.calculators.values import UNITS, Period, show

from .view import View


def working(text: str, data: Mapping[str, Any], language: str, view: View, picture: str = "") -> str:
    """A calculation from its `text` (to be copied) and its JSON, both in `language`: the answer's, not the interface's.

    The first line of the text is the result; of the rest, what the table does not show. `picture` is HTML to go with it.
    """
    headline, *rest = [line.strip() for line in text.splitlines() if line.strip()] or [""]
    said = "".join(f'<p class="given">{escape(line)}</p>' for line in rest if not _in_table(line))
    copy = (
        f'<p class="copy"><button type="button" data-copy="{escape(text)}" data-copied="{view.say("copied")}">'
        f"{view.say('copy-text')}</button></p>"
    )
    return (
        f'<p class="result">{escape(headline)}</p>{said}{picture}{_steps(data["steps"], language, view)}'
        f"{_assumptions(data['assumptions'], view)}{_readings(data['readings'], language, view)}{copy}"
    )


def _in_table(line: str) -> bool:
    return line.startswith("- ") or line.endswith((":", "："))


def _steps(steps: Sequence[Mapping[str, Any]], language: str, view: View) -> str:
    rows = "".join(
        f'<tr><td>{escape(step["text"])}</td><td class="value">{escape(readable(step["value"], step["unit"], language))}</td>'
        f"<td>{_clause(step['locator'], view)}</td></tr>"
        for step in steps
    )
    heads = "".join(f'<th scope="col">{view.say(key)}</th>' for key in ("step", "value", "clause"))
    return f'<table class="steps"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>' if rows else ""


def _assumptions(texts: Sequence[str], view: View) -> str:
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return f'<h3>{view.say("assumptions")}</h3><ul class="assumed">{items}</ul>' if items else ""


def _readings(readings: Sequence[Mapping[str, Any]], language: str, view: View) -> str:
    items = "".join(
        f'<li><b class="value">{escape(readable(reading["result"], reading["unit"], language))}</b>'
        f"<p>{escape(reading['text'])}</p>{_clause(reading['locator'], view)}</li>"
        for reading in readings
    )
    return f'<h3>{view.say("readings")}</h3><ul class="readings">{items}</ul>' if items else ""


def _clause(locator: str | None, view: View) -> str:
    known = locator and locator in view.library.entries
    return view.link(locator, f"<b>{view.name(locator)}</b>", style="chip") if locator and known else ""


def readable(value: Any, unit: str, language: str) -> str:
    """A value of a calculation's JSON for people: 1,191円, 8,333.33… yen, 30 April 2026."""
    if isinstance(value, dict):
        value = Period(datetime.date.fromisoformat(value["from"]), datetime.date.fromisoformat(value["to"]))
    elif isinstance(value, list):
        return ("、" if language == "ja" else ", ").join(readable(part, unit, language) for part in value)
    elif isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        value = datetime.date.fromisoformat(value)
    elif isinstance(value, str) and (number := re.fullmatch(r"(\d+)(\.\d+…?|…)", value)):
        form = UNITS.get(unit, ("", "", ""))
        value = f"{int(number[1]):,}{number[2]}{form[0 if language == 'ja' else 2]}"
    return show(value, unit, language)
