"""Citations: made from the library, and checked against it before an answer leaves."""

import re
import unicodedata

from ingest.library import Library
from ingest.locator import LocatorError, label, parent
from ingest.normalise import squeeze

from .answer import Answer, Citation


class CitationError(RuntimeError):
    """An answer cites what is not there: a fault of ours, never shown as an answer."""


def cite(library: Library, locator: str, language: str) -> Citation:
    """A citation of a provision: its official wording where that is loaded, else the edition in `language`."""
    entry = library.entry(locator)
    agreement = library.agreement(entry.agreement)
    whole = library.official(locator) or ""
    # what an official text prints in two places (a sentence after the items) is quoted with what stands between
    official = entry.official if entry.official and squeeze(entry.official) in squeeze(whole) else whole
    if official:
        quote, source, quoted = official, "official", "ja"
    else:
        quote = entry.plain(language) or library.edition(locator, language) or ""
        source, quoted = "edition", language
    return Citation(
        locator=locator,
        label=label(locator, language),
        agreement=entry.agreement,
        quote=quote,
        source="official" if source == "official" else "edition",
        language=quoted,
        url=agreement.url or None,
    )


def verify(answer: Answer, library: Library) -> Answer:
    """`answer` itself, once each citation resolves, each quote is verbatim, and each number stands in a source.

    Raises CitationError otherwise.
    """
    for citation in answer.citations:
        try:
            entry = library.entry(citation.locator)
        except LocatorError as error:
            raise CitationError(str(error)) from None
        if not citation.quote:
            raise CitationError(f"an empty quote of {citation.locator}")
        if citation.source == "official":
            text = library.official(citation.locator) or ""
        else:
            text = library.edition(entry.locator, citation.language) or ""
        if re.sub(r"\s", "", citation.quote) not in re.sub(r"\s", "", text):
            raise CitationError(f"the quote of {citation.locator} is not in its text")
    for passage in answer.passages:
        library.entry(passage.locator)
    return answer


def numbers(text: str) -> set[str]:
    """Numbers in a text, in Arabic digits without commas.

    >>> sorted(numbers("１２，０００円、14.6％"))
    ['12000', '14.6']
    """
    plain = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", unicodedata.normalize("NFKC", text))
    return set(re.findall(r"\d+(?:\.\d+)?", plain))


def unsupported_numbers(answer: Answer, library: Library) -> set[str]:
    """Numbers of an answer's text that stand in no cited provision, in no note and not in the question."""
    silences = [
        text for silence in library.silences.values() for text in (silence.ja, silence.en) if text in answer.answer
    ]
    sources = [answer.question, *(note.text for note in answer.notes), *silences]
    for citation in answer.citations:
        sources += [label(inner, answer.language) for inner in library.inside(citation.locator)]
        sources.append(library.heading(citation.locator, answer.language))
        for place in (citation.locator, parent(citation.locator)):  # an item is read with what introduces its list
            if place in library.entries:
                sources += [library.official(place) or "", *(library.edition(place, x) or "" for x in ("ja", "en"))]
    return numbers(answer.answer) - set().union(*map(numbers, sources))
