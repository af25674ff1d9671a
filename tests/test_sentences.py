"""Sentences of a provision, and the choice among them."""

from hypothesis import given
from hypothesis import strategies as st

from bot.sentences import choose, split

FEES = "会員は、毎月会費を払います。会費は、月額500円です。ただし、学生は300円です。会場は、駅の前にあります。"


def test_sentences_end_outside_brackets() -> None:
    assert split("甲（乙を含みます。）は払います。次の文。") == ["甲（乙を含みます。）は払います。", "次の文。"]
    assert split("It is due. However, see Article 3. (See also Fig. 2.)") == [
        "It is due.", "However, see Article 3.", "(See also Fig. 2.)",
    ]  # fmt: skip


def test_the_sentence_asked_for_is_kept_with_its_proviso() -> None:
    kept = choose("会費は月額いくら", split(FEES), 45)
    assert "会費は、月額500円です。" in kept
    assert "ただし、学生は300円です。" in kept
    assert "会場は、駅の前にあります。" not in kept


def test_a_short_text_is_kept_whole() -> None:
    assert "".join(choose("何でも", split(FEES), 500)) == FEES


@given(st.text(alphabet="あい。（）「」A. ", max_size=60))
def test_splitting_loses_nothing(text: str) -> None:
    assert "".join("".join(split(text)).split()) == "".join(text.split())
