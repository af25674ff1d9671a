"""Search: ranking, scope, languages, determinism; the measures behind it."""

import numpy as np
import pytest

from index.dense import DenseIndex
from index.encoders import Bilingual
from index.lexical import LexicalIndex
from index.passages import passages
from index.search import SearchIndex
from ingest.errors import InputError
from ingest.library import Library

from .index_corpus import load, write_corpus


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    root = tmp_path_factory.mktemp("search")
    write_corpus(root)
    return load(root)


@pytest.fixture(scope="module")
def index(library: Library) -> SearchIndex:
    return SearchIndex.build(passages(library))


@pytest.mark.parametrize(
    ("query", "locator"),
    [
        ("なくしたら弁償？", "kasa/article-3/paragraph-1"),
        ("何日以内に返せばいい", "kasa/article-2/paragraph-1"),
        ("broken ribs", "kasa/article-1/paragraph-2/item-1"),
        ("Is soap allowed?", "furo/article-2/paragraph-1"),
        ("子どもはいくら", "furo/article-1/paragraph-1"),
        ("it was stolen", "kasa/article-3/paragraph-1"),  # a word that only the question has
    ],
)
def test_the_provision_that_answers_comes_first(index: SearchIndex, query: str, locator: str) -> None:
    assert index.search(query)[0].locator == locator


def test_hits_are_best_first_one_for_each_locator_in_range(index: SearchIndex, library: Library) -> None:
    hits = index.search("傘の料金を支払う umbrella fee", k=100)
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    assert len({h.locator for h in hits}) == len(hits) > 3
    for hit in hits:
        assert hit.locator in library.entries
        assert 0 < hit.score <= 1
        assert 0 <= hit.lexical <= 1
        assert 0 <= hit.dense <= 1


@pytest.mark.parametrize("k", [0, 1, 2, 3])
def test_k_limits_and_is_a_prefix(index: SearchIndex, k: int) -> None:
    assert index.search("傘の料金", k=k) == index.search("傘の料金", k=50)[:k]


def test_agreements_limit_the_search(index: SearchIndex) -> None:
    assert {h.locator.split("/")[0] for h in index.search("円 yen", k=50)} == {"kasa", "furo"}
    assert {h.locator.split("/")[0] for h in index.search("円 yen", k=50, agreements={"furo"})} == {"furo"}
    assert index.search("円 yen", agreements=[]) == []
    assert index.search("円 yen", agreements=["kasa", "furo"], k=50) == index.search("円 yen", k=50)


@pytest.mark.parametrize("query", ["", "   ", "。？", "は が を", "what is it?", "zxqwv", "\ud800"])
def test_nothing_known_finds_nothing(index: SearchIndex, query: str) -> None:
    assert index.search(query) == []


def test_unknown_words_lower_the_share_of_words(index: SearchIndex) -> None:
    known, half_known = index.search("石けん")[0], index.search("石けん 冥王星")[0]
    assert half_known.locator == known.locator
    assert half_known.lexical < known.lexical


def test_a_query_of_any_form_is_the_same_query(index: SearchIndex) -> None:
    assert index.search("１４日") == index.search("14日") == index.search("十四日")


def test_search_is_deterministic(index: SearchIndex, library: Library) -> None:
    again = SearchIndex.build(passages(library))
    for query in ("傘の料金", "when must I return it", "円"):
        assert index.search(query) == index.search(query)
        assert [h.locator for h in again.search(query)] == [h.locator for h in index.search(query)]
        assert [h.score for h in again.search(query)] == pytest.approx([h.score for h in index.search(query)], abs=1e-5)


def test_both_languages_share_one_space(index: SearchIndex) -> None:
    by_meaning = index.dense.scores(np.array(index.encoder.embed_query("soap"), dtype=np.float32))
    best = index.places["passages"][int(np.argmax(by_meaning))]
    assert index.locators[int(str(best))] == "furo/article-2/paragraph-1"
    assert isinstance(index.encoder, Bilingual)
    embed = index.encoder.latent.embed_query
    japanese, english, other = (np.array(embed(text)) for text in ("石けん", "soap", "umbrella"))
    assert japanese @ english / np.linalg.norm(japanese) / np.linalg.norm(english) > 0.9
    assert japanese @ other / np.linalg.norm(japanese) / np.linalg.norm(other) < 0.5


def test_nothing_to_index_is_an_input_error() -> None:
    with pytest.raises(InputError):
        SearchIndex.build([])


def test_progress_rises_to_one(library: Library) -> None:
    told: list[tuple[float, str]] = []
    SearchIndex.build(passages(library), lambda share, what: told.append((share, what)))
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)
    assert all(what for _, what in told)


def test_dense_scores_are_cosines_of_all_passages() -> None:
    index = DenseIndex.build(np.array([[3, 0], [1, 1], [-2, 0], [0, 0]], dtype=np.float32))
    assert index.scores(np.array([5, 0], np.float32)) == pytest.approx([1, 0.5**0.5, 0, 0])
    assert index.scores(np.array([0, 0], np.float32)) == pytest.approx([0, 0, 0, 0])


def test_lexical_scores_are_shares_of_the_best_possible() -> None:
    index = LexicalIndex.build([["a", "b"], ["a"], ["c"]])
    assert index.knows("c")
    assert not index.knows("d")
    assert all(index.scores(["a"]) <= 1)
    assert index.scores(["a"])[2] == 0
    assert index.scores(["a", "d"])[1] < index.scores(["a"])[1]
    assert index.scores(["a", "a"]) == pytest.approx(index.scores(["a"]))
    assert index.scores(["b"])[0] > 0 == index.scores(["b"])[1]
