"""Numbering: the examples in the rules' comments, each with what must not match."""

import pytest

from ingest.numbering import article, is_chapter, markers, number, part


@pytest.mark.parametrize(("text", "value"), [("24", 24), ("二十四", 24), ("百二", 102), ("十", 10), ("二〇", 20)])
def test_numbers(text: str, value: int) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    ("line", "form", "value"),
    [
        ("1 当社は", "arabic", "1"),
        ("2. 前項の", "arabic", "2"),
        ("2.人の生命", "arabic", "2"),
        ("(1) 申込者が", "paren", "1"),
        ("(1)料金", "paren", "1"),
        ("1) 出席者数", "right-paren", "1"),
        ("① センター機能", "circled", "1"),
        ("一 虚偽の記載", "kanji", "1"),
        ("(一) 虚偽の記載", "paren-kanji", "1"),
        ("ア 設備の", "kana-aiueo", "1"),
        ("イ 前号", "kana-iroha", "1"),
        ("(ウ) 設備の", "paren-kana-aiueo", "3"),
        ("a. Web", "letter", "1"),
    ],
)
def test_markers(line: str, form: str, value: str) -> None:
    assert (form, value) in [(m.form, m.number) for m in markers(line)]


@pytest.mark.parametrize(
    "line",
    [
        "26 条(本サービスの廃止)による", "14.6%の割合", "60 日以上前まで", "1 の暦月の", "2 人以上", "(1)の規定により", "(2021年)",
        "注1)", "一時的に", "一 の契約", "(一部を除く)", "アプリケーション", "(アプリ)", "a Web",
    ],
)  # fmt: skip
def test_what_is_no_marker(line: str) -> None:
    assert markers(line) == []


@pytest.mark.parametrize(
    ("line", "value", "caption", "body"),
    [
        ("第1条(約款の適用)", "1", "約款の適用", None),
        ("第 28 条の 2 商号等の取り扱い", "28-2", "", "商号等の取り扱い"),
        ("第1条 (本利用規約の適用)", "1", "本利用規約の適用", None),
        ("第三条 乙は、支払う。", "3", "", "乙は、支払う。"),
        ("第8条(個人情報(ポリシー)等へのリンク)", "8", "個人情報(ポリシー)等へのリンク", None),
        ("第 38 条 第 11 条(利用)の定めに", "38", "", "第 11 条(利用)の定めに"),
    ],
)
def test_article_headings(line: str, value: str, caption: str, body: str | None) -> None:
    heading = article(line)
    assert heading is not None
    assert (heading.number, heading.caption) == (value, caption)
    assert (line[heading.body :] if heading.body is not None else None) == body


@pytest.mark.parametrize(
    "line", ["第20条(解約)第1項および", "第15条に従う", "第 15条第 2項及び", "第3条から第5条まで", "第1章 総則"]
)
def test_references_are_no_headings(line: str) -> None:
    assert article(line) is None


def test_parts_and_chapters() -> None:
    assert part("附 則(令和3年6月25日)") == ("suppl", "", "令和3年6月25日")
    assert part("【附則(令和3年12月15日)】") is not None
    assert part("別記1「本サービス機能」") == ("note", "1", "本サービス機能")
    assert part("別表第一") == ("appendix", "1", "")
    assert part("第1表 料金") == ("table", "1", "料金")
    assert not any(map(part, ["附則第2項に定める", "別記1の2に定める", "第2表、第3表に規定する", "料金表の"]))
    assert is_chapter("第1章 総則")
    assert is_chapter("第二節 支払")
    assert not is_chapter("第1章の規定は")
