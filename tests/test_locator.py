"""Locators: LOCATORS.md in tests."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.locator import Locator, LocatorError, is_slug, is_within, label, parent, unit

FROM_THE_TABLE = [
    "nework/article-1", "nework/article-28-2", "nework/note-1/section-1/item-2", "nework/note-2/section-5/item-1/subitem-3",
    "nework/tariff/rule-3", "nework/tariff/table-1/section-2", "nework/suppl-6", "nework-privacy/article-2/paragraph-1",
    "zoom/guide-2/section-4/item-2", "zoom/article-33/paragraph-3", "zoom/spec/section-5", "zoom/annex-1",
    "zoom/definitions", "zoom/revision-history", "cti/article-24/paragraph-6", "partner-cloud/article-43/paragraph-3/item-2",
]  # fmt: skip


@pytest.mark.parametrize("text", FROM_THE_TABLE)
def test_every_locator_of_the_table_parses_and_prints_the_same(text: str) -> None:
    assert str(Locator.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "cti/artikel-3",
        "cti/article",
        "cti/article-",
        "CTI/article-3",
        "cti//article-3",
        "cti/article-3/paragraph-x",
        "cti/spec-1",
    ],
)
def test_what_is_no_locator_is_refused(text: str) -> None:
    with pytest.raises(LocatorError):
        Locator.parse(text)


@pytest.mark.parametrize(
    ("locator", "ja", "en"),
    [
        ("cti/article-24/paragraph-2", "第24条第2項", "Article 24, paragraph (2)"),
        ("nework/article-28-2/paragraph-1", "第28条の2第1項", "Article 28-2, paragraph (1)"),
        (
            "cti/article-54/paragraph-2/item-2/subitem-3",
            "第54条第2項第2号ウ",
            "Article 54, paragraph (2), item (2), subitem (3)",
        ),
        ("nework/note-1/section-2", "別記1の2", "Note 1, section 2"),
        ("nework/tariff/rule-3", "料金表通則3", "Tariff, General Rule 3"),
    ],
)
def test_labels_are_what_a_lawyer_would_write(locator: str, ja: str, en: str) -> None:
    assert label(locator, "ja") == ja
    assert label(locator, "en") == en


def test_a_longer_locator_is_inside_its_prefix_but_not_inside_a_longer_number() -> None:
    assert is_within("cti/article-2/paragraph-1", "cti/article-2")
    assert not is_within("cti/article-24", "cti/article-2")
    assert not is_within("nework/article-28-2", "nework/article-28")


def test_unit_is_what_is_judged_as_the_right_article() -> None:
    assert unit("cti/article-24/paragraph-6/row-1") == "cti/article-24"
    assert unit("nework/tariff/table-1/section-2/row-1") == "nework/tariff/table-1/section-2"
    assert unit("nework/note-2/section-5/item-1") == "nework/note-2/section-5"
    assert unit("zoom/guide-2/section-4/item-2") == "zoom/guide-2/section-4"


@given(
    st.lists(
        st.tuples(st.sampled_from(["article", "paragraph", "item", "section", "row"]), st.integers(1, 99)),
        min_size=1,
        max_size=4,
    )
)
def test_any_locator_survives_the_round_trip(segments: list[tuple[str, int]]) -> None:
    text = "/".join(["my-terms", *(f"{kind}-{n}" for kind, n in segments)])
    assert str(Locator.parse(text)) == text
    assert is_within(text, parent(text))


def test_slugs() -> None:
    assert is_slug("my-terms")
    assert not any(map(is_slug, ["", "My", "a--b", "-a", "a_b", "規約", "a/b", "1a"]))
