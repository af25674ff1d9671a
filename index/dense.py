"""Vectors of texts in FAISS: exact inner products of unit vectors, that is cosines."""

from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from .vectors import as_bytes


class DenseIndex:
    """Cosines of a query's vector with those of all texts, which are kept in 8 bits a component."""

    def __init__(self, rows: NDArray[np.int8]) -> None:
        self._rows = rows
        self._index = faiss.IndexFlatIP(rows.shape[1])
        self._index.add(unit_rows(rows))

    @classmethod
    def build(cls, vectors: NDArray[np.float32]) -> "DenseIndex":
        """`vectors`: (texts, dimensions)."""
        return cls(as_bytes(np.asarray(vectors, dtype=np.float32)))

    @classmethod
    def load(cls, path: Path) -> "DenseIndex":
        """What `save` wrote."""
        return cls(np.load(path, allow_pickle=False))

    def save(self, path: Path) -> None:
        """As one NumPy array."""
        np.save(path, self._rows)

    def scores(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """The cosine with each text, in 0..1 (what points away counts as 0). `vector`: (dimensions,)."""
        _, cosines, places = self._index.range_search(unit_rows(vector[None]), -2.0)  # all: no cosine is below -1
        scores = np.zeros(self._index.ntotal, dtype=np.float32)
        scores[places] = np.clip(cosines, 0, 1)
        return scores


def unit_rows(rows: NDArray[np.int8] | NDArray[np.float32]) -> NDArray[np.float32]:
    """Rows of length 1; a zero row stays zero."""
    unit = np.array(rows, dtype=np.float32, order="C")
    faiss.normalize_L2(unit)
    return unit
