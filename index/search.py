"""Search: words (BM25), meaning (vectors) and what was learned from the edition's questions, in one ranking."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray
from scipy.special import log_softmax

from ingest.annotations import GENERAL
from ingest.errors import InputError, terminal_language
from ingest.locator import unit
from ingest.topics import TOPIC

from . import encoders
from .classifier import Classifier
from .dense import DenseIndex, unit_rows
from .fusion import TAUGHT, UNTAUGHT, logits, shares
from .lexical import LexicalIndex
from .passages import Passage
from .reader import Reader
from .spelling import Spelling
from .tokens import tokens

BATCH = 256
SAME = 0.98  # cosine from which a query is a known question, or differs from one in what carries no meaning,
KNOWN = np.float32(4.0)  # which adds so much to the logit of its provision: the fusion knows only new questions
FLOOR = np.float32(-16.0)  # of a logarithm of a probability

Progress = Callable[[float, str], None]
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Hit:
    """A provision or silence that was found. All scores lie in 0..1.

    `score` is the probability, among all that was searched, that its article is the one asked for, times how near it
    comes to the likeliest provision of that article. `lexical` is the share of the query's words that its best passage
    holds, weighted by rarity, `dense` the cosine with its nearest text.
    """

    locator: str
    score: float
    lexical: float
    dense: float


class SearchIndex:
    """A built index. `locators` has the locator of each passage; searching changes nothing, from any thread."""

    def __init__(
        self,
        places: Mapping[str, Any],
        lexical: LexicalIndex,
        dense: DenseIndex,
        encoder: Embeddings,
        classifiers: Mapping[str, Classifier],
        spelling: Spelling,
    ) -> None:
        """`places`: of each passage its locator and whether it is asked (not text), of each vector the passage, and the
        agreements that are searched as one, by the one that incorporates the others.
        """
        self.places, self.lexical, self.dense, self.encoder, self.spelling = places, lexical, dense, encoder, spelling
        self.locators = [str(locator) for locator in places["locators"]]
        self._asked = np.array(places["asked"], dtype=bool)
        self._passage = np.array(places["passages"], dtype=np.intp)
        self.candidates = list(dict.fromkeys(self.locators))
        numbers = {locator: n for n, locator in enumerate(self.candidates)}
        self._candidate = np.array([numbers[locator] for locator in self.locators], dtype=np.intp)
        self._agreements = np.array([locator.partition("/")[0] for locator in self.candidates])
        self._silent = np.array(["/silence-" in locator for locator in self.candidates])
        names = [
            locator if silent else unit(locator) for locator, silent in zip(self.candidates, self._silent, strict=True)
        ]
        self._articles = np.unique(names, return_inverse=True)[1]
        self.groups: dict[str, list[str]] = {group[0]: group for group in places["groups"]}
        self.classifiers = {head: (c, np.array([numbers[x] for x in c.locators])) for head, c in classifiers.items()}
        self.reader = Reader()
        read = [(numbers[x], n) for n, x in enumerate(self.reader.locators) if x in numbers]
        self._read = np.array(read, dtype=np.intp).reshape(-1, 2)  # candidates that the reader knows, and its classes
        self._scored = lru_cache(maxsize=4)(self._score)  # a question is searched once for each agreement

    @classmethod
    def build(
        cls,
        passages: Sequence[Passage],
        progress: Progress = lambda share, what: None,
        incorporates: Mapping[str, Sequence[str]] | None = None,
    ) -> "SearchIndex":
        """`progress` is told the share done, 0..1, and what is being done. `incorporates`: agreements that are part of
        others. Raises InputError if nothing has a word.
        """
        step = _STEPS[terminal_language()]
        contents = [passage.content for passage in passages]
        progress(0.0, step["words"])
        words = [tokens(content) for content in contents]
        if not any(words):
            raise InputError(
                "there is no text to index: no agreement is loaded",
                "索引を作る本文がありません。規約が読み込まれていません",
            )
        lexical = LexicalIndex.build(words)
        spelling = Spelling.build(line for content in contents for line in content.split("\n"))
        progress(0.2, step["encoder"])
        documents: dict[str, list[str]] = {}
        for passage, content in zip(passages, contents, strict=True):
            documents.setdefault(passage.locator, []).append(content)
        parallel = [(p.plain["ja"], p.plain["en"]) for p in passages if p.plain.get("ja") and p.plain.get("en")]
        encoder = encoders.create(("\n".join(parts) for parts in documents.values()), parallel)
        texts = [(place, text) for place, passage in enumerate(passages) for text in passage.wordings]
        batches: list[Scores] = []
        for start in range(0, len(texts), BATCH):
            progress(0.3 + 0.4 * start / len(texts), step["vectors"])
            batch = [text for _, text in texts[start : start + BATCH]]
            batches.append(unit_rows(np.array(encoder.embed_documents(batch), dtype=np.float32)))
        vectors = np.concatenate(batches)
        locators = [passage.locator for passage in passages]
        groups = agreement_groups(locators, incorporates or {})
        of_vector = np.array([locators[place] for place, _ in texts])
        agreement = np.array([x.partition("/")[0] for x in of_vector])
        stated = Counter(x.partition("/")[0] for x in {p.locator for p in passages if p.context})
        asked = Counter(p.locator.partition("/")[0] for p in passages if not p.context and "/silence-" not in p.locator)
        classifiers = {}
        for n, (head, group) in enumerate(groups.items()):
            progress(0.7 + 0.3 * n / len(groups), step["classifier"])
            if asked[head] >= max(stated[head], 2) and stated[head] != 1:  # of fewer there is nothing to learn
                samples = np.isin(agreement, group if head == TOPIC else [*group, GENERAL])
                classifiers[head] = Classifier.fit(vectors[samples], of_vector[samples].tolist())
        progress(1.0, step["classifier"])
        places = {
            "locators": locators,
            "asked": [not passage.context for passage in passages],
            "passages": [place for place, _ in texts],
            "groups": sorted(map(list, groups.values()), key=len, reverse=True),
        }
        return cls(places, lexical, DenseIndex.build(vectors), encoder, classifiers, spelling)

    @classmethod
    def load(cls, folder: Path) -> "SearchIndex":
        """What `save` wrote, all of it read into memory."""
        places = json.loads((folder / "places.json").read_text(encoding="utf-8"))
        lexical, spelling = LexicalIndex.load(folder / "bm25"), Spelling.load(folder / "spelling.json")
        dense = DenseIndex.load(folder / "vectors.npy")
        classifiers = {path.stem: Classifier.load(path) for path in sorted((folder / "classifiers").glob("*.npz"))}
        return cls(places, lexical, dense, encoders.load(folder), classifiers, spelling)

    def save(self, folder: Path) -> None:
        """Into an existing, empty folder."""
        (folder / "places.json").write_text(json.dumps(self.places), encoding="utf-8")
        self.lexical.save(folder / "bm25")
        self.dense.save(folder / "vectors.npy")
        encoders.save(self.encoder, folder)
        self.spelling.save(folder / "spelling.json")
        (folder / "classifiers").mkdir()
        for head, (classifier, _) in self.classifiers.items():
            classifier.save(folder / "classifiers" / f"{head}.npz")

    def search(
        self,
        query: str,
        k: int = 10,
        agreements: Collection[str] | None = None,
        without: int | None = None,
        before: str = "",
        weight: float = 0.0,
    ) -> list[Hit]:
        """The best `k` provisions, best first; equal ones in reading order.

        `agreements` limits the search to these ids, or to {TOPIC}; `without` leaves out one passage, by its place in the order that
        the index was built from, and with it the classifiers, which have learned it. `before` is what the query goes on
        from, which counts `weight` as much. [] for a query without a word that the index knows.
        """
        logit = np.full(len(self.candidates), -np.inf, dtype=np.float32)
        lexical = dense = np.zeros(len(self.candidates), dtype=np.float32)
        for places, evidence in self.evidence(query, agreements, without, before, weight):
            lexical, dense = lexical.copy(), dense.copy()
            lexical[places], dense[places] = evidence[:, 2:4].max(1), evidence[:, 4]
            weights = TAUGHT if np.isfinite(evidence[:, 0]).all() else UNTAUGHT
            known = KNOWN * (evidence[:, 4] > SAME)
            logit[places] = np.maximum(logit[places], logits(np.nan_to_num(evidence), weights) + known)
        found = np.flatnonzero(lexical + dense)
        if not len(found):
            return []
        score = shares(logit[found], self._articles[found])
        best = np.argsort(-score, kind="stable")[:k]
        return [
            Hit(self.candidates[place], float(score[n]), float(lexical[place]), float(dense[place]))
            for n, place in zip(best, found[best], strict=True)
        ]

    def evidence(
        self,
        query: str,
        agreements: Collection[str] | None = None,
        without: int | None = None,
        before: str = "",
        weight: float = 0.0,
    ) -> Iterator[tuple[NDArray[np.intp], Scores]]:
        """What speaks for each candidate, by agreement with what it incorporates and the general silences.

        Numbers of candidates, and of each its classifier's logit (NaN where there is no classifier), the logarithm of the
        reader's probability (the classifier's, where the reader has not learned the agreement), BM25 of its best question,
        of its best text, its highest cosine, and 1 for a silence. Nothing for a query without a known word.
        """
        scored = self._scored(query, before, weight, without)
        if scored is None:
            return
        vector, table, read = scored[0], scored[1].copy(), scored[1][:, 1]
        left = {*self._agreements} - {TOPIC} if agreements is None else set(agreements)
        general = {GENERAL} & left
        heads = [head for head in self.groups if head in left] or [GENERAL]
        for head in heads:
            group = left.intersection(self.groups.get(head, ())) - general
            left -= group
            if not group and head != GENERAL:
                continue
            places = np.flatnonzero(np.isin(self._agreements, [*group, *general]))
            if not len(places):
                continue
            table[:, 0] = np.nan
            if head in self.classifiers and without is None:
                classifier, classes = self.classifiers[head]
                table[classes, 0] = classifier.scores(vector)
            learned = read if np.isfinite(read[places]).any() else table[:, 0]
            table[places, 1] = _log_shares(learned[places])
            yield places, table[places]

    def _score(self, query: str, before: str, weight: float, without: int | None) -> tuple[Scores, Scores] | None:
        """The query's vector, and a row for each candidate with all but what its classifier says; the reader's logits,
        NaN of what it has not learned.
        """
        query = query.encode("utf-8", "replace").decode()  # encoders refuse lone surrogates
        words = [*tokens(query), *(tokens(before) if weight else ())]
        if not any(self.lexical.knows(word) for word in words):
            return None
        vector = self._vector(query)
        if weight and before:
            vector = unit_rows((vector + weight * self._vector(before))[None])[0]
        by_word, by_vector = self.lexical.scores(words), self.dense.scores(vector)
        if without is not None:
            by_word[without] = 0
            by_vector[self._passage == without] = 0
        table = np.zeros((len(self.candidates), 6), dtype=np.float32)
        table[:, 1] = np.nan
        if without is None and len(self._read):
            logit = self.reader.scores(query)
            if weight and before:
                share = np.float32(weight)
                logit = (logit + share * self.reader.scores(before)) / np.sqrt(1 + share * share)
            table[self._read[:, 0], 1] = logit[self._read[:, 1]]
        np.maximum.at(table[:, 2], self._candidate[self._asked], by_word[self._asked])
        np.maximum.at(table[:, 3], self._candidate[~self._asked], by_word[~self._asked])
        np.maximum.at(table[:, 4], self._candidate[self._passage], by_vector)
        table[:, 5] = self._silent
        return vector, table

    def _vector(self, text: str) -> Scores:
        vector: Scores = unit_rows(np.array([self.encoder.embed_query(text)], dtype=np.float32))[0]
        return vector


def _log_shares(logit: Scores) -> Scores:
    """The logarithm of each one's probability, FLOOR at least and where there is no logit; zeros if there is none at all."""
    known = np.isfinite(logit)
    if not known.any():
        return np.zeros_like(logit)
    shares: Scores = np.full_like(logit, FLOOR)
    shares[known] = np.maximum(log_softmax(logit[known]), FLOOR)
    return shares


def agreement_groups(locators: Iterable[str], incorporates: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """The agreements of these locators, each with those that it incorporates: what is searched as one."""
    heads = dict.fromkeys(locator.partition("/")[0] for locator in locators)
    heads.pop(GENERAL, None)
    return {head: (head, *(i for i in incorporates.get(head, ()) if i in heads)) for head in heads}


_STEPS = {
    "ja": {"words": "単語", "encoder": "符号化器", "vectors": "ベクトル", "classifier": "分類器"},
    "en": {"words": "words", "encoder": "encoder", "vectors": "vectors", "classifier": "classifiers"},
}
