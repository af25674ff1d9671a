"""The index of the five agreements: that it holds them all, and that plain questions find their article."""

from index.search import SearchIndex
from ingest.library import Library
from ingest.locator import unit
from ingest.topics import topics

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


def test_every_provision_with_a_text_is_indexed(official_index: SearchIndex, official_library: Library) -> None:
    expected = {locator for locator, e in official_library.entries.items() if e.text or e.ja or e.en}
    assert len(expected) > 1000
    asked = {*official_library.silences, *(topic.locator for topic in topics(official_library))}
    assert set(official_index.locators) == expected | asked


def test_plain_questions_find_their_article(official_index: SearchIndex) -> None:
    ranks = []
    for query, article in PLAIN:
        hits = official_index.search(query, 30, [article.partition("/")[0]])
        units = list(dict.fromkeys(unit(hit.locator) for hit in hits))
        ranks.append(units.index(article) + 1 if article in units else 99)
    assert sum(rank <= 5 for rank in ranks) >= 11, ranks
    assert sum(rank == 1 for rank in ranks) >= 8, ranks


def test_a_clause_number_of_another_agreement_does_not_leak(official_index: SearchIndex) -> None:
    assert {hit.locator.split("/")[0] for hit in official_index.search("解約 cancel", 200, ["zoom"])} == {"zoom"}
