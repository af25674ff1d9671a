"""The five official texts: counts read off the documents by eye, tiling, quotes, references."""

import re

import pytest

from ingest.layout import Layout
from ingest.library import Library
from ingest.locator import KATAKANA
from ingest.outline import outline
from ingest.references import problems

from .conftest import REAL, needs_official_texts

pytestmark = needs_official_texts


def upto(n: int) -> list[int]:
    return list(range(1, n + 1))


# The paragraphs of each article, as printed.
PARAGRAPHS: dict[str, dict[str, list[int]]] = {
    "nework": {
        str(a): upto(n)
        for a, n in enumerate(
            [2, 1, 1, 1, 1, 5, 2, 1, 2, 2, 2, 2, 2, 2, 4, 1, 3, 1, 2, 3, 4, 1, 4, 4, 4, 4, 7, 2, 1, 3, 2, 4, 0, 1, 1, 1], 1
        )
    } | {"28-2": [1], "33": [1, 3]},
    "nework-privacy": {str(a): upto(n) for a, n in enumerate([1, 2, 1, 1, 1, 1, 3, 1, 1, 1, 1], 1)},
    "zoom": {
        str(a): upto(n)
        for a, n in enumerate(
            [1, 1, 2, 2, 2, 5, 4, 3, 1, 2, 1, 2, 3, 2, 3, 2, 1, 1, 1, 5, 4, 1, 3, 1, 1, 3, 7, 7, 1, 1, 2, 4, 3, 14, 2, 1, 1], 1
        )
    },
    "cti": {
        str(a): upto(n)
        for a, n in enumerate(
            [3, 2, 2, 1, 1, 1, 2, 4, 1, 2, 2, 2, 7, 3, 3, 1, 3, 2, 1, 2, 4, 6, 1, 8, 2, 2, 1, 1, 1, 0, 1, 1, 2, 2, 4, 2, 2, 1, 4,
             2, 1, 2, 1, 4, 4, 3, 2, 1, 3, 2, 0, 2, 2, 3, 3, 1], 1
        )
    } | {"30": [1, 3, 4], "51": [1, 2, 3, 4, 6, 7, 8]},
    "partner-cloud": {
        str(a): upto(n)
        for a, n in enumerate(
            [2, 1, 2, 1, 1, 1, 1, 2, 10, 2, 2, 4, 2, 3, 3, 2, 2, 1, 2, 6, 1, 1, 1, 3, 2, 2, 1, 2, 3, 2, 4, 5, 1, 2, 3, 2, 1, 2, 2,
             1, 8, 9, 4, 3], 1
        )
    },
}  # fmt: skip

# The items (rows, subitems, sections) of some provisions.
CHILDREN = {
    "nework/article-3/paragraph-1": 15, "nework/article-4/paragraph-1": 2, "nework/article-6/paragraph-3": 8,
    "nework/article-27/paragraph-1": 13, "nework/article-30/paragraph-2": 4, "nework/article-32/paragraph-2": 5,
    "nework/note-1": 2, "nework/note-1/section-1": 3, "nework/note-1/section-2/item-1": 1, "nework/note-2": 9,
    "nework/note-2/section-5/item-1": 5, "nework/note-2/section-7/item-1": 4, "nework/tariff/rule-2": 4,
    "nework/tariff/table-1": 2, "nework/tariff/table-1/section-1": 3, "nework/tariff/table-1/section-2": 3,
    "nework/suppl-1": 3, "nework/suppl-1/paragraph-3": 2, "nework/suppl-2": 0, "nework/suppl-5": 2, "nework/suppl-6": 3,
    "nework-privacy/article-2/paragraph-1": 9, "nework-privacy/article-7/paragraph-2": 2,
    "nework-privacy/article-9/paragraph-1": 4, "nework-privacy/article-11/paragraph-1": 2,
    "zoom/revision-history": 16, "zoom/definitions": 3, "zoom/guide-1": 4, "zoom/guide-2": 5, "zoom/guide-2/section-4": 3,
    "zoom/article-2/paragraph-1": 11, "zoom/article-20/paragraph-1": 10, "zoom/article-32/paragraph-1": 6, "zoom/spec": 13,
    "zoom/spec/section-2": 4, "zoom/spec/section-10/paragraph-5": 5, "zoom/spec/section-11/paragraph-3": 5,
    "zoom/spec/section-12": 9, "zoom/spec/section-13": 22,
    "cti/article-5/paragraph-1": 8, "cti/article-10/paragraph-1": 6, "cti/article-24/paragraph-6": 1,
    "cti/article-45/paragraph-1": 8, "cti/article-54/paragraph-2/item-2": 5, "cti/note-1": 3, "cti/note-1/section-1": 4,
    "cti/note-1/section-2": 10, "cti/note-1/section-3": 7,
    "partner-cloud/article-2/paragraph-1": 16, "partner-cloud/article-16/paragraph-1": 10,
    "partner-cloud/article-35/paragraph-1": 19, "partner-cloud/article-43/paragraph-3": 3,
    "partner-cloud/article-44/paragraph-1": 14,
}  # fmt: skip
SUPPLEMENTS = {"nework": 6, "nework-privacy": 4, "zoom": 1, "cti": 2, "partner-cloud": 2}


@pytest.mark.parametrize("agreement", REAL)
def test_every_article_and_paragraph_is_there_and_none_is_invented(agreement: str, official_library: Library) -> None:
    found: dict[str, list[int]] = {}
    for locator in official_library.documents[agreement].provisions:
        if match := re.fullmatch(rf"{agreement}/article-([\d-]+)/paragraph-(\d+)", locator):
            found.setdefault(match[1], []).append(int(match[2]))
    assert found == PARAGRAPHS[agreement]


