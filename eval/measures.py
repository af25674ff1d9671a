"""What is measured, with its goals: shares with confidence intervals, and the standard measures of a ranking."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import ir_measures
import numpy as np
from ir_measures import RR, R, Success, nDCG

from bot.answer import Answer
from ingest.locator import unit

from .dataset import Case

SEED, RESAMPLES = 20261120, 1000
RANKING = {nDCG @ 10: "ndcg10", RR: "rr", R @ 5: "r5", Success @ 1: "success1", Success @ 5: "success5"}
SELECTED, UNSELECTED = "clause", "clause-unselected"  # a clause question with its agreement selected, and without


class Measure(NamedTuple):
    """What a share says, and the goal for it on held-out questions: at least, or at most if `lower` is better."""

    title: str
    goal: float | None = None
    lower: bool = False


MEASURES = {
    "clause/first": Measure("first citation in a right article, agreement selected", 0.95),
    "clause-unselected/first": Measure("the same, agreement not selected", 0.92),
    "clause/success5": Measure("a right article among the first five passages", 0.99),
    "clause/facts": Measure("facts held by the answer", 0.93),
    "clause/refused": Measure("answerable, but refused", 0.03, lower=True),
    "unanswerable/handled": Measure("unanswerable, and refused or corrected", 0.93),
    "all/invented": Measure("answers with invented figures", 0.0, lower=True),
    "comparison/cells": Measure("comparison: cells right", 0.92),
    "dialogue/turns": Measure("dialogue: turns right", 0.90),
    "calculation/exact": Measure("calculation: exactly right"),
    "clause/all-facts": Measure("answers that hold all facts"),
    "clause/ndcg10": Measure("nDCG@10"),
    "clause/rr": Measure("RR"),
    "clause/r5": Measure("R@5"),
    "clause/success1": Measure("Success@1"),
    "clause-unselected/success5": Measure("Success@5, agreement not selected"),
    "clause-unselected/facts": Measure("facts held, agreement not selected"),
    "clause-unselected/refused": Measure("refused, agreement not selected", lower=True),
    "refusal/precision": Measure("refusals that are right (precision)"),
    "refusal/recall": Measure("unanswerable that are refused (recall)"),
    "all/withheld": Measure("answers withheld, or failed", lower=True),
}


class Tally(NamedTuple):
    """How much of how many: 1 of 1 question, 2 of 3 facts, 0.63 of 1 ranking."""

    got: float
    of: int


class Figure(NamedTuple):
    """A share with its 95 % confidence interval, over so many cases."""

    value: float
    low: float
    high: float
    cases: int


@dataclass(frozen=True)
class Judgement:
    """What the answers to a case come to: tallies by measure, and in words what is wrong."""

    tallies: Mapping[str, Tally]
    misses: tuple[str, ...]


@dataclass(frozen=True)
class Record:
    """A case as asked in one mode: an answer and its milliseconds for each turn, and the judgement."""

    case: Case
    mode: str
    answers: tuple[Answer, ...]
    milliseconds: tuple[float, ...]
    judgement: Judgement


def figure(tallies: Sequence[Tally]) -> Figure | None:
    """The share over all tallies, with the percentile bootstrap's interval; None if there is nothing to count.

    Whole cases are drawn again, as facts of one answer and turns of one dialogue hang together. The same tallies give
    the same interval.
    """
    counted = np.array([t for t in tallies if t.of], dtype=float)
    if not len(counted):
        return None
    drawn = np.random.default_rng(SEED).integers(len(counted), size=(RESAMPLES, len(counted)))
    got, of = counted[drawn].sum(axis=1).T
    low, high = np.percentile(got / of, (2.5, 97.5))
    return Figure(float(counted[:, 0].sum() / counted[:, 1].sum()), float(low), float(high), len(counted))


def figures(records: Sequence[Record]) -> dict[str, Figure]:
    """By measure; measures that nothing was counted for are left out."""
    found = {}
    for key in MEASURES:
        tallies = [r.judgement.tallies[key] for r in records if key in r.judgement.tallies]
        if share := figure(tallies):
            found[key] = share
    return found


def ranking(locators: Iterable[str]) -> list[str]:
    """The articles of ranked passages, each once, best first."""
    return list(dict.fromkeys(map(unit, locators)))


def rank_measures(ranked: Sequence[str], gold: set[str]) -> dict[str, float]:
    """The measures of RANKING for one ranking of articles."""
    run = {"q": {article: 1 / place for place, article in enumerate(ranked, 1)}}
    scores = ir_measures.calc_aggregate(list(RANKING), {"q": dict.fromkeys(gold, 1)}, run)
    return {name: float(scores[measure]) for measure, name in RANKING.items()}
