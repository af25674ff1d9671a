"""Passages: their context, long texts divided, questions."""

from pathlib import Path

import pytest

from index.passages import Passage, passages, questions
from ingest.errors import InputError

from .conftest import needs_official_texts
from .index_corpus import QUESTION, load, write_corpus


def by_locator(found: list[Passage]) -> dict[str, Passage]:
    return {p.locator: p for p in found if p.context}


def test_every_provision_with_a_text_of_its_own_has_a_passage(tmp_path: Path) -> None:
    write_corpus(tmp_path)
    library = load(tmp_path)
    expected = {locator for locator, e in library.entries.items() if e.text or e.ja or e.en}
    assert set(by_locator(passages(library))) == expected
    assert "kasa/article-1" not in expected


def test_the_context_names_agreement_captions_and_lead_in(tmp_path: Path) -> None:
    write_corpus(tmp_path)
    item = by_locator(passages(load(tmp_path)))["kasa/article-1/paragraph-2/item-1"]
    for part in (
        "傘貸出規約",
        "Umbrella rental terms",
        "貸出料金",
        "Rental fee",
        "料金はかかりません",
        "No fee is due",
    ):
        assert part in item.context
    assert item.plain["ja"] not in item.context


def test_official_and_plain_texts_stand_side_by_side(tmp_path: Path) -> None:
    write_corpus(tmp_path, official=True)
    passage = by_locator(passages(load(tmp_path)))["kasa/article-2/paragraph-1"]
    assert "十四日以内" in passage.text
    assert "14日以内" in passage.plain["ja"]
    assert "within 14 days" in passage.plain["en"]
    for text in (passage.context, passage.text, *passage.plain.values()):
        assert text in passage.content


def test_a_long_text_is_divided_where_sentences_end_and_nothing_is_lost(tmp_path: Path) -> None:
    write_corpus(tmp_path)
    ja = "".join(f"{n}番目の傘は、雨の強い日に限り、駅の係員が手渡しで貸し出します。" for n in range(60))
    en = " ".join(f"On days of heavy rain the staff of the station hand out umbrella {n} in person." for n in range(60))
    for language, text in (("ja", ja), ("en", en)):
        path = tmp_path / "corpus" / "kasa" / f"{language}.md"
        path.write_text(path.read_text(encoding="utf-8") + f"\n`paragraph-2` {text}\n", encoding="utf-8")
    pieces = [p for p in passages(load(tmp_path)) if p.locator == "kasa/article-3/paragraph-2"]
    assert len(pieces) > 1
    assert "".join(p.plain["ja"] for p in pieces) == ja
    assert " ".join(p.plain["en"] for p in pieces) == en
    assert all(p.plain["ja"].endswith("。") and p.plain["en"].endswith(".") for p in pieces)
    assert all(len(p.plain["ja"]) < 1000 for p in pieces)
    assert len({p.context for p in pieces}) == 1


def test_a_long_text_without_sentences_stays_whole(tmp_path: Path) -> None:
    write_corpus(tmp_path)
    path = tmp_path / "corpus" / "kasa" / "ja.md"
    path.write_text(path.read_text(encoding="utf-8") + f"\n`paragraph-2` {'傘' * 3000}\n", encoding="utf-8")
    assert [p.plain["ja"] for p in passages(load(tmp_path)) if p.locator == "kasa/article-3/paragraph-2"] == [
        "傘" * 3000
    ]


def test_questions_are_passages_of_their_provision(tmp_path: Path) -> None:
    write_corpus(tmp_path)
    library = load(tmp_path)
    asked = [(p.locator, p.plain) for p in passages(library) if not p.context]
    locator = str(QUESTION["locator"])
    assert asked == [(locator, {"ja": QUESTION["ja"][0]}), (locator, {"en": QUESTION["en"][0]})]
    assert not list(questions(library.agreement("furo")))


def test_a_question_about_nothing_is_left_out(tmp_path: Path) -> None:
    write_corpus(tmp_path)
    path = tmp_path / "corpus" / "kasa" / "questions.jsonl"
    path.write_text('{"locator": "kasa/article-99", "ja": ["何？"], "en": []}\n', encoding="utf-8")
    assert all(p.context for p in passages(load(tmp_path)))


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b"[]",
        b'"x"',
        b'{"ja": []}',
        b'{"locator": "kasa/article-1", "ja": "x"}',
        b'{"locator": 3, "ja": ["x"]}',
        b'{"locator": "kasa/article-1", "en": [1]}',
        b"\xff\xfe",
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: bytes) -> None:
    write_corpus(tmp_path)
    (tmp_path / "corpus" / "kasa" / "questions.jsonl").write_bytes(b"\n" + line + b"\n")
    with pytest.raises(InputError, match=r"questions\.jsonl:2: "):
        passages(load(tmp_path))


@needs_official_texts
def test_no_passage_of_the_real_texts_is_much_too_long(official_library) -> None:  # type: ignore[no-untyped-def]
    for passage in passages(official_library):
        assert len(passage.plain.get("ja", "")) <= 1600
        assert len(passage.plain.get("en", "")) <= 3200
