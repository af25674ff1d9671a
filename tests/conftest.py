"""What the tests share: the real texts where they are, and small agreements of our own invention."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.chain import Bot
from index.search import SearchIndex
from index.store import open_index
from ingest.agreement import Agreement
from ingest.layout import Layout
from ingest.library import Library, corpus_folder
from ingest.outline import outline
from ingest.provisions import Document

REAL = ("nework", "nework-privacy", "zoom", "cti", "partner-cloud")
_folder = os.environ.get("AGREEMENTS_DIR", "")
AGREEMENTS = Path(_folder) if _folder and Path(_folder).is_dir() else None
needs_official_texts = pytest.mark.skipif(
    AGREEMENTS is None, reason="AGREEMENTS_DIR names no folder with the official texts"
)


@pytest.fixture(scope="session")
def official_library() -> Library:
    """The five agreements with their official texts."""
    if AGREEMENTS is None:
        pytest.skip("AGREEMENTS_DIR names no folder with the official texts")
    return Library.load(official=AGREEMENTS, data=Path(os.devnull))


@pytest.fixture(scope="session")
def edition_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """What a fresh clone has: the editions without the official texts."""
    empty = tmp_path_factory.mktemp("empty")
    return Library.load(official=empty, data=empty)


@pytest.fixture(scope="session")
def edition_data(edition_library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that holds the index over the editions alone."""
    data = tmp_path_factory.mktemp("edition")
    open_index(edition_library, data / "index")
    return data


@pytest.fixture(scope="session")
def edition_bot(edition_library: Library, edition_data: Path) -> Bot:
    """A fresh clone's bot: no official texts."""
    return Bot(edition_library, open_index(edition_library, edition_data / "index"))


@pytest.fixture(scope="session")
def official_data(official_library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that holds the index over the official texts."""
    data = tmp_path_factory.mktemp("official")
    open_index(official_library, data / "index")
    return data


@pytest.fixture(scope="session")
def official_index(official_library: Library, official_data: Path) -> SearchIndex:
    """The index over the official texts, as it is read back."""
    return open_index(official_library, official_data / "index")


@pytest.fixture(scope="session")
def layouts() -> dict[str, Layout]:
    """The layouts of the five agreements."""
    return {name: Agreement.read(corpus_folder() / name).layout for name in REAL}


@pytest.fixture
def parse() -> Callable[[str], Document]:
    """Parses an invented agreement under the id `sample`."""
    return lambda raw: outline(raw, "sample.txt", "sample", Layout())
