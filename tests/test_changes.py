"""What changed between two versions, and what the edition no longer fits."""

from collections.abc import Callable
from pathlib import Path

from bot.chain import Bot
from index.search import SearchIndex
from ingest.changes import Change, compare, fingerprints, read_fingerprints, redline, total, write_fingerprints
from ingest.library import Library
from ingest.provisions import Document

from .conftest import AGREEMENTS, needs_official_texts

Parse = Callable[[str], Document]
OLD = (
    "第1条（料金）\n会費は月500円です。\n第2条（支払）\n会費は月末に払います。\n第3条（退会）\nいつでも退会できます。\n"
)


def changes(parse: Parse, new: str) -> list[Change]:
    return compare(fingerprints(parse(OLD).provisions), fingerprints(parse(new).provisions))


def test_an_equal_text_has_no_changes_however_it_is_wrapped(parse: Parse) -> None:
    assert changes(parse, OLD.replace("会費は月500円", "会費は\n月５００円")) == []


def test_a_changed_figure_is_told_from_a_changed_word(parse: Parse) -> None:
    [figure] = changes(parse, OLD.replace("500", "600"))
    assert (figure.kind, figure.locator, figure.detail) == (
        "figure changed",
        "sample/article-1/paragraph-1",
        "500 → 600",
    )
    [word] = changes(parse, OLD.replace("月末", "月初"))
    assert (word.kind, word.locator) == ("reworded", "sample/article-2/paragraph-1")


def test_an_inserted_article_is_added_and_those_after_it_are_renumbered(parse: Parse) -> None:
    new = OLD.replace("第3条（退会）", "第4条（退会）").replace(
        "第2条（支払）", "第2条（割引）\n学生は半額です。\n第3条（支払）"
    )
    found = {c.locator: c.kind for c in changes(parse, new)}
    assert found["sample/article-2/paragraph-1"] == "added"
    assert found["sample/article-3/paragraph-1"] == "renumbered"
    assert found["sample/article-4/paragraph-1"] == "renumbered"
    assert "sample/article-1/paragraph-1" not in found


def test_a_removed_article_is_said_to_be_removed(parse: Parse) -> None:
    new = OLD[: OLD.index("第3条")]
    assert {(c.kind, c.old) for c in changes(parse, new)} >= {("removed", "sample/article-3/paragraph-1")}


def test_a_redline_shows_what_was_struck_and_what_was_put() -> None:
    assert redline("年14.5%の割合", "年14.6%の割合") == "年[-14.5-]{+14.6+}%の割合"


def test_fingerprints_survive_the_file(parse: Parse, tmp_path: Path) -> None:
    found = fingerprints(parse(OLD).provisions)
    write_fingerprints(tmp_path / "f.tsv", found)
    assert read_fingerprints(tmp_path / "f.tsv") == found
    assert total(found) != total(fingerprints(parse(OLD.replace("500", "600")).provisions))


@needs_official_texts
def test_the_editions_were_written_from_the_official_texts_that_are_here(official_library: Library) -> None:
    assert official_library.changes == {}


@needs_official_texts
def test_an_answer_from_a_changed_provision_says_that_the_edition_may_be_out_of_date(
    tmp_path: Path, official_index: SearchIndex
) -> None:
    assert AGREEMENTS is not None
    raw = (AGREEMENTS / "cti.txt").read_text(encoding="utf-8")
    assert raw.count("14.6％") == 1
    (tmp_path / "new.txt").write_text(raw.replace("14.6％", "15.0％"), encoding="utf-8")
    library = Library.load(official=tmp_path, data=tmp_path)
    assert [(c.kind, c.locator) for c in library.changes["cti"]] == [("figure changed", "cti/article-29/paragraph-1")]
    answer = Bot(library, official_index).ask("クラウドCTIの第29条")
    assert "edition-outdated" in [note.kind for note in answer.notes]
    assert "15.0" in answer.citations[0].quote
