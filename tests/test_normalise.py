"""Normalisation: one running text, with the way back to the document's characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.normalise import flow, markup, normalise, squeeze


def text_of(raw: str) -> str:
    return flow(raw, [(0, len(raw))]).strip().text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("第２４条（責任）", "第24条(責任)"),  # full width
        ("助⾧ ⺠事", "助長 民事"),  # radicals in place of kanji
        ("エヌ‧ティ", "エヌ・ティ"),  # a look-alike of the middle dot
        ("ｻｰﾋﾞｽ", "サービス"),  # half-width kana with a voiced mark of its own
        ("料 金 プ ラ ン と し て", "料金プランとして"),  # letter-spaced
        ("当社の Web サイト", "当社のWebサイト"),  # no space between scripts
        ("Google Analytics を", "Google Analyticsを"),  # but between Latin words
        ("前の行の\n\n続き", "前の行の続き"),  # a hard wrap
        ("Google\nAnalytics", "Google Analytics"),  # a hard wrap between Latin words
        ("（https://example.jp/app-\n\ndownload/）", "(https://example.jp/app-download/)"),  # a broken address
        ("① 事項 ② 条件", "①事項②条件"),  # circled numbers stay what they are
        ("区分\t内容", "区分\t内容"),  # cells stay divided
        ("用語 意味", "用語 意味"),  # columns too
    ],
)
def test_running_text(raw: str, text: str) -> None:
    assert text_of(raw) == text


def test_the_original_characters_come_back() -> None:
    raw = "前項の\n\n規定は、第２４条（責任）に\n準ずる。"
    whole = flow(raw, [(0, len(raw))])
    at = whole.text.index("第24条(責任)")
    part = whole.cut(at, at + len("第24条(責任)"))
    assert part.original == "第２４条（責任）"
    assert raw[part.characters[0].start : part.characters[-1].end] == "第２４条（責任）"


def test_markup_is_found_and_addresses_are_not_taken_for_tags() -> None:
    raw = "<p>本文</p>（<https://example.jp/>）<対応 OS>"
    assert [raw[a:b] for a, b in markup(raw)] == ["<p>", "</p>", "<", ">"]


@given(st.text(alphabet="あ漢Ａa1１ \n\t（）⾧ｶﾞ、。-㈱", max_size=60))
def test_nothing_but_white_space_is_lost_on_the_way(raw: str) -> None:
    whole = flow(raw, [(0, len(raw))])
    assert "".join(whole.original.split()) == "".join(raw.split())
    assert squeeze(whole.text) == squeeze(raw)
    starts = [c.start for c in whole.characters]
    assert starts == sorted(starts)


@given(st.text(max_size=40))
def test_normalising_twice_is_normalising_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
