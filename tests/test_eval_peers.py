"""The comparison with other libraries: texts and chunks of an invented agreement worked out by hand, with a fake peer."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from eval.dataset import Asked, Case
from eval.peers import child, compare
from eval.peers.child import Outcome, measure
from eval.peers.compare import distinct, row, table
from eval.peers.texts import AgreementText, Span, covered, plain, scopes
from ingest.errors import InputError
from ingest.library import Library
from ingest.locator import unit

# Articles of 10, 20 and 100 characters with three between them.
ARTICLES = (("a/article-1", 0, 10), ("a/article-2", 13, 33), ("a/article-3", 36, 136))
TEXTS = {"a": AgreementText("a", "x" * 139, ARTICLES)}


class Fake:
    """Finds the first places of its texts in which the query stands."""

    def build(self, texts: Sequence[AgreementText]) -> None:
        self.texts = texts

    def search(self, query: str, k: int) -> list[Span]:
        places = [(t.agreement, t.text.find(query)) for t in self.texts]
        return [(agreement, start, start + len(query)) for agreement, start in places if start >= 0][:k]


# ---- a chunk's articles


@pytest.mark.parametrize(
    ("start", "end", "articles"),
    [
        (0, 10, {"a/article-1"}),
        (40, 60, {"a/article-3"}),  # all of the chunk, a fifth of the article
        (0, 139, {"a/article-1", "a/article-2", "a/article-3"}),  # all of each article
        (5, 23, {"a/article-1", "a/article-2"}),  # 5 of 10 and 10 of 18 characters
        (6, 23, {"a/article-2"}),  # 4 of 10 characters are not half
        (24, 44, {"a/article-2"}),  # 9 and 8 of 20 are not half: the article overlapped most
        (10, 13, set()),  # between the articles
    ],
)
def test_a_chunk_counts_for_the_articles_that_it_mostly_covers(start: int, end: int, articles: set[str]) -> None:
    assert covered(TEXTS, ("a", start, end)) == articles


def test_places_that_bring_no_new_article_are_left_out() -> None:
    found = [("a", 40, 50), ("a", 60, 70), ("a", 0, 33), ("a", 0, 10), ("a", 10, 13)]
    assert distinct(TEXTS, found) == [{"a/article-3"}, {"a/article-1", "a/article-2"}]


# ---- the texts


@pytest.mark.parametrize("agreement", ["cti", "nework", "zoom"])
def test_an_article_lies_where_it_is_said_to(edition_library: Library, agreement: str) -> None:
    text = plain(edition_library, agreement)
    entries = [e for e in edition_library.entries.values() if e.agreement == agreement]
    assert {x for x, *_ in text.articles} == {unit(e.locator) for e in entries if e.ja or e.en or e.caption}
    for entry in entries:
        found = [text.text[start:end] for locator, start, end in text.articles if locator == unit(entry.locator)]
        assert any(entry.ja in article for article in found)
        assert any(entry.en in article for article in found)


def test_the_official_text_is_used_where_it_is_loaded(official_library: Library) -> None:
    text = plain(official_library, "cti")
    assert len(text.articles) == len({locator for locator, *_ in text.articles})  # in one language
    assert all(e.official in text.text for e in official_library.entries.values() if e.agreement == "cti")


def test_what_an_agreement_incorporates_is_searched_with_it(edition_library: Library) -> None:
    found = scopes(edition_library)
    assert [t.agreement for t in found["nework"]] == ["nework", "nework-privacy"]
    assert [t.agreement for t in found["cti"]] == ["cti"]


# ---- figures


def case(id: str, language: str, question: str, *locators: str, set: str = "clause") -> Case:
    return Case(id, set, language, "a", "", "", (Asked(question, language, (), locators),))


def test_the_figures_of_a_fake_peer() -> None:
    text = "one.......---two.................---three" + "." * 95
    texts = {"a": [TEXTS["a"]._replace(text=text)]}
    cases = [
        case("1", "ja", "one", "a/article-1/paragraph-2"),
        case("2", "ja", "two", "a/article-3"),  # finds article 2
        case("3", "en", "three", "a/article-1", "a/article-3"),
        case("4", "en", "four", "a/article-3"),  # finds nothing
        case("5", "en", "five", "a/article-3", set="unanswerable"),  # neither, and rightly
        case("6", "en", "one", "a/article-3", set="unanswerable"),
    ]
    outcome = measure(Fake, texts, [(c.agreement, c.turns[0].question) for c in cases])
    assert outcome.found == [[("a", 0, 3)], [("a", 13, 16)], [("a", 36, 41)], [], [], [("a", 0, 3)]]
    got = row("Fake", cases, texts, outcome)
    assert got.first == got.five == {"ja": 0.5, "en": 0.5}
    assert (got.refused, got.caught, got.articles) == (0.25, 0.5, 1.0)


def test_a_right_article_among_five_places() -> None:
    places = [("a", 36, 40), ("a", 13, 33), ("a", 0, 10)]
    asked = [case("1", "ja", "?", "a/article-1"), case("2", "en", "?", "a/article-3")]
    got = row("Fake", asked, {"a": [TEXTS["a"]]}, Outcome(2.0, [places, places], [10.0, 30.0], 100.0))
    assert got.first == {"ja": 0.0, "en": 1.0}
    assert got.five == {"ja": 1.0, "en": 1.0}
    assert (got.median, got.p95, got.seconds, got.megabytes) == (20.0, 29.0, 2.0, 100.0)


def test_the_table() -> None:
    got = compare.Row("Fake", {"ja": 0.5, "en": 1.0}, {"ja": 0.75, "en": 1.0}, 0.0, 0.125, 1.25, 20.0, 29.04, 2.0, 99.6)
    assert table([got]).splitlines() == [
        "| system | first ja | first en | five ja | five en | refused | caught | articles | median ms | p95 ms | build s | MB |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        "| Fake | 50.0% | 100.0% | 75.0% | 100.0% | 0.0% | 12.5% | 1.2 | 20.0 | 29.0 | 2.0 | 100 |",
    ]


# ---- the command


def test_a_peer_that_is_not_installed_is_skipped_with_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, edition_library: Library
) -> None:
    def ask(name: str, cases: Sequence[Case], texts: object) -> Outcome:
        if name == "Txtai":
            raise InputError("skipped", "省きます")
        return Outcome(1.0, [[] for _ in cases], [1.0 for _ in cases], 1.0)

    monkeypatch.setattr(compare, "ask", ask)
    monkeypatch.setattr(Library, "load", lambda: edition_library)
    assert compare.peers_command(argparse.Namespace(markdown=tmp_path / "table.md")) == 0
    out, err = capsys.readouterr()
    assert "Txtai: skipped" in err
    assert out == (tmp_path / "table.md").read_text(encoding="utf-8")
    assert "over the reader's edition in both languages" in out
    assert [line.split()[1] for line in out.splitlines()[4:]] == ["Yakkan", "LangChain", "LlamaIndex", "Haystack"]


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psutil", None)
    assert child._run("Haystack", {}) == {"missing": "psutil"}


def test_what_a_process_says_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = argparse.Namespace(returncode=0, stdout=json.dumps({"missing": "txtai"}), stderr="")
    monkeypatch.setattr(compare.subprocess, "run", lambda *_, **__: ran)
    with pytest.raises(InputError, match=r"txtai is not installed: pip install '\.\[peers\]'"):
        compare.ask("Txtai", [], {})
    ran.returncode, ran.stderr = 1, "Traceback …\nValueError: no model\n"
    with pytest.raises(InputError, match="it failed: ValueError: no model"):
        compare.ask("Txtai", [], {})
