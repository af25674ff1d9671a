"""What is indexed of each provision: its texts with the context that they are read in, and questions asked of it."""

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, zip_longest

from ingest.agreement import Agreement
from ingest.errors import InputError
from ingest.library import LANGUAGES, Entry, Library
from ingest.locator import parent
from ingest.topics import topics

# Characters of one passage: about as much as one thought takes, and what sentence encoders read.
LONGEST = {"ja": 800, "en": 1600}
_SENTENCE_END = re.compile(r"(?<=。)(?![」）)])|(?<=[.!?]) (?=[A-Z(])|\n")


@dataclass(frozen=True)
class Passage:
    """A stretch of a provision, or a question that it answers.

    `text` is official and normalised, "" if there is none; `plain` holds restatements (or the question) by language.
    """

    locator: str
    context: str
    text: str
    plain: dict[str, str]

    @property
    def content(self) -> str:
        """All of it: what is indexed."""
        return "\n".join(filter(None, (self.context, self.text, *self.plain.values())))

    @property
    def wordings(self) -> list[str]:
        """Each text by itself, without the context; the official one only where it is not restated."""
        return [text for text in self.plain.values() if text] or [self.text]


def passages(library: Library) -> list[Passage]:
    """Passages of every provision that has a text of its own, in reading order, then those of the questions, then the
    silences with theirs: a question that nothing answers finds its silence as others find their provision. Last the names
    of topics and the questions about them.

    A question about a locator that the library lacks is left out. Raises InputError for an unreadable questions.jsonl.
    """
    found = [p for e in library.entries.values() if e.text or e.ja or e.en for p in _of_entry(library, e)]
    for agreement in library.agreements.values():
        for locator, language, question in questions(agreement):
            if locator in library.entries:
                found.append(Passage(locator, "", "", {language: question}))
    for silence in library.silences.values():
        found.append(Passage(silence.locator, "", "", {"ja": silence.ja, "en": silence.en}))
        asked_of = ((language, text) for language, texts in silence.questions.items() for text in texts)
        found += [Passage(silence.locator, "", "", {language: text}) for language, text in asked_of]
    for topic in topics(library):
        found.append(Passage(topic.locator, "", "", {"ja": topic.ja, "en": topic.en}))
        for texts in (topic.names, topic.questions):
            found += [Passage(topic.locator, "", "", {x: text}) for x in LANGUAGES for text in texts.get(x, ())]
    return found


def questions(agreement: Agreement) -> Iterator[tuple[str, str, str]]:
    """(locator, language, question) of the agreement's questions.jsonl; nothing if there is no such file."""
    path = agreement.folder / "questions.jsonl"
    if not path.exists():
        return
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            locator, asked = data["locator"], {language: data.get(language, []) for language in LANGUAGES}
            lists = all(isinstance(texts, list) for texts in asked.values())
            if not lists or not all(isinstance(text, str) for text in (locator, *chain(*asked.values()))):
                raise TypeError
        except (ValueError, KeyError, TypeError, AttributeError):
            raise InputError(
                f'{path}:{number}: not of the form {{"locator": …, "ja": […], "en": […]}}',
                f'{path}:{number}: {{"locator": …, "ja": […], "en": […]}} の形ではありません',
            ) from None
        yield from ((locator, language, text) for language, texts in asked.items() for text in texts)


def _of_entry(library: Library, entry: Entry) -> Iterator[Passage]:
    context = _context(library, entry)
    japanese = max(len(entry.text), len(entry.ja))
    parts = max(math.ceil(japanese / LONGEST["ja"]), math.ceil(len(entry.en) / LONGEST["en"]))
    divided = [_divide(text, parts) for text in (entry.text, entry.ja, entry.en)]
    for text, ja, en in zip_longest(*divided, fillvalue=""):
        yield Passage(entry.locator, context, text, {"ja": ja, "en": en})


def _context(library: Library, entry: Entry) -> str:
    """Titles, chapter, captions, and what its parents say before it, outermost first."""
    short = library.agreement(entry.agreement).short
    around: list[Entry] = []
    home = parent(entry.locator)
    while "/" in home:
        if home in library.entries:
            around.insert(0, library.entries[home])
        home = parent(home)
    lines = [short["ja"], short["en"], entry.chapter]
    lines += [text for e in [*around, entry] for text in (e.caption, e.caption_en)]
    lines += [text for e in around for text in (e.text, e.ja, e.en)]
    return "\n".join(dict.fromkeys(filter(None, lines)))


def _divide(text: str, parts: int) -> list[str]:
    """`text` in at most `parts` pieces of about one length, cut where sentences end."""
    if parts == 1:
        return [text]
    pieces = [""]
    for sentence in _SENTENCE_END.split(text):
        if pieces[-1] and len("".join(pieces)) + len(sentence) / 2 > len(text) * len(pieces) / parts:
            pieces.append("")
        pieces[-1] += sentence if not pieces[-1] or pieces[-1].endswith("。") else f" {sentence}"
    return pieces
