"""BM25 over the tokens of passages (bm25s), scaled so that 1 is more than any passage can reach."""

from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray


class LexicalIndex:
    """BM25 scores of a query's words for all passages."""

    def __init__(self, bm25: bm25s.BM25) -> None:
        self._bm25 = bm25
        frequency = np.diff(bm25.scores["indptr"])
        passages = bm25.scores["num_docs"]
        self._idf = np.log1p((passages - frequency + 0.5) / (frequency + 0.5))
        self._idf_unknown = float(np.log1p((passages + 0.5) / 0.5))

    @classmethod
    def build(cls, words: Sequence[list[str]]) -> "LexicalIndex":
        """`words`: the tokens of each passage; at least one passage has some."""
        bm25 = bm25s.BM25(method="lucene")
        bm25.index(words, show_progress=False)
        return cls(bm25)

    @classmethod
    def load(cls, folder: Path) -> "LexicalIndex":
        """What `save` wrote."""
        return cls(bm25s.BM25.load(folder, mmap=False, allow_pickle=False, show_progress=False))

    def save(self, folder: Path) -> None:
        """As plain arrays and JSON."""
        self._bm25.save(folder, allow_pickle=False, show_progress=False)

    def knows(self, word: str) -> bool:
        """Whether some passage holds the word."""
        return word in self._bm25.vocab_dict

    def scores(self, words: Sequence[str]) -> NDArray[np.float32]:
        """For each passage, the share in 0..1 that it has of the most that these words could score; some are known.

        Lucene's BM25 gives a word less than its idf, so the sum of these bounds the score. A word that no passage holds
        counts as the rarest: a query of which little is known scores low everywhere.
        """
        unique = list(dict.fromkeys(words))
        places = self._bm25.get_tokens_ids(unique)
        bound = float(self._idf[places].sum()) + self._idf_unknown * (len(unique) - len(places))
        scores: NDArray[np.float32] = self._bm25.get_scores_from_ids(places) / np.float32(bound)
        return scores
