"""English sentences' vectors kept in the project, so that a first build need not encode what the edition says.

`vectors.npz` holds `keys`, the first 8 bytes of each text's SHA-256 in order, and `vectors`, their MiniLM vectors, int8.
`python -m index vectors` makes it anew. A text that is not in it is encoded when it is needed.
"""

import hashlib
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .minilm import DIMENSIONS, default

FILE = Path(__file__).with_name("vectors.npz")


class Sentences:
    """Vectors of length 1 of English sentences, from the file or from the model."""

    def __init__(self, file: Path = FILE) -> None:
        self.file, self.model = file, default()

    @cached_property
    def _kept(self) -> tuple[NDArray[np.uint64], NDArray[np.int8]]:
        if not self.file.exists():
            return np.empty(0, np.uint64), np.empty((0, DIMENSIONS), np.int8)
        with np.load(self.file, allow_pickle=False) as arrays:
            return arrays["keys"], arrays["vectors"]

    def embed(self, text: str) -> NDArray[np.float32]:
        """As kept, else as the model says; shape (DIMENSIONS,)."""
        keys, vectors = self._kept
        key = _key(text)
        place = int(np.searchsorted(keys, key))
        if place < len(keys) and keys[place] == key:
            kept: NDArray[np.float32] = vectors[place].astype(np.float32)
            kept /= np.linalg.norm(kept)
            return kept
        return self.model.embed(text)

    def keep(self, texts: Iterable[str], progress: Callable[[float], None]) -> int:
        """Writes the file for these texts, encoding what it lacks; their number."""
        by_key = {_key(text): text for text in texts}
        keys = np.array(sorted(by_key), dtype=np.uint64)
        rows = np.empty((len(keys), DIMENSIONS), dtype=np.int8)
        for n, key in enumerate(keys):
            rows[n] = as_bytes(self.embed(by_key[key])[None])[0]
            progress(n / len(keys))
        np.savez(self.file, keys=keys, vectors=rows)
        return len(keys)


def as_bytes(vectors: NDArray[np.float32]) -> NDArray[np.int8]:
    """Rows stretched until the largest component is 127, and rounded: their directions in a quarter of the space."""
    largest = np.abs(vectors).max(1, keepdims=True)
    scaled: NDArray[np.int8] = np.rint(vectors * (127 / np.where(largest, largest, 1))).astype(np.int8)
    return scaled


def _key(text: str) -> np.uint64:
    return np.uint64(int.from_bytes(hashlib.sha256(text.encode("utf-8", "replace")).digest()[:8]))
