"""Japanese sentence vectors in the space of an English model: a student of MiniLM, taught when the index is built.

In the manner of Reimers & Gurevych 2020 (Making Monolingual Sentence Embeddings Multilingual), with what fits on one core:
a Japanese text is the mean of its word vectors and its place in latent semantic space; ridge regression maps both to the
vector that the teacher gives the same provision's English text.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .words import DIMENSIONS

PENALTY = 3.0  # of squared weights; 1 to 10 measure the same

Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class Student:
    """`mean`: (DIMENSIONS,), of the word vectors; `weights`: (DIMENSIONS + latent, teacher's dimensions)."""

    mean: Vectors
    weights: Vectors

    @classmethod
    def fit(cls, words: Vectors, latent: Vectors, taught: Vectors) -> "Student":
        """Of the same texts: word vectors (texts, DIMENSIONS), latent vectors, and what the teacher says of the English."""
        mean = words.mean(0) if len(words) else np.zeros(DIMENSIONS, np.float32)
        known = np.concatenate([unit(words - mean), latent], axis=1)
        squares = known.T @ known + np.float32(PENALTY) * np.eye(known.shape[1], dtype=np.float32)
        return cls(mean, np.linalg.solve(squares, known.T @ taught).astype(np.float32))

    def centred(self, words: Vectors) -> Vectors:
        """Word vectors without what all texts share, of length 1; zeros stay zeros."""
        return unit((words - self.mean) * words.any(1, keepdims=True))

    def embed(self, centred: Vectors, latent: Vectors) -> Vectors:
        """The vectors of texts by their centred word vectors and latent vectors, of length 1; zeros of an unknown text."""
        return unit(np.concatenate([centred, latent], axis=1) @ self.weights)


def unit(rows: Vectors) -> Vectors:
    """Rows of length 1; a zero row stays zero."""
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.where(length, length, 1)).astype(np.float32)
