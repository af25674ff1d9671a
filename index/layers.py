"""The layers of a transformer in NumPy, over one text: importing torch takes seconds, and one text is a small matrix.

Weights go by name, as in a PyTorch state dict: `name.weight` of shape (out, in) and `name.bias`.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
Weights = Mapping[str, Matrix]


def linear(weights: Weights, name: str, x: Matrix) -> Matrix:
    """(rows, in) to (rows, out)."""
    product: Matrix = x @ weights[f"{name}.weight"].T
    return product + weights[f"{name}.bias"]


def norm(weights: Weights, name: str, x: Matrix, epsilon: float) -> Matrix:
    """Each row with mean 0 and variance 1, then scaled and moved (Ba et al. 2016)."""
    x = x - x.mean(1, keepdims=True)
    x /= np.sqrt((x * x).mean(1, keepdims=True) + np.float32(epsilon))
    scaled: Matrix = x * weights[f"{name}.weight"]
    return scaled + weights[f"{name}.bias"]


def attention(query: Matrix, key: Matrix, value: Matrix, heads: int) -> Matrix:
    """Each row's mean of the values, weighted by how its query meets the keys, in `heads` parts (Vaswani et al. 2017)."""
    parts = [x.reshape(len(x), heads, -1).swapaxes(0, 1) for x in (query, key, value)]
    weights = parts[0] @ parts[1].swapaxes(1, 2) / np.float32(np.sqrt(parts[0].shape[2]))
    weights = np.exp(weights - weights.max(2, keepdims=True))
    attended: Matrix = (weights / weights.sum(2, keepdims=True)) @ parts[2]
    return attended.swapaxes(0, 1).reshape(len(query), -1)
