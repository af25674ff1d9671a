"""Encoders: text to vectors in which both languages share one space. All are LangChain Embeddings.

The default is latent semantic analysis of the agreements themselves, and for English beside it a sentence model. In the
analysis each provision is one document with all its wordings, Japanese and English, so that words of both languages that
say the same lie together (Dumais et al. 1997, cross-language LSI). The environment variable EMBEDDING_MODEL names a
sentence-transformers model, a local folder or a name on the hub, to use instead.
"""

import hashlib
import json
import logging
import os
import re
import textwrap
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from ingest.errors import InputError

from . import minilm
from .tokens import tokens
from .vectors import Sentences

DIMENSIONS = 256
_JAPANESE = re.compile(r"[ぁ-ヿ一-龥々ｦ-ﾟ]")


class LatentSemantics(Embeddings):
    """Latent semantic analysis. `idf` has shape (words,), `components` (words, dimensions), both float32.

    A text without a known word is the zero vector.
    """

    def __init__(self, vocabulary: dict[str, int], idf: NDArray[np.float32], components: NDArray[np.float32]) -> None:
        self.vocabulary, self.idf, self.components = vocabulary, idf, components

    @classmethod
    def fit(cls, documents: Iterable[str]) -> "LatentSemantics":
        """Learns the space from documents that each hold all wordings of one thing."""
        from sklearn.feature_extraction.text import TfidfVectorizer  # takes a second to import, and no query needs it
        from sklearn.utils.extmath import randomized_svd

        vectorizer = TfidfVectorizer(analyzer=tokens, sublinear_tf=True)
        matrix = vectorizer.fit_transform(documents)
        _, _, components = randomized_svd(matrix, min(DIMENSIONS, *matrix.shape), random_state=0)
        vocabulary = {word: int(place) for word, place in vectorizer.vocabulary_.items()}
        return cls(vocabulary, vectorizer.idf_.astype(np.float32), np.ascontiguousarray(components.T, np.float32))

    @classmethod
    def load(cls, folder: Path) -> "LatentSemantics":
        """What `save` wrote."""
        vocabulary = json.loads((folder / "vocabulary.json").read_text(encoding="utf-8"))
        with np.load(folder / "space.npz", allow_pickle=False) as arrays:
            return cls(vocabulary, arrays["idf"], arrays["components"])

    def save(self, folder: Path) -> None:
        """Writes vocabulary.json and space.npz."""
        (folder / "vocabulary.json").write_text(json.dumps(self.vocabulary, ensure_ascii=False), encoding="utf-8")
        np.savez(folder / "space.npz", idf=self.idf, components=self.components)

    def embed_query(self, text: str) -> list[float]:
        """A vector of DIMENSIONS, or of as many as the documents gave."""
        places = [self.vocabulary[word] for word in tokens(text) if word in self.vocabulary]
        unique, counts = np.unique(np.array(places, dtype=np.int64), return_counts=True)
        weights = (1 + np.log(counts)) * self.idf[unique]
        vector: list[float] = (weights @ self.components[unique]).tolist()
        return vector

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """As `embed_query`, for each text."""
        return [self.embed_query(text) for text in texts]


class Bilingual(Embeddings):
    """Latent semantics, and for a text without Japanese characters a sentence vector beside it; zeros for others.

    Each part has length 1 and so has the whole: cosines of two English texts are the mean of both parts' cosines.
    """

    def __init__(self, latent: LatentSemantics) -> None:
        self.latent, self._sentences = latent, Sentences()

    def embed_query(self, text: str) -> list[float]:
        """A vector of as many dimensions as both parts have together."""
        words = np.array(self.latent.embed_query(text), dtype=np.float32)
        words /= np.linalg.norm(words) or 1
        if _JAPANESE.search(text):
            return [*words.tolist(), *[0.0] * minilm.DIMENSIONS]
        whole: list[float] = (np.concatenate([words, self._sentences.embed(text)]) * np.float32(0.5**0.5)).tolist()
        return whole

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """As `embed_query`, for each text."""
        return [self.embed_query(text) for text in texts]


class SentenceModel(Embeddings):
    """A sentence-transformers model, loaded when it is first used. Raises InputError if it cannot be loaded."""

    def __init__(self, name: str) -> None:
        self.name = name

    @cached_property
    def _model(self) -> Any:
        try:
            from sentence_transformers import SentenceTransformer

            logging.getLogger("huggingface_hub").setLevel(logging.ERROR)  # its retries are not the user's business
            try:  # first without the network, which a model on disk does not need
                return SentenceTransformer(self.name, local_files_only=True)
            except Exception:
                if Path(self.name).exists():
                    raise
                return SentenceTransformer(self.name)
        except Exception as error:  # whatever the hub, the disk or one of many libraries raises
            why = textwrap.shorten(str(error), 160, placeholder="…")
            raise InputError(
                f"EMBEDDING_MODEL={self.name}: cannot be loaded as a sentence-transformers model ({why})",
                f"EMBEDDING_MODEL={self.name}: sentence-transformersのモデルとして読み込めません（{why}）",
            ) from error

    def embed_query(self, text: str) -> list[float]:
        """A vector of the model's own dimensions."""
        vector: list[float] = self._model.encode_query(text, show_progress_bar=False).tolist()
        return vector

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """As `embed_query`, for each text."""
        vectors: list[list[float]] = self._model.encode_document(texts, show_progress_bar=False).tolist()
        return vectors


def identity() -> str:
    """The encoder that the environment asks for, as a string that changes when its vectors may."""
    name = os.environ.get("EMBEDDING_MODEL", "")
    if not name:
        return f"latent semantics, {DIMENSIONS} dimensions; English: all-MiniLM-L6-v2"
    files = sorted(path for path in Path(name).rglob("*") if path.is_file()) if Path(name).is_dir() else []
    state = [(str(path.relative_to(name)), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    return f"{name} {hashlib.sha256(repr(state).encode()).hexdigest()[:16]}" if files else name


def create(documents: Iterable[str]) -> Embeddings:
    """The encoder that the environment asks for, made for `documents`."""
    name = os.environ.get("EMBEDDING_MODEL", "")
    return SentenceModel(name) if name else Bilingual(LatentSemantics.fit(documents))


def load(folder: Path) -> Embeddings:
    """The encoder that the environment asks for, as `save` left it."""
    name = os.environ.get("EMBEDDING_MODEL", "")
    return SentenceModel(name) if name else Bilingual(LatentSemantics.load(folder))


def save(encoder: Embeddings, folder: Path) -> None:
    """Writes what an encoder learned from the documents; a sentence model stays where it is."""
    if isinstance(encoder, Bilingual):
        encoder.latent.save(folder)
