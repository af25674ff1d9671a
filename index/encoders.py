"""Encoders: text to vectors in which both languages share one space. All are LangChain Embeddings.

The default is latent semantic analysis of the agreements themselves, and beside it a sentence vector: of English from
all-MiniLM-L6-v2, of Japanese from a student that is taught on the parallel edition (index/student.py). In the analysis each provision is one document with all its wordings, Japanese and English, so that words of both languages that
say the same lie together (Dumais et al. 1997, cross-language LSI). The environment variable EMBEDDING_MODEL names a
sentence-transformers model, a local folder or a name on the hub, to use instead.
"""

import hashlib
import json
import logging
import os
import re
import textwrap
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from ingest.errors import InputError

from . import minilm
from . import words as word_vectors
from .student import Student, unit
from .tokens import tokens
from .vectors import Sentences

DIMENSIONS = 256
OWN = np.float32(0.6)  # length of a Japanese text's own word vectors beside the other parts' 1; 0 is 2 points worse
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

    def embed_words(self, words: Sequence[str]) -> NDArray[np.float32]:
        """The vector of a text with these words."""
        places = [self.vocabulary[word] for word in words if word in self.vocabulary]
        unique, counts = np.unique(np.array(places, dtype=np.int64), return_counts=True)
        weights = (1 + np.log(counts)) * self.idf[unique]
        vector: NDArray[np.float32] = (weights @ self.components[unique]).astype(np.float32)
        return vector

    def embed_query(self, text: str) -> list[float]:
        """A vector of DIMENSIONS, or of as many as the documents gave."""
        vector: list[float] = self.embed_words(tokens(text)).tolist()
        return vector

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """As `embed_query`, for each text."""
        return [self.embed_query(text) for text in texts]


class Bilingual(Embeddings):
    """Latent semantics, beside it a sentence vector (of English by MiniLM, of Japanese by its student), and of Japanese its
    word vectors, which tell more of it than the student learns. The whole has length 1, or 0 for an unknown text.
    """

    def __init__(self, latent: LatentSemantics, student: Student) -> None:
        self.latent, self.student = latent, student
        self._sentences, self._words = Sentences(), word_vectors.default()

    @classmethod
    def fit(cls, documents: Iterable[str], parallel: Sequence[tuple[str, str]]) -> "Bilingual":
        """Learns the latent space from `documents`, and the student from texts in (Japanese, English)."""
        latent, sentences, vectors = LatentSemantics.fit(documents), Sentences(), word_vectors.default()
        means = np.empty((len(parallel), word_vectors.DIMENSIONS), np.float32)
        places = np.empty((len(parallel), latent.components.shape[1]), np.float32)
        taught = np.empty((len(parallel), minilm.DIMENSIONS), np.float32)
        for n, (japanese, english) in enumerate(parallel):
            words = tokens(japanese)
            means[n], places[n], taught[n] = vectors.mean(words), latent.embed_words(words), sentences.embed(english)
        return cls(latent, Student.fit(means, unit(places), taught))

    @classmethod
    def load(cls, folder: Path) -> "Bilingual":
        """What `save` wrote."""
        with np.load(folder / "student.npz", allow_pickle=False) as arrays:
            return cls(LatentSemantics.load(folder), Student(arrays["mean"], arrays["weights"]))

    def save(self, folder: Path) -> None:
        """Writes the latent space and student.npz."""
        self.latent.save(folder)
        np.savez(folder / "student.npz", mean=self.student.mean, weights=self.student.weights)

    def embed_query(self, text: str) -> list[float]:
        """A vector of as many dimensions as all parts have together."""
        words = tokens(text)
        latent = unit(self.latent.embed_words(words)[None])
        own = np.zeros((1, word_vectors.DIMENSIONS), np.float32)
        if _JAPANESE.search(text):
            own = self.student.centred(self._words.mean(words)[None])
            sentence = self.student.embed(own, latent)
        else:
            sentence = self._sentences.embed(text)[None]
        whole: list[float] = unit(np.concatenate([latent, sentence, OWN * own], axis=1))[0].tolist()
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
        return f"latent semantics, {DIMENSIONS} dimensions; all-MiniLM-L6-v2 and its student"
    files = sorted(path for path in Path(name).rglob("*") if path.is_file()) if Path(name).is_dir() else []
    state = [(str(path.relative_to(name)), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    return f"{name} {hashlib.sha256(repr(state).encode()).hexdigest()[:16]}" if files else name


def create(documents: Iterable[str], parallel: Sequence[tuple[str, str]] = ()) -> Embeddings:
    """The encoder that the environment asks for, made for `documents` and `parallel` texts (Japanese, English)."""
    name = os.environ.get("EMBEDDING_MODEL", "")
    return SentenceModel(name) if name else Bilingual.fit(documents, parallel)


def load(folder: Path) -> Embeddings:
    """The encoder that the environment asks for, as `save` left it."""
    name = os.environ.get("EMBEDDING_MODEL", "")
    return SentenceModel(name) if name else Bilingual.load(folder)


def save(encoder: Embeddings, folder: Path) -> None:
    """Writes what an encoder learned from the documents; a sentence model stays where it is."""
    if isinstance(encoder, Bilingual):
        encoder.save(folder)
