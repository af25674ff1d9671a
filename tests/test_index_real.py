"""The index of the five agreements: size, time, and that plain questions find their article."""

import time
from pathlib import Path

import pytest

from index.search import SearchIndex
from index.store import open_index
from ingest.library import Library
from ingest.locator import unit

from .conftest import needs_official_texts

pytestmark = needs_official_texts

PLAIN = [
    ("払うのが遅れたら何パーセント上乗せされる？", "cti/article-29"),
    ("やめたいときは何日前に紙を出せばいい？", "cti/article-20"),
    ("よその会社に売ってもいいですか", "cti/article-48"),
    ("アプリを消しただけで契約も終わったことになる？", "nework/article-10"),
    ("振込の手数料はどっちが持つの", "partner-cloud/article-25"),
    ("損害が出たときいくらまで補償してくれる", "zoom/article-33"),
    ("Do you back up my data?", "nework/article-23"),
    ("Which country's law applies?", "nework/article-36"),
    ("Can you turn down my application?", "cti/article-11"),
    ("How far ahead must I give notice to cancel?", "partner-cloud/article-15"),
    ("Who pays for taking the equipment away at the end?", "cti/article-31"),
    ("Is it available around the clock?", "zoom/article-11"),
]


@pytest.fixture(scope="module")
def built(official_library: Library, tmp_path_factory: pytest.TempPathFactory) -> tuple[SearchIndex, Path, float]:
    folder = tmp_path_factory.mktemp("real")
    start = time.perf_counter()
    index = open_index(official_library, folder)
    return index, folder, time.perf_counter() - start


def test_every_provision_with_a_text_is_indexed(
    built: tuple[SearchIndex, Path, float], official_library: Library
) -> None:
    expected = {locator for locator, e in official_library.entries.items() if e.text or e.ja or e.en}
    assert len(expected) > 1000
    assert set(built[0].locators) == expected | set(official_library.silences)


def test_an_opened_index_answers_as_the_built_one(
    built: tuple[SearchIndex, Path, float], official_library: Library
) -> None:
    index = open_index(official_library, built[1])
    for query, _ in PLAIN:
        assert index.search(query) == built[0].search(query)


def test_plain_questions_find_their_article(built: tuple[SearchIndex, Path, float]) -> None:
    ranks = []
    for query, article in PLAIN:
        hits = built[0].search(query, 30, [article.partition("/")[0]])
        units = list(dict.fromkeys(unit(hit.locator) for hit in hits))
        ranks.append(units.index(article) + 1 if article in units else 99)
    assert sum(rank <= 5 for rank in ranks) >= 11, ranks
    assert sum(rank == 1 for rank in ranks) >= 8, ranks


def test_a_clause_number_of_another_agreement_does_not_leak(built: tuple[SearchIndex, Path, float]) -> None:
    assert {hit.locator.split("/")[0] for hit in built[0].search("解約 cancel", 200, ["zoom"])} == {"zoom"}
