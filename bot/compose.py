"""From provisions to the words of an answer: the restatement in the question's language, shortened to what was asked."""

import re
from collections.abc import Iterable, Sequence

from ingest.library import Library
from ingest.locator import label, parent

from . import sentences
from .phrases import phrase

LIMIT = {"ja": 320, "en": 760}  # characters of one provision's text in an answer: one to three sentences
LIST_LIMIT = 24  # items of a list that are shown
_LEAD = re.compile(r"^[（(][^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*[）)]\s*(?=\S)")


def provision_text(library: Library, locator: str, language: str, question: str) -> str:
    """What a provision says, for an answer: its sentences that answer, and its items if it introduces a list."""
    entry = library.entry(locator)
    own = own_text(library, locator, language)
    lead = lead_in(library, locator, language)
    if lead:
        shown = joined(sentences.choose(question, sentences.split(lead), LIMIT[language]), language)
        return f"{shown}\n{_bullet(library, locator, language)}"
    items = [child for child in library.children(locator) if own_text(library, child, language)]
    if not own and items:  # an article: its paragraphs
        return _paragraphs(library, items, language, question)
    text = joined(sentences.choose(question, sentences.split(own), LIMIT[language]), language)
    if items:
        text += "\n" + _list(library, items, language)
    elif _is_fragment(entry.plain(language), text):
        text = f"{library.heading(locator, language)}: {text}"
    return text


def lead_in(library: Library, locator: str, language: str) -> str:
    """What stands before the items of a list, if `locator` is one that says little without it; "" otherwise."""
    alone = library.children(locator) or not _LEAD.match(own_text(library, locator, language))
    return "" if alone or "/" not in parent(locator) else own_text(library, parent(locator), language)


def _bullet(library: Library, item: str, language: str) -> str:
    return f"・{_LEAD.sub('', own_text(library, item, language))}"


def own_text(library: Library, locator: str, language: str) -> str:
    """The restatement of a provision without what stands inside it; the official wording where there is none."""
    entry = library.entry(locator)
    return entry.plain(language) or entry.official


def _is_fragment(restated: str, text: str) -> bool:
    """An official item alone (「その他必要事項」) says too little without its heading."""
    return not restated and len(text) < 40


def _paragraphs(library: Library, paragraphs: Sequence[str], language: str, question: str) -> str:
    limit = max(LIMIT[language] // len(paragraphs), 80)
    lines = []
    for paragraph in paragraphs:
        chosen = sentences.choose(question, sentences.split(own_text(library, paragraph, language)), limit)
        name = label(paragraph, language).removeprefix(label(parent(paragraph), language)).lstrip(", ")
        lines.append((f"{name} " if len(paragraphs) > 1 else "") + joined(chosen, language))
    return "\n".join(lines)


def _list(library: Library, items: Sequence[str], language: str) -> str:
    lines = [_bullet(library, item, language) for item in items[:LIST_LIMIT]]
    if len(items) > LIST_LIMIT:
        lines.append(phrase("more", language, count=len(items) - LIST_LIMIT))
    return "\n".join(lines)


def joined(parts: Iterable[str], language: str) -> str:
    """Sentences as running text: English ones with spaces between them."""
    return (" " if language == "en" else "").join(parts)


def named(library: Library, locator: str, language: str) -> str:
    """「第24条第2項（責任の制限）」 as an answer names a provision."""
    heading = library.heading(locator, language)
    name = label(locator, language)
    if not heading:
        return name
    return f"{name}（{heading}）" if language == "ja" else f"{name} ({heading})"


def said(library: Library, locator: str, language: str, question: str, *, naming: bool) -> str:
    """What a provision says, with its agreement and address above it if `naming`."""
    text = provision_text(library, locator, language, question)
    if not naming:
        return text
    agreement = library.agreement(locator.split("/", maxsplit=1)[0]).short[language]
    name = named(library, locator, language)
    return f"【{agreement} {name}】\n{text}" if language == "ja" else f"{agreement}, {name}:\n{text}"


def said_together(
    library: Library, locators: Sequence[str], language: str, question: str, *, naming: bool
) -> list[str]:
    """What several provisions say, each by itself; what introduces items of one list stands above the first alone."""
    texts: list[str] = []
    for locator in locators:
        text = said(library, locator, language, question, naming=naming)
        lead, _, item = text.partition("\n")
        texts.append(item if item and any(other.startswith(f"{lead}\n") for other in texts) else text)
    return texts
