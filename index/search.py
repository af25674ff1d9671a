"""Search: the words of a query (BM25) and its meaning (vectors), fused into one ranking of provisions."""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from ingest.errors import InputError, terminal_language

from . import encoders
from .dense import DenseIndex
from .lexical import LexicalIndex
from .passages import Passage
from .tokens import tokens

# A weighted sum of the two scores, both absolute. Of 500 draft questions, 3 % of which are indexed, 0.7 put the right
# article first for 63 % (0.4: 61 %, 0.8: 62 %), reciprocal rank fusion and words alone for 60 %, vectors alone for 58 %.
LEXICAL_WEIGHT = 0.7
BATCH = 256

Progress = Callable[[float, str], None]


@dataclass(frozen=True, slots=True)
class Hit:
    """A provision that was found. All scores lie in 0..1 and are comparable between queries.

    They are those of its best passage: `lexical` the share of the query's words that it holds, weighted by rarity,
    `dense` the cosine of the two.
    """

    locator: str
    score: float
    lexical: float
    dense: float


class SearchIndex:
    """A built index. `locators` has the locator of each passage; searching changes nothing, from any thread."""

    def __init__(self, locators: Sequence[str], lexical: LexicalIndex, dense: DenseIndex, encoder: Embeddings) -> None:
        self.locators, self.lexical, self.dense, self.encoder = list(locators), lexical, dense, encoder
        self._agreements = np.array([locator.partition("/")[0] for locator in self.locators])

    @classmethod
    def build(cls, passages: Sequence[Passage], progress: Progress = lambda share, what: None) -> "SearchIndex":
        """`progress` is told the share done, 0..1, and what is being done. Raises InputError if nothing has a word."""
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
        progress(0.2, step["encoder"])
        documents: dict[str, list[str]] = {}
        for passage, content in zip(passages, contents, strict=True):
            documents.setdefault(passage.locator, []).append(content)
        encoder = encoders.create("\n".join(parts) for parts in documents.values())
        batches: list[NDArray[np.float32]] = []
        for start in range(0, len(contents), BATCH):
            progress(0.5 + 0.5 * start / len(contents), step["vectors"])
            batches.append(np.array(encoder.embed_documents(contents[start : start + BATCH]), dtype=np.float32))
        progress(1.0, step["vectors"])
        return cls([p.locator for p in passages], lexical, DenseIndex.build(np.concatenate(batches)), encoder)

    @classmethod
    def load(cls, folder: Path) -> "SearchIndex":
        """What `save` wrote, all of it read into memory."""
        locators = json.loads((folder / "locators.json").read_text(encoding="utf-8"))
        lexical, dense = LexicalIndex.load(folder / "bm25"), DenseIndex.load(folder / "vectors.faiss")
        return cls(locators, lexical, dense, encoders.load(folder))

    def save(self, folder: Path) -> None:
        """Into an existing, empty folder."""
        (folder / "locators.json").write_text(json.dumps(self.locators), encoding="utf-8")
        self.lexical.save(folder / "bm25")
        self.dense.save(folder / "vectors.faiss")
        encoders.save(self.encoder, folder)

    def search(
        self, query: str, k: int = 10, agreements: Collection[str] | None = None, without: int | None = None
    ) -> list[Hit]:
        """The best `k` provisions, best first, each with the scores of its best passage; equal ones in reading order.

        `agreements` limits the search to these ids; `without` leaves out one passage, by its place in the order that
        the index was built from. [] for a query without a word that the index knows.
        """
        query = query.encode("utf-8", "replace").decode()  # encoders refuse lone surrogates
        words = tokens(query)
        if not any(self.lexical.knows(word) for word in words):
            return []
        lexical, dense = self.lexical.scores(words), self.dense.scores(self.encoder.embed_query(query))
        fused = LEXICAL_WEIGHT * lexical + (1 - LEXICAL_WEIGHT) * dense
        if agreements is not None:
            fused = np.where(np.isin(self._agreements, list(agreements)), fused, 0)
        if without is not None:
            fused[without] = 0
        hits: dict[str, Hit] = {}
        for place in np.argsort(-fused, kind="stable"):
            if len(hits) >= k or fused[place] <= 0:
                break
            locator = self.locators[place]
            if locator not in hits:
                hits[locator] = Hit(locator, float(fused[place]), float(lexical[place]), float(dense[place]))
        return list(hits.values())


_STEPS = {
    "ja": {"words": "単語", "encoder": "符号化器", "vectors": "ベクトル"},
    "en": {"words": "words", "encoder": "encoder", "vectors": "vectors"},
}
