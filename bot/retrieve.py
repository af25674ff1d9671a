"""Answers by retrieval: the provisions that the question is about, or what the text is silent on."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.search import SearchIndex
from ingest.annotations import GENERAL, Silence
from ingest.locator import unit

from .answer import Answer, Kind, Ranked
from .asked_for import missing
from .compose import joined, named, said_together
from .phrases import phrase
from .respond import respond
from .retriever import ProvisionRetriever
from .turn import Turn
from .yes_no import verdict

# Scores are probabilities (index/fusion.py).
CONFIDENT = 0.04  # below it the best provision is no answer
SECOND = 0.5  # a further provision is quoted if its score is at least this share of the best,
SAME = 0.2  # one of the same article if it is at least this
SILENT = 0.5  # of all silences together: above it, or if one beats the best provision, nothing answers
FOLLOWED = 2.0  # times the best provision's score is what a silence must beat in a follow-up, which mostly means what is stated
PLAIN = 0.6  # of a provision that may say yes or no


@dataclass(frozen=True)
class Found:
    """What one agreement (with those it incorporates) says: provisions, best first, or a silence that fits better."""

    agreement: str
    provisions: tuple[Ranked, ...]
    silence: Silence | None
    score: float

    @property
    def answers(self) -> bool:
        """Whether a provision answers."""
        return self.silence is None and bool(self.provisions) and self.score >= CONFIDENT


def retrieve(turn: Turn, index: SearchIndex) -> Answer:
    """The provisions that answer, for each agreement in scope; else what the text does not say, with what is nearest."""
    found = sorted((find(turn, index, group) for group in turn.groups), key=lambda f: -f.score)
    passages = sorted((p for f in found for p in f.provisions), key=lambda p: -p.score)[:10]
    answering = [f for f in found if f.answers]
    best = found[0]
    if not answering or (best.silence and best.silence.agreement == GENERAL):
        return _silent(turn, best, passages)
    several = len(answering) > 1
    cited: list[str] = []
    lines: list[str] = []
    for f in answering:
        first, *others = f.provisions[: 1 if several else 2]
        home = unit(first.locator)
        chosen = [first, *(p for p in others if p.score >= (SAME if unit(p.locator) == home else SECOND) * f.score)]
        locators = [p.locator for p in chosen]
        cited += locators
        lines += said_together(turn.library, locators, turn.language, turn.whole, naming=several)
    text = "\n\n".join(lines)
    if not several and (lack := missing(turn.question.normal, text)):
        text = joined((phrase(f"lacks-{lack.id}", turn.language), text), turn.language)
        if lack.decisive:
            return respond(turn, "no-answer", text, cited, passages=passages, reason="silent")
    elif (
        not several
        and answering[0].score >= PLAIN
        and (decided := verdict(turn.question.normal, lines[0], turn.language))
    ):
        text = joined((decided, text), turn.language)
    return respond(turn, "clause", text, cited, passages=passages)


def find(turn: Turn, index: SearchIndex, group: Sequence[str]) -> Found:
    """What a group of agreements (one with those it incorporates) says on the turn's subject."""
    retriever = ProvisionRetriever(
        library=turn.library, index=index, agreements=(*group, GENERAL), k=60, before=turn.before, weight=turn.weight
    )
    ranked = [Ranked(d.metadata["locator"], round(d.metadata["score"], 4)) for d in retriever.invoke(turn.subject)]
    provisions = tuple(r for r in ranked if r.locator in turn.library.entries)
    best = provisions[0].score if provisions else 0.0
    known = ((r, turn.library.silences.get(r.locator)) for r in ranked)
    silences = [(r, silence) for r, silence in known if silence and silence.fits(turn.question.normal)]
    if silences:
        likeliest, silence = silences[0]
        beaten = likeliest.score > best * (FOLLOWED if turn.weight else 1)
        if beaten or (not turn.weight and sum(r.score for r, _ in silences) > SILENT):
            return Found(group[0], provisions[:10], silence, likeliest.score)
    return Found(group[0], provisions[:10], None, best)


def _silent(turn: Turn, best: Found, passages: Sequence[Ranked]) -> Answer:
    if best.silence and best.score >= CONFIDENT:
        nearest = [x for x in best.silence.nearest if x in turn.library.entries]
        about = (best.agreement,) if turn.named else ()
        text = best.silence.plain(turn.language)
        corrected = best.silence.kind == "false-premise" and nearest  # with the clause
        kind: Kind = "clause" if corrected else "no-answer"
        return respond(turn, kind, text, nearest, passages=passages, reason=best.silence.kind, agreements=about)
    short = [turn.library.agreement(a).short[turn.language] for a in turn.scope]
    scope = phrase("and", turn.language).join(short) if turn.named else phrase("all", turn.language)
    text = phrase("nothing", turn.language, scope=scope)
    nearest = [p.locator for p in passages[:3]]
    if nearest:
        clauses = phrase("and", turn.language).join(named(turn.library, x, turn.language) for x in nearest)
        text = joined((text, phrase("nearest", turn.language, clauses=clauses)), turn.language)
    return respond(turn, "no-answer", text, nearest, passages=passages, reason="not-found")
