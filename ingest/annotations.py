"""What the edition says about an agreement beside restating it: what it is silent on, and where it contradicts itself."""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .errors import InputError

GENERAL = "general"  # the agreement of a silence that holds for all of them


@dataclass(frozen=True, slots=True)
class Silence:
    """Something that people ask and the text does not say: found like a provision, under a locator of its own.

    `kind`: silent, delegated, no-such-clause, false-premise, how-to, off-topic or hostile. `nearest` are locators.
    One about another product (「Webexを解約したら返金は？」) has the `words` of which a question must hold one: but for the
    name it asks what our agreements do answer.
    """

    locator: str
    agreement: str
    kind: str
    ja: str
    en: str
    nearest: tuple[str, ...]
    questions: dict[str, tuple[str, ...]]
    words: tuple[str, ...] = ()

    def plain(self, language: str) -> str:
        """What the text does not say, in a language."""
        return self.en if language == "en" else self.ja

    def fits(self, question: str) -> bool:
        """Whether a normalised question holds one of the words that it must hold."""
        return not self.words or any(_word(word).search(question) for word in self.words)


@dataclass(frozen=True, slots=True)
class Remark:
    """A contradiction, ambiguity, wrong reference or slip of the text, with the provisions that it concerns."""

    id: str
    kind: str
    locators: tuple[str, ...]
    ja: str
    en: str

    def plain(self, language: str) -> str:
        """The remark in a language."""
        return self.en if language == "en" else self.ja


@cache
def _word(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])" if word.isascii() else re.escape(word))


def read_silences(path: Path, agreement: str) -> Iterator[Silence]:
    """From a silences.jsonl. Raises InputError for a line that is not of the form."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines() if path.exists() else [], 1):
        try:
            data = json.loads(line)
            questions = {lang: tuple(data["questions"][lang]) for lang in ("ja", "en")}
            yield Silence(
                f"{agreement}/silence-{data['id']}",
                agreement,
                data["kind"],
                data["ja"],
                data["en"],
                tuple(data["nearest"]),
                questions,
                tuple(data.get("words", ())),
            )
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(
                f"{path}:{number}: no silence ({error})", f"{path}:{number}: 形が正しくありません（{error}）"
            ) from None


def read_remarks(path: Path) -> Iterator[Remark]:
    """From a notes.toml."""
    if path.exists():
        for data in tomllib.loads(path.read_text(encoding="utf-8")).get("note", []):
            yield Remark(data["id"], data["kind"], tuple(data["locators"]), data["ja"], data["en"])
