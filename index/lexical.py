"""BM25 over the tokens of passages (bm25s), scaled so that 1 is more than any passage can reach."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from .tokens import tokens


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

    def mended(self, text: str) -> str:
        """`text` with each mistyped Latin word in the form of the known word that is most like it, if one is alike.

        Unknown words of four letters and more; the first letter is taken to be right, and the length but for one.
        """

        def mend(match: re.Match[str]) -> str:
            stems = tokens(match[0])
            if len(stems) != 1 or self.knows(stems[0]):
                return match[0]
            near = [word for word in self._latin.get(stems[0][0], ()) if abs(len(word) - len(stems[0])) <= 1]
            return next(iter(get_close_matches(stems[0], near, n=1, cutoff=0.8)), match[0])

        return re.sub(r"(?<![A-Za-z])[A-Za-z]{4,}(?![A-Za-z])", mend, text)

    @cached_property
    def _latin(self) -> dict[str, list[str]]:
        words: dict[str, list[str]] = {}
        for word in sorted(self._bm25.vocab_dict):
            if len(word) >= 4 and word.isascii() and word.isalpha():
                words.setdefault(word[0], []).append(word)
        return words

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
