"""Which provision a question is about, learned from the edition's questions when the index is built.

Multinomial logistic regression on the encoder's vectors. One classifier for each agreement, with what it incorporates,
its silences and those of all: a class for each locator, a sample for each question and each text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

PENALTY = 0.3  # of squared weights; 0.1 and 1 measure the same within a point
SCALE = np.float32(7.0)  # unit vectors are lengthened so that the penalty does not keep the probabilities flat
ITERATIONS = 60  # more bring nothing on held-out questions


@dataclass(frozen=True)
class Classifier:
    """`locators`: the classes, of which an index has the scores; `weights`: (dimensions, classes), float16."""

    locators: tuple[str, ...]
    weights: NDArray[np.float16]

    @classmethod
    def fit(cls, vectors: NDArray[np.float32], locators: Sequence[str]) -> "Classifier":
        """`vectors`: (samples, dimensions), of length 1; the locator of each sample."""
        from scipy.optimize import minimize  # no query needs it

        classes, places = np.unique(np.array(locators), return_inverse=True)
        samples, rows = vectors * SCALE, np.arange(len(vectors))
        shape = (vectors.shape[1], len(classes))

        def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
            weights = flat.reshape(shape).astype(np.float32)
            logits = samples @ weights
            logits -= logits.max(1, keepdims=True)
            right = float(logits[rows, places].sum())
            np.exp(logits, out=logits)
            total = logits.sum(1, keepdims=True)
            value = float(np.log(total).sum()) - right + PENALTY * float((weights * weights).sum())
            logits /= total
            logits[rows, places] -= 1
            slope = samples.T @ logits + 2 * PENALTY * weights
            return value / len(samples), slope.ravel().astype(np.float64) / len(samples)

        found = minimize(loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options={"maxiter": ITERATIONS})
        return cls(tuple(map(str, classes)), (found.x.reshape(shape) * SCALE).astype(np.float16))

    @classmethod
    def load(cls, path: Path) -> "Classifier":
        """What `save` wrote."""
        with np.load(path, allow_pickle=False) as arrays:
            return cls(tuple(map(str, arrays["locators"])), arrays["weights"])

    def save(self, path: Path) -> None:
        """As one .npz."""
        np.savez(path, locators=np.array(self.locators), weights=self.weights)

    def scores(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """The logit of each class, 0 on average. `vector`: (dimensions,), of length 1."""
        logits: NDArray[np.float32] = vector @ self.weights.astype(np.float32)
        return logits
