"""The outline of agreements of our own invention, with habits that the five do not have."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from ingest.layout import Layout, Table
from ingest.outline import outline
from ingest.provisions import Document

Parse = Callable[[str], Document]

SALES = """
商品売買基本契約書

甲と乙は、次のとおり契約を結ぶ。

第一章　総則

第一条（目的）
　甲は乙に商品を売り、乙はこれを買う。
２　前項の商品は、別表第一に定める。
第二条（代金）
　乙は、次の代金を払う。
一　基本代金
二　追加代金
イ　夜間の作業
ロ　休日の作業
第三条（支払）
代金は、毎月末日までに払う。
第三条の二（遅れ）
支払が遅れたときは、年三パーセントの利息を払う。
② 利息は、期日の翌日から数える。
第四条
甲は次のことをしてはならない。
(1) 転売
(2) 次の行為
　(ア) 改造
　(イ) 分解
附　則
第一条　この契約は、令和七年四月一日から施行する。
第二条　古い契約は、終わる。
別表第一
商品　りんご
"""


def texts(document: Document) -> dict[str, str]:
    return {locator.removeprefix("sample/"): p.text for locator, p in document.provisions.items()}


def test_kanji_numerals_iroha_branches_and_supplementary_articles(parse: Parse) -> None:
    found = texts(parse(SALES))
    assert found["preamble"] == "甲と乙は、次のとおり契約を結ぶ。"
    assert found["article-2/paragraph-1/item-1"] == "基本代金"
    assert found["article-2/paragraph-1/item-2/subitem-2"] == "休日の作業"
    assert found["article-3-2/paragraph-2"] == "利息は、期日の翌日から数える。"
    assert found["article-4/paragraph-1/item-2/subitem-1"] == "改造"
    assert found["suppl-1/article-2/paragraph-1"] == "古い契約は、終わる。"
    assert found["appendix-1"] == "商品 りんご"


def test_captions_numbers_and_chapters_are_kept(parse: Parse) -> None:
    provisions = parse(SALES).provisions
    article = provisions["sample/article-3-2"]
    assert (article.number, article.caption, article.chapter) == ("第三条の二", "遅れ", "第一章 総則")
    assert provisions["sample/article-4"].caption == ""
    assert provisions["sample/article-2/paragraph-1/item-2"].number == "二"


def test_a_reference_at_the_head_of_a_wrapped_line_opens_no_article(parse: Parse) -> None:
    raw = "第1条（甲）\n甲は、次の条項に従い、\n第2条（乙）第1項および\n第3条に定めるところによる。\n第2条（乙）\n乙は従う。\n"
    document = parse(raw)
    assert list(texts(document)) == ["article-1", "article-1/paragraph-1", "article-2", "article-2/paragraph-1"]
    assert "第2条(乙)第1項および第3条に" in document.provisions["sample/article-1/paragraph-1"].text


def test_a_number_that_counts_at_the_head_of_a_wrapped_line_opens_no_paragraph(parse: Parse) -> None:
    raw = "第1条（期限）\n乙は、申込みの日から数えて、甲が別に定める期日より前の\n2 週間以内に、代金の全額を支払わなければならないものとし、\n2 回目からは分けて払う。\n2　甲は領収書を出す。\n"
    found = texts(parse(raw))
    assert found["article-1/paragraph-2"] == "甲は領収書を出す。"
    assert found["article-1/paragraph-1"].endswith("2回目からは分けて払う。")


def test_a_caption_above_its_article_belongs_to_it(parse: Parse) -> None:
    document = parse(
        "（定義）\n第1条 この契約で使う言葉は次のとおり。\n（支払）\n第2条 代金は月末に払う。\n2. 手数料は乙が負う。\n"
    )
    assert document.provisions["sample/article-2"].caption == "支払"
    assert texts(document)["article-2/paragraph-2"] == "手数料は乙が負う。"


def test_articles_whose_numbers_are_lost_are_counted_by_their_captions(parse: Parse) -> None:
    raw = (
        "会員規約\n第1章 総則\n目的\n当会は、第2条（会員）と第3条（会費）に従い、会員のために働きます。\n会員\n会員は、申し込んだ人のうち当会が認めた人をいいます。\n"
        "２　前項の申込みは、書面で行います。\n会費\n会員は、第2条（会員）第2項の申込みのときに会費を支払います。\n"
    )
    document = parse(raw)
    assert [p.caption for k, p in document.provisions.items() if k.count("/") == 1] == ["目的", "会員", "会費"]
    assert document.provisions["sample/article-3"].caption == "会費"
    assert texts(document)["article-2/paragraph-2"] == "前項の申込みは、書面で行います。"


def test_a_skipped_number_stays_skipped_and_is_reported(parse: Parse) -> None:
    document = parse("第1条（甲）\n甲は売る。\n3 甲は返品を受ける。\n")
    assert "article-1/paragraph-3" in texts(document)
    assert "article-1/paragraph-2" not in texts(document)
    assert any("3" in p.message for p in document.problems)


def test_rows_that_the_layout_names_are_provisions() -> None:
    raw = "第1条（定義）\n言葉の意味は次のとおりです。\n用語 意味\n会員 申し込んで\n認められた人\n会費 毎月\n払うお金\n第2条（会費）\n払います。\n"
    layout = Layout(tables=(Table("article-1/paragraph-1", ("会員", "会費"), "item", "用語 意味"),))
    found = texts(outline(raw, "sample.txt", "sample", layout))
    assert found["article-1/paragraph-1/item-1"] == "会員 申し込んで認められた人"
    assert found["article-1/paragraph-1/item-2"] == "会費 毎月払うお金"
    assert found["article-1/paragraph-1"] == "言葉の意味は次のとおりです。"


def test_contents_and_page_numbers_are_furniture(parse: Parse) -> None:
    page = "売買規約\n目次\n第1条 目的 …… 1\n第2条 代金 …… 2\n第1条（目的）\n甲は売\n- 1 -\n\f売買規約\nる。\n第2条（代金）\n払う。\n- 2 -\n\f売買規約\n2 遅れない。\n- 3 -\n"
    document = parse(page)
    assert texts(document)["article-1/paragraph-1"] == "甲は売る。"
    assert texts(document)["article-2/paragraph-2"] == "遅れない。"
    assert {s.kind for s in document.segments if not s.owner} >= {"contents", "page"}


LINES = st.lists(
    st.sampled_from(
        ["第1条（目的）", "第2条 乙は払う。", "第三条", "2 前項の場合", "(1) 転売", "（２）改造", "ア 夜間", "① 一つ", "本文の続き", "附則", "別記1",
         "・箇条", "  ", "目次", "\f", "<p>表</p>\t値", "第1章 総則", "（定義）", "10日以内に", "一 名", "- 箇条"]
    ),
    max_size=25,
)  # fmt: skip


@given(LINES)
def test_every_character_lies_in_exactly_one_segment(lines: list[str]) -> None:
    raw = "\n".join(lines)
    document = outline(raw, "sample.txt", "sample", Layout())
    assert "".join(raw[s.start : s.end] for s in document.segments) == (raw if raw.strip() else "")
    for before, after in zip(document.segments, document.segments[1:], strict=False):
        assert before.end == after.start
    assert {s.owner for s in document.segments if s.owner} <= set(document.provisions)
    assert all(s.kind for s in document.segments)
