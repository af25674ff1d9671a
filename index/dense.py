"""Vectors of passages in FAISS: exact inner products of unit vectors, that is cosines."""

from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray


class DenseIndex:
    """Cosines of a query's vector with those of all passages."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: NDArray[np.float32]) -> "DenseIndex":
        """`vectors`: (passages, dimensions)."""
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(_unit(vectors))
        return cls(index)

    @classmethod
    def load(cls, path: Path) -> "DenseIndex":
        """What `save` wrote."""
        return cls(faiss.read_index(str(path)))

    def save(self, path: Path) -> None:
        """As one file of FAISS's own format."""
        faiss.write_index(self._index, str(path))

    def scores(self, vector: list[float]) -> NDArray[np.float32]:
        """The cosine with each passage, in 0..1 (what points away counts as 0)."""
        query = _unit(np.array([vector], dtype=np.float32))
        _, cosines, places = self._index.range_search(query, -2.0)  # all of them: no cosine is below -1
        scores = np.zeros(self._index.ntotal, dtype=np.float32)
        scores[places] = np.clip(cosines, 0, 1)
        return scores


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rows of length 1; a zero row stays zero."""
    rows = np.array(vectors, dtype=np.float32, order="C")
    faiss.normalize_L2(rows)
    return rows
