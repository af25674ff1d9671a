"""How well the index finds the article that answers, and tells what nothing answers: eval/questions, halved by article.

`python -m eval retrieval` measures with the weights as they are, on the half that they were fitted on and on the other;
with `--fit` it estimates them anew (index/fusion.py), and what each kind of evidence brings.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.question import Question
from index.fusion import TAUGHT, UNTAUGHT, features, shares
from index.search import SearchIndex
from index.store import open_index
from ingest.annotations import GENERAL
from ingest.library import Library
from ingest.locator import unit

QUESTIONS = Path(__file__).with_name("questions")
PENALTY = 1e-3  # of the squared weights, for each question
UNANSWERABLE = 0.25  # share of questions that nothing answers, for which the weights are estimated
KINDS = ("classifier", "reader", "questions", "texts", "vectors")


class Row(NamedTuple):
    """Shares of one half's questions in a language: the right article first, or among five; refused though answerable
    (a silence first); caught though unanswerable (likewise).
    """

    evidence: str
    half: str
    language: str
    questions: int
    first: float
    five: float
    refused: float
    caught: float


class Case(NamedTuple):
    """A question with its candidates: their features, which are right, which are silences, and their articles."""

    language: str
    tuned: bool
    answerable: bool
    features: NDArray[np.float32]
    right: NDArray[np.bool_]
    silent: NDArray[np.bool_]
    articles: NDArray[np.intp]


def measure_retrieval(library: Library) -> list[Row]:
    """With the weights in index/fusion.py, and for agreements without questions with theirs."""
    index = open_index(library)
    cases = list(_cases(library, index))
    return [*_rows("all", cases, TAUGHT), *_rows("no classifier", cases, UNTAUGHT)]


def fit_fusion(library: Library) -> tuple[dict[str, NDArray[np.float32]], list[Row]]:
    """Weights for index/fusion.py by name, estimated on the tuned half, and rows for each selection of evidence."""
    cases = list(_cases(library, open_index(library)))
    tuned = [case for case in cases if case.tuned]
    selections = [
        KINDS, ("classifier",), ("reader",), ("questions",), ("texts",), ("vectors",), ("questions", "texts"), KINDS[2:],
        ("classifier", "questions", "texts"), ("classifier", "vectors"), ("classifier", "reader"),
        tuple(kind for kind in KINDS if kind != "reader"),
    ]  # fmt: skip
    weights, rows = {}, []
    for selection in selections:
        name = " + ".join(selection)
        weights[name] = _fit(tuned, selection)
        rows += _rows(name, cases, weights[name])
    return {"TAUGHT": weights[" + ".join(KINDS)], "UNTAUGHT": weights[" + ".join(KINDS[2:])]}, rows


def _cases(library: Library, index: SearchIndex) -> Sequence[Case]:
    cases = []
    names = [x if "/silence-" in x else unit(x) for x in index.candidates]
    for asked in (*_read("clause"), *_read("unanswerable")):
        head = asked["agreement"]
        if head is None:  # off-topic and hostile ones name none
            continue
        scope = next((g for h, g in index.groups.items() if head in g), (head,))
        subject = Question(asked["question"]).subject(library.agreements.values())
        for places, evidence in index.evidence(subject, (*scope, GENERAL)):
            articles, numbers = np.unique([names[place] for place in places], return_inverse=True)
            silent = evidence[:, -1] > 0
            gold = {unit(locator) for locator in asked.get("locators", ())}
            right = np.isin(articles, list(gold))[numbers] if gold else silent
            by = min(gold) if gold else asked["id"]
            even = hashlib.md5(by.encode(), usedforsecurity=False).digest()[-1] % 2 == 0
            tuned = asked.get("split", "tuned" if even else "held") == "tuned"
            cases.append(
                Case(asked["language"], tuned, bool(gold), features(np.nan_to_num(evidence)), right, silent, numbers)
            )
    return cases


def _read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (QUESTIONS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def _rows(name: str, cases: Sequence[Case], weights: NDArray[np.float32]) -> list[Row]:
    rows = []
    for tuned in (True, False):
        for language in ("ja", "en"):
            mine = [case for case in cases if (case.tuned, case.language) == (tuned, language)]
            seen: dict[str, list[bool]] = {"first": [], "five": [], "refused": [], "caught": []}
            for case in mine:
                score = shares(case.features @ weights, case.articles)
                best = np.argsort(-score, kind="stable")
                seen["refused" if case.answerable else "caught"].append(bool(case.silent[best[0]]))
                if case.answerable:
                    provisions = best[~case.silent[best]]
                    _, firsts = np.unique(case.articles[provisions], return_index=True)
                    ranked = provisions[np.sort(firsts)]
                    seen["first"].append(bool(case.right[ranked[0]]))
                    seen["five"].append(bool(case.right[ranked[:5]].any()))
            means = {key: float(np.mean(values)) for key, values in seen.items()}
            rows.append(Row(name, "tuned" if tuned else "held out", language, len(mine), **means))
    return rows


def _fit(cases: Sequence[Case], selection: Sequence[str]) -> NDArray[np.float32]:
    """Maximum likelihood of the right candidates' joint probability, weights of other evidence 0."""
    from scipy.optimize import minimize
    from scipy.special import logsumexp

    chosen = [n for n, kind in enumerate(KINDS) if kind in selection]
    columns = [*chosen, *(len(KINDS) + n for n in chosen), 2 * len(KINDS)]
    known = [(case.features[:, columns].astype(float), case.right) for case in cases if case.right.any()]
    answerable = np.array([case.answerable for case in cases if case.right.any()])
    worth = np.where(
        answerable, (1 - UNANSWERABLE) / answerable.mean(), UNANSWERABLE / max(1 - answerable.mean(), 1e-9)
    )

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        value, slope = float(PENALTY * len(known) * weights @ weights), 2 * PENALTY * len(known) * weights
        for (x, right), each in zip(known, worth, strict=True):
            z = x @ weights
            whole, part = logsumexp(z), logsumexp(z[right])
            value += each * float(whole - part)
            slope = slope + each * (np.exp(z - whole) @ x - np.exp(z[right] - part) @ x[right])
        return value, slope

    found = minimize(loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B")
    weights = np.zeros(2 * len(KINDS) + 1, dtype=np.float32)
    weights[columns] = found.x
    return weights
