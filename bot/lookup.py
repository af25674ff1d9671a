"""Answers to questions that name a clause: 「NeWorkの24条2項」, "Article 29 of Cloud CTI"."""

from collections.abc import Sequence

from ingest.locator import label, parent

from .answer import Answer
from .compose import said
from .phrases import phrase
from .respond import respond
from .turn import Turn


def look_up(turn: Turn) -> Answer:
    """The provisions that the question names, or that there are none such, with the nearest that exist."""
    asked = [f"{agreement}/{clause}" for agreement in turn.scope for clause in turn.question.clauses]
    found = [locator for locator in asked if locator in turn.library.entries]
    missing = [locator for locator in asked if locator not in found]
    if not turn.named:  # a number that only some agreements have is asked of those
        missing = [] if found else missing[: len(turn.question.clauses)]
    bounds = {locator: _bounds(turn, locator) for locator in missing}
    lines = [said(turn.library, locator, turn.language, turn.whole, naming=True) for locator in found]
    lines += [_missing(turn, locator, bounds[locator]) for locator in missing]
    if found:
        return respond(turn, "clause", "\n\n".join(lines), found)
    nearest = [x for locator in missing for x in bounds[locator]] if turn.named else []
    return respond(turn, "no-answer", "\n".join(lines), nearest, reason="no-such-clause")


def _bounds(turn: Turn, locator: str) -> Sequence[str]:
    """The first and last provision of the kind that was asked for, next to where it would stand."""
    home = parent(locator)
    while home not in turn.library.entries and "/" in home:
        locator, home = home, parent(home)
    kind = locator.rpartition("/")[2].rpartition("-")[0].split("-")[0]
    siblings = [x for x in turn.library.children(home) if x.rpartition("/")[2].startswith(kind + "-")]
    return [siblings[0], siblings[-1]] if siblings else []


def _missing(turn: Turn, locator: str, bounds: Sequence[str]) -> str:
    name = (
        turn.library.agreement(locator.split("/", maxsplit=1)[0]).short[turn.language]
        if turn.named
        else phrase("all", turn.language)
    )
    span = ""
    if bounds and turn.named:
        first, last = (label(x, turn.language) for x in bounds)
        span = phrase("range", turn.language, first=first, last=last)
    return phrase("no-clause", turn.language, agreement=name, clause=label(locator, turn.language), range=span)
