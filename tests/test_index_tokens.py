"""Tokens: inflection, loan words, widths, numbers, mixed text."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.tokens import tokens


@pytest.mark.parametrize("text", ["払う", "払いました", "払わなければならない", "払えば", "払ったのに"])
def test_inflection_disappears(text: str) -> None:
    assert tokens(text) == ["払う"]


@pytest.mark.parametrize("text", ["申込", "申込み", "申し込み", "申し込む", "お申し込みください", "申し込んだ"])
def test_a_verb_and_the_noun_made_of_it_are_one_word(text: str) -> None:
    assert tokens(text) == ["申し込む"]


@pytest.mark.parametrize("text", ["高い", "高ければ", "高くない"])
def test_adjectives(text: str) -> None:
    assert tokens(text) == ["高い"]


def test_particles_auxiliaries_and_punctuation_are_dropped_but_not_who_and_when() -> None:
    assert tokens("料金は、誰が（いつ）支払うのですか？") == ["料金", "誰", "何時", "支払う"]


def test_a_loan_word_brings_the_stem_of_its_english() -> None:
    assert tokens("サービス") == ["サービス", *tokens("services")]
    assert tokens("キャンセル")[1:] == tokens("cancelled")


@pytest.mark.parametrize(
    ("one", "other"), [("サーバ", "サーバー"), ("ユーザ", "ユーザー"), ("コンピュータ", "コンピューター")]
)
def test_spellings_of_a_loan_word_are_one_word(one: str, other: str) -> None:
    assert tokens(one) == tokens(other)


def test_english_is_lower_cased_and_stemmed_without_stop_words() -> None:
    assert tokens("The Subscribers' CHARGES are being charged") == tokens("subscriber charge charge")
    assert tokens("What is it, and don't you?") == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("14.6", "14.6"),
        ("１４．６", "14.6"),
        ("24", "24"),
        ("２４", "24"),
        ("二十四", "24"),
        ("1,000", "1000"),
        ("１，０００", "1000"),
    ],
)
def test_a_number_is_one_token_in_arabic_digits(text: str, number: str) -> None:
    assert tokens(f"{text}円") == [number, "円"]
    assert tokens(f"{text} yen") == [number, "yen"]


def test_full_width_and_half_width_are_the_same() -> None:
    assert tokens("ＮｅＷｏｒｋのｵﾌﾟｼｮﾝ") == tokens("NeWorkのオプション")
    assert tokens("NeWorkのオプション")[0] == tokens("nework")[0]


def test_mixed_text_keeps_the_order() -> None:
    assert tokens("Zoomのmeetingを24時間使えない") == ["zoom", "meet", "24", "時間", "使う"]


@pytest.mark.parametrize("text", ["", " \n\t", "。、！？…「」", "!?.,;:-", "これは、それをですか", "\0"])
def test_nothing_to_say(text: str) -> None:
    assert tokens(text) == []


@given(st.text())
def test_any_text_has_tokens_without_spaces(text: str) -> None:
    assert all(token and not token.isspace() for token in tokens(text))


def test_a_lone_surrogate_does_no_harm() -> None:
    assert tokens("料金\ud800は") == ["料金"]


def test_threads_share_the_tagger() -> None:
    texts = [f"{n}日以内に傘を返却しなければ料金を支払います" for n in range(200)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(tokens, texts)) == [tokens(text) for text in texts]