@pytest.mark.parametrize(("locator", "count"), CHILDREN.items())
def test_items_rows_and_sections(locator: str, count: int, official_library: Library) -> None:
    assert len(official_library.children(locator)) == count


@pytest.mark.parametrize(("agreement", "count"), SUPPLEMENTS.items())
def test_supplementary_provisions(agreement: str, count: int, official_library: Library) -> None:
    children = official_library.children(agreement)
    assert [c for c in children if "/suppl-" in c] == [f"{agreement}/suppl-{n}" for n in upto(count)]


@pytest.mark.parametrize("agreement", REAL)
def test_segments_tile_the_text(agreement: str, official_library: Library) -> None:
    document = official_library.documents[agreement]
    assert "".join(document.raw[s.start : s.end] for s in document.segments) == document.raw
    named = {"title page", "chapter", "contents", "page", "markup", "imprint"}
    for s in document.segments:
        assert (s.owner in document.provisions) if s.owner else (s.kind in named), document.raw[s.start : s.end]


@pytest.mark.parametrize("agreement", REAL)
def test_furniture_is_no_sentence(agreement: str, official_library: Library) -> None:
    """No words of the agreement hide in the furniture."""
    document = official_library.documents[agreement]
    for s in document.segments:
        if not s.owner:
            assert "。" not in document.raw[s.start : s.end]


@pytest.mark.parametrize("agreement", REAL)
def test_each_quote_slices_back_to_the_document(agreement: str, official_library: Library) -> None:
    document = official_library.documents[agreement]
    for locator, provision in document.provisions.items():
        own = document.flow(locator)
        assert own.original == provision.quote
        for character in own.characters:
            if character.original.strip():
                assert document.raw[character.start : character.end] == character.original


def test_lost_numbers_are_proven_by_the_references_in_the_text(official_library: Library) -> None:
    """Every 第N条（見出し） of NeWork cites the caption counted as N; two are cited with one word changed."""
    differing = []
    proven = set()
    for locator, found in official_library.references.items():
        for reference in found if locator.startswith("nework/") else ():
            if "条(" in reference.text:
                (differing.append if reference.problem else proven.add)(reference.targets[0])
    assert sorted(differing) == ["nework/article-10", "nework/article-28"]
    assert proven >= {f"nework/article-{n}" for n in (6, 11, 14, 24, 26)}


def test_captions_of_the_lost_numbers(official_library: Library) -> None:
    captions = {
        n: official_library.entry(f"nework/article-{n}").caption for n in ("6", "14", "24", "26", "28", "28-2", "36")
    }
    assert captions == {
        "6": "申込みと承諾", "14": "利用停止", "24": "責任の制限", "26": "本サービスの廃止", "28": "調査に対する応諾義務",
        "28-2": "契約者等の商号等の取り扱い", "36": "準拠法",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("locator", "words", "targets"),
    [
        (
            "nework/article-6/paragraph-3/item-4",
            "各号",
            ["nework/article-14/paragraph-1/item-1", "nework/article-14/paragraph-1/item-2"],
        ),
        ("nework/suppl-6/paragraph-3/item-1", "別記1の2", ["nework/note-1/section-2"]),
        ("nework/tariff/rule-8", "通則6及び7", ["nework/tariff/rule-6", "nework/tariff/rule-7"]),
        ("nework/article-24/paragraph-4", "前3項", [f"nework/article-24/paragraph-{n}" for n in (1, 2, 3)]),
        ("zoom/article-11/paragraph-1", "第19条", [f"zoom/article-{n}" for n in range(14, 20)]),
        ("zoom/article-29/paragraph-1", "第3項", ["zoom/article-27/paragraph-3"]),
        ("cti/article-21/paragraph-2", "同条", ["cti/article-17"]),
        ("cti/article-11/paragraph-1/item-5", "2項", ["cti/article-10/paragraph-2"]),
        (
            "partner-cloud/article-42/paragraph-4",
            "第7項",
            [f"partner-cloud/article-41/paragraph-{n}" for n in (5, 6, 7)],
        ),
    ],
)
def test_references_resolve(locator: str, words: str, targets: list[str], official_library: Library) -> None:
    found = [list(r.targets) for r in official_library.references[locator] if r.text == words]
    assert targets in found


def test_references_to_laws_are_none_of_ours(official_library: Library) -> None:
    for locator in ("zoom/article-26/paragraph-1", "zoom/article-18/paragraph-1", "cti/article-46/paragraph-1"):
        assert not [r.text for r in official_library.references.get(locator, ()) if r.text.startswith("第")]


def test_references_that_resolve_to_nothing_are_problems(official_library: Library) -> None:
    found = {(p.locator, p.message) for p in problems(official_library.references, "")}
    unresolved = {locator for locator, _ in found}
    assert {
        "cti/article-17/paragraph-1/item-3",
        "cti/article-50/paragraph-1",
        "cti/article-22/paragraph-1",
    } <= unresolved
    assert {"partner-cloud/article-14/paragraph-1", "zoom/guide-2/section-2/paragraph-2"} <= unresolved
    assert len(found) < 20


def test_katakana_subitems_follow_the_order_of_the_document(official_library: Library) -> None:
    children = official_library.children("nework/note-2/section-5/item-1")
    assert [official_library.entry(c).number for c in children] == list(KATAKANA[:5])


@pytest.mark.parametrize("agreement", REAL)
def test_a_text_without_blank_lines_parses_alike(
    agreement: str, official_library: Library, layouts: dict[str, Layout]
) -> None:
    document = official_library.documents[agreement]
    tight = "\n".join(line.rstrip() for line in document.raw.splitlines() if line.strip())
    again = outline(tight, "tight", agreement, layouts[agreement])
    assert {k: p.text for k, p in again.provisions.items()} == {k: p.text for k, p in document.provisions.items()}
