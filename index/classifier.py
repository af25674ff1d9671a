"""Which provision a question is about, learned from the edition's questions when the index is built.

Multinomial logistic regression on the encoder's vectors. One classifier for each agreement, with what it incorporates,
its silences and those of all: a class for each locator, a sample for each question and each text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.special import softmax

PENALTY = 0.3  # of squared weights; 0.1 and 1 measure the same within a point
SCALE = np.float32(7.0)  # unit vectors are lengthened so that the penalty does not keep the probabilities flat
EPOCHS = 8  # as good on held-out questions as L-BFGS until it stands still, in a twelfth of the time
BATCH = 512
STEP = 0.03  # falls to 0 in a straight line


@dataclass(frozen=True)
class Classifier:
    """`locators`: the classes, of which an index has the scores; `weights`: (dimensions, classes), float16."""

    locators: tuple[str, ...]
    weights: NDArray[np.float16]

    @classmethod
    def fit(cls, vectors: NDArray[np.float32], locators: Sequence[str]) -> "Classifier":
        """`vectors`: (samples, dimensions), of length 1; the locator of each sample."""
        classes, places = np.unique(np.array(locators), return_inverse=True)
        samples, count = vectors * SCALE, len(vectors)
        worth = 1 / np.bincount(places)[places].astype(np.float32)  # each locator alike, however much is asked of it
        worth /= worth.mean()
        weights = np.zeros((vectors.shape[1], len(classes)), dtype=np.float32)
        mean, square = np.zeros_like(weights), np.zeros_like(weights)
        order, last, step = np.random.default_rng(0), EPOCHS * -(-count // BATCH), 0
        for _ in range(EPOCHS):
            shuffled = order.permutation(count)
            for start in range(0, count, BATCH):
                batch = shuffled[start : start + BATCH]
                error = softmax(samples[batch] @ weights, axis=1)
                error[np.arange(len(batch)), places[batch]] -= 1
                error *= worth[batch][:, None]
                slope = samples[batch].T @ error / np.float32(len(batch)) + np.float32(2 * PENALTY / count) * weights
                mean += np.float32(0.1) * (slope - mean)  # Adam (Kingma & Ba 2015), its rates as there
                square += np.float32(0.001) * (slope * slope - square)
                step += 1
                rate = np.float32(STEP * (1 - step / last) / (1 - 0.9**step))
                weights -= rate * mean / (np.sqrt(square / np.float32(1 - 0.999**step)) + np.float32(1e-8))
        return cls(tuple(map(str, classes)), (weights * SCALE).astype(np.float16))

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
