"""Japanese word vectors: chiVe (Manabe et al. 2019), as the package ja-ginza carries them, cut to what fits in the project.

`words.npz` holds `words`, the commonest ones in order of frequency as one text with a line for each, `rows`, the row of
each (rarer words share the row of their nearest neighbour), and `vectors`, int8. `python -m index words` makes it anew
where the packages spacy and ja-ginza are installed. chiVe is under the Apache License 2.0 (Works Applications).
"""

from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.errors import InputError

from .vectors import as_bytes

FILE = Path(__file__).with_name("words.npz")
DIMENSIONS = 300
COUNT = 60_000  # 91 % of the words of questions; all 480,000 know 93 % and find no more provisions


class WordVectors:
    """The mean vector of a text's words, read when it is first used."""

    def __init__(self, file: Path = FILE) -> None:
        self.file = file

    @cached_property
    def _kept(self) -> tuple[dict[str, int], NDArray[np.intp], NDArray[np.int8]]:
        with np.load(self.file, allow_pickle=False) as arrays:
            words = str(arrays["words"]).split("\n")
            return {word: n for n, word in enumerate(words)}, arrays["rows"].astype(np.intp), arrays["vectors"]

    def mean(self, words: Sequence[str]) -> NDArray[np.float32]:
        """Their weighted sum, shape (DIMENSIONS,); zeros if none is known.

        A word weighs the less the commoner it is (smooth inverse frequency, Arora et al. 2017), its frequency being
        taken to be one over its rank (Zipf).
        """
        places = self._kept[0]
        ranks = np.array([places[word] for word in words if word in places], dtype=np.intp)
        known = self._units(ranks)
        weights = 1 / (1 + 100 / (ranks + 30.0))
        mean: NDArray[np.float32] = (known.T @ weights).astype(np.float32)
        return mean

    def each(self, words: Sequence[str]) -> NDArray[np.float32]:
        """The vector of each word, of length 1, zeros if it is not known; shape (words, DIMENSIONS)."""
        places = self._kept[0]
        found = np.zeros((len(words), DIMENSIONS), np.float32)
        known = [n for n, word in enumerate(words) if word in places]
        found[known] = self._units(np.array([places[words[n]] for n in known], dtype=np.intp))
        return found

    def _units(self, ranks: NDArray[np.intp]) -> NDArray[np.float32]:
        _, rows, vectors = self._kept
        units = vectors[rows[ranks]].astype(np.float32)
        units /= np.linalg.norm(units, axis=1, keepdims=True)
        return units


@cache
def default() -> WordVectors:
    """The project's own."""
    return WordVectors()


def keep_words(file: Path = FILE) -> int:
    """Writes the file out of ja-ginza; the number of words. Raises InputError where ja-ginza is not installed."""
    try:
        import spacy

        vocabulary = spacy.load("ja_ginza", exclude=["tok2vec", "parser", "ner", "morphologizer"]).vocab
    except (ImportError, OSError):
        raise InputError(
            "the word vectors come from ja-ginza; run: pip install spacy ja-ginza",
            "単語ベクトルは ja-ginza から作ります。pip install spacy ja-ginza を実行してください",
        ) from None
    keys = list(vocabulary.vectors.key2row.items())[:COUNT]
    used, rows = np.unique([row for _, row in keys], return_inverse=True)
    words = "\n".join(vocabulary.strings[key].replace("\n", " ") for key, _ in keys)
    vectors = as_bytes(np.asarray(vocabulary.vectors.data)[used])
    np.savez_compressed(file, words=np.array(words), rows=rows.astype(np.uint16), vectors=vectors)
    return len(keys)
