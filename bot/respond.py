"""Making an answer: its citations, notes and passages."""

from collections.abc import Sequence
from typing import Any

from ingest.library import Library
from ingest.locator import is_within, label

from .answer import Answer, Kind, Note, Ranked
from .citations import cite
from .phrases import phrase
from .turn import Turn


def respond(
    turn: Turn,
    kind: Kind,
    text: str,
    cited: Sequence[str] = (),
    *,
    passages: Sequence[Ranked] = (),
    reason: str | None = None,
    agreements: Sequence[str] = (),
    calculation: dict[str, Any] | None = None,
    own: Sequence[Note] = (),
) -> Answer:
    """An answer that cites `cited`, best first. `agreements` are those it speaks of; else those of its citations. `own` are notes of
    its own, shown before the remarks on what it cites.
    """
    citations = tuple(cite(turn.library, locator, turn.language) for locator in dict.fromkeys(cited))
    about = tuple(agreements) or tuple(dict.fromkeys(c.agreement for c in citations)) or turn.scope
    return Answer(
        question=turn.question.text,
        language=turn.language,
        agreement=about,
        kind=kind,
        answer=text,
        citations=citations,
        notes=(*own, *notes(turn.library, cited, turn.language)),
        passages=tuple(passages) or tuple(Ranked(c.locator, 1.0) for c in citations[:10]),
        reason=reason,
        id=turn.id,
        calculation=calculation,
    )


def notes(library: Library, cited: Sequence[str], language: str) -> tuple[Note, ...]:
    """The remarks that concern a cited provision, and whether its restatement may be out of date."""
    found = [
        Note(remark.kind, remark.plain(language), remark.locators)
        for remark in library.remarks
        if any(is_within(c, r) or is_within(r, c) for c in cited for r in remark.locators)
    ]
    outdated = tuple(c for c in cited if any(is_within(o, c) or is_within(c, o) for o in library.outdated))
    if outdated:
        names = phrase("and", language).join(label(c, language) for c in outdated)
        found.insert(0, Note("edition-outdated", phrase("outdated", language, clauses=names), outdated))
    return tuple(found)
