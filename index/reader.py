"""Which provision a question is about, read word by word: a small transformer for each language.

The regression of index/classifier.py adds a question's words up; a layer of attention sees how they go together: of a
recording one asks how it is made, or how many days it is kept. Its words are chiVe's of Japanese (index/words.py), MiniLM's
states of English, and beside either what training learned of the word itself. `reader.npz` holds both networks, float16, as
`python -m index train` makes it from the edition and its questions (index/training.py).
"""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from . import kana, minilm, words
from .layers import attention, linear, norm
from .tokens import tokens

FILE = Path(__file__).with_name("reader.npz")
HEADS = 4
EPSILON = 1e-5
LONGEST = 48  # words
GIVEN = {"ja": words.DIMENSIONS, "en": minilm.DIMENSIONS}
STRETCH = np.float32(4.0)  # of chiVe's unit vectors, so that they are as large as MiniLM's states


class Words(NamedTuple):
    """A text's words: what is learned of by itself, and the vector given of each, (words, GIVEN of its language)."""

    language: str
    keys: list[str]
    given: NDArray[np.float32]


def words_of(text: str) -> Words:
    """The first LONGEST words: Japanese as indexed, where it has any Japanese; else English as word pieces."""
    if kana.JAPANESE.search(text):
        known = tokens(text)[:LONGEST]
        return Words("ja", known, STRETCH * words.default().each(known))
    pieces, states = minilm.default().states(text)
    return Words("en", list(map(str, pieces[:LONGEST])), states[:LONGEST])


class Reader:
    """`locators` are the classes. Nothing changes it, from any thread."""

    def __init__(self, file: Path = FILE) -> None:
        with np.load(file, allow_pickle=False) as arrays:
            self.locators = str(arrays["locators"]).split("\n")
            self._arrays = {name: arrays[name] for name in arrays.files if "." in name}

    @cached_property
    def _networks(self) -> Mapping[str, tuple[dict[str, int], dict[str, NDArray[np.float32]]]]:
        found = {}
        for language in GIVEN:
            keys = str(self._arrays[f"{language}.keys"]).split("\n")
            weights = {
                name.removeprefix(f"{language}."): array.astype(np.float32)
                for name, array in self._arrays.items()
                if name.startswith(f"{language}.") and array.dtype == np.float16
            }
            found[language] = {key: n for n, key in enumerate(keys, 1)}, weights
        return found

    def scores(self, text: str) -> NDArray[np.float32]:
        """The logit of each class; zeros for a text without a word."""
        language, keys, given = words_of(text)
        numbers, w = self._networks[language]
        if not keys:
            return np.zeros(len(self.locators), np.float32)
        own = w["own.weight"][[numbers.get(key, 0) for key in keys]]
        x = linear(w, "into", np.concatenate([given, own], axis=1)) + w["place.weight"][: len(keys)]
        inner = norm(w, "norm1", x, EPSILON)
        query, key, value = (linear(w, part, inner) for part in ("query", "key", "value"))
        x = x + linear(w, "attended", attention(query, key, value, HEADS))
        x = x + linear(w, "narrow", np.maximum(linear(w, "wide", norm(w, "norm2", x, EPSILON)), 0))
        pooled = np.concatenate([x.mean(0), x.max(0)])[None]
        logits: NDArray[np.float32] = linear(w, "out", pooled)[0]
        return logits
