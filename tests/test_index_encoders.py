"""Encoders: latent semantics on disk, and sentence models named by EMBEDDING_MODEL."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from langchain_core.embeddings import Embeddings

from index import encoders
from index.encoders import LatentSemantics, SentenceModel
from index.store import describe, open_index
from ingest.errors import InputError
from ingest.library import PROJECT

from .index_corpus import load, write_corpus

DOCUMENTS = ["傘を返す return the umbrella", "石けんを使う use soap", "入浴料を払う pay for the bath"]


def test_latent_semantics_survives_the_disk(tmp_path: Path) -> None:
    encoder = LatentSemantics.fit(DOCUMENTS)
    encoder.save(tmp_path)
    loaded = LatentSemantics.load(tmp_path)
    assert isinstance(loaded, Embeddings)
    assert loaded.embed_documents(DOCUMENTS) == encoder.embed_documents(DOCUMENTS)
    assert loaded.embed_query(DOCUMENTS[0]) == loaded.embed_documents(DOCUMENTS)[0]


def test_latent_semantics_is_what_scikit_learn_computes() -> None:
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer

    from index.tokens import tokens

    vectorizer = TfidfVectorizer(analyzer=tokens, sublinear_tf=True)
    matrix = vectorizer.fit_transform(DOCUMENTS)
    svd = TruncatedSVD(3, random_state=0).fit(matrix)
    query = "soap soap umbrella"
    expected = svd.transform(vectorizer.transform([query]))[0]
    actual = np.array(LatentSemantics.fit(DOCUMENTS).embed_query(query))
    assert actual / np.linalg.norm(actual) == pytest.approx(expected / np.linalg.norm(expected), abs=1e-5)


def test_unknown_words_are_the_zero_vector() -> None:
    encoder = LatentSemantics.fit(DOCUMENTS)
    assert set(encoder.embed_query("zxqwv")) == {0.0}
    assert len(encoder.embed_query("")) == len(encoder.embed_query("soap"))


def test_one_short_document_is_enough() -> None:
    assert any(LatentSemantics.fit(["傘"]).embed_query("傘"))


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers model of two dimensions: umbrellas along one, baths along the other."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Whitespace

    words = {
        "[UNK]": [0.0, 0.0],
        "umbrella": [1.0, 0.0],
        "umbrellas": [1.0, 0.0],
        "soap": [0.0, 1.0],
        "tub": [0.0, 1.0],
    }
    tokenizer = Tokenizer(WordLevel({word: n for n, word in enumerate(words)}, unk_token="[UNK]"))  # noqa: S106
    tokenizer.pre_tokenizer = Whitespace()  # type: ignore[assignment]
    module = StaticEmbedding(tokenizer, embedding_weights=np.array(list(words.values()), dtype=np.float32))
    folder = tmp_path_factory.mktemp("model") / "tiny"
    SentenceTransformer(modules=[module], device="cpu").save(str(folder))
    return folder


def test_embedding_model_replaces_the_encoder(tmp_path: Path, model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_corpus(tmp_path)
    library, folder = load(tmp_path), tmp_path / "data" / "index"
    open_index(library, folder)
    monkeypatch.setenv("EMBEDDING_MODEL", str(model))
    assert describe(library, folder) is None  # the stored index is another encoder's
    index = open_index(library, folder)
    assert isinstance(index.encoder, SentenceModel)
    assert index.encoder.embed_query("soap") == [0.0, 1.0]
    hits = index.search("tub soap", agreements=["furo"])
    assert (hits[0].locator, hits[0].dense) == ("furo/article-2/paragraph-1", pytest.approx(1))
    assert open_index(library, folder).search("tub soap", agreements=["furo"]) == hits
    manifest = describe(library, folder)
    assert manifest is not None
    assert manifest["inputs"]["encoder"].startswith(str(model))


def test_a_changed_model_is_another_encoder(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    default = encoders.identity()
    monkeypatch.setenv("EMBEDDING_MODEL", str(model))
    first = encoders.identity()
    assert first == encoders.identity() != default
    os.utime(next(model.rglob("*.safetensors")), (1, 1))
    assert encoders.identity() != first
    monkeypatch.setenv("EMBEDDING_MODEL", "")
    assert encoders.identity() == default


def test_a_model_that_cannot_be_loaded_is_one_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv("EMBEDDING_MODEL", str(tmp_path / "empty"))
    with pytest.raises(InputError, match="EMBEDDING_MODEL") as caught:
        encoders.create(DOCUMENTS).embed_query("soap")
    assert "\n" not in caught.value.en + caught.value.ja
    assert "empty" in caught.value.ja


def test_the_command_line_says_so_and_ends_with_2(tmp_path: Path) -> None:
    environment = {**os.environ, "YAKKAN_DATA": str(tmp_path), "EMBEDDING_MODEL": str(tmp_path), "LC_ALL": "C.UTF-8"}
    arguments = [sys.executable, "-m", "index", "search", "soap"]
    ended = subprocess.run(arguments, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.count("\n") == 1
    assert "EMBEDDING_MODEL" in ended.stderr
