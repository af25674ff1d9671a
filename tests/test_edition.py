"""The reader's edition: its format, and its proof against the official texts."""

from dataclasses import replace
from pathlib import Path

import pytest

from eval import edition
from ingest.edition import read_edition
from ingest.errors import InputError
from ingest.library import LANGUAGES, Library

from .conftest import REAL, needs_official_texts


@needs_official_texts
def test_the_edition_is_proven(official_library: Library) -> None:
    assert edition.check_edition(official_library) == []


@pytest.mark.parametrize("agreement", REAL)
def test_a_fresh_clone_holds_both_languages_of_every_provision(agreement: str, edition_library: Library) -> None:
    entries = [edition_library.entry(locator) for locator in edition_library.locators(agreement)]
    assert len(entries) > 40
    assert all(bool(e.ja) == bool(e.en) for e in entries)
    assert all(e.official == "" for e in entries)


def test_headings_blocks_and_own_text(tmp_path: Path) -> None:
    path = tmp_path / "ja.md"
    path.write_text(
        "# 規約\n\n## 第1条（目的） {#article-1}\n\n`paragraph-1` 貸します。\n\n### 料金表 {#tariff/rule-1}\n\n`.` 切り捨てます。\n",
        encoding="utf-8",
    )
    found = read_edition(path, "sample")
    assert {k: (r.caption, r.text) for k, r in found.items()} == {
        "sample/article-1": ("目的", ""),
        "sample/article-1/paragraph-1": ("", "貸します。"),
        "sample/tariff/rule-1": ("料金表", "切り捨てます。"),
    }


@pytest.mark.parametrize("line", ["何でもない行", "`artikel-1` 本文", "## 見出し {#no such}"])
def test_a_line_that_is_not_of_the_form_is_refused_with_its_number(line: str, tmp_path: Path) -> None:
    path = tmp_path / "ja.md"
    path.write_text(f"# 規約\n\n## 第1条 {{#article-1}}\n\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"ja\.md:5"):
        read_edition(path, "sample")


def tampered(library: Library, locator: str, **texts: str) -> Library:
    """The library with one provision restated otherwise."""
    agreement = locator.partition("/")[0]
    editions = {
        **library.editions,
        agreement: {
            language: {
                **library.editions[agreement][language],
                locator: replace(library.editions[agreement][language][locator], text=texts[language]),
            }
            if language in texts
            else library.editions[agreement][language]
            for language in LANGUAGES
        },
    }
    return replace(library, editions=editions)


@needs_official_texts
def test_the_proof_notices_a_lost_figure_a_false_one_and_a_lost_proviso(official_library: Library) -> None:
    """The checks are no formality: each finds the fault that is put in."""
    rate = "cti/article-29/paragraph-1"
    lost = tampered(official_library, rate, ja="期日を過ぎて払わないと、延滞利息を払っていただきます。")
    assert any(p.locator == rate and "lacks" in p.message and "14.6" in p.message for p in edition.figures(lost))
    text = official_library.entry(rate).en
    false = tampered(official_library, rate, en=text.replace("14.6", "14.9"))
    assert any(p.locator == rate and "adds 14.9" in p.message for p in edition.figures(false))
    transfer = "nework/article-8/paragraph-1"
    bare = tampered(official_library, transfer, en="The subscriber must not assign its status.")
    assert any(p.locator == transfer and "proviso" in p.message for p in edition.force(bare))
    copied = tampered(official_library, rate, ja=official_library.entry(rate).official)
    assert any(p.locator == rate for p in edition.own_words(copied))


@needs_official_texts
def test_each_figure_stands_in_its_clause(official_library: Library) -> None:
    import tomllib

    from ingest.normalise import squeeze

    for agreement in official_library.agreements.values():
        for figure in tomllib.loads((agreement.folder / "figures.toml").read_text(encoding="utf-8"))["figure"]:
            own = squeeze(official_library.entry(figure["locator"]).text)
            assert squeeze(figure["says"]) in own, figure
