"""The proof of the reader's edition against the official texts.

Each check returns problems as values. What a person has looked at and found right is named in
`eval/edition_reviewed.toml`, with the reason.
"""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from index import passages
from ingest.library import LANGUAGES, Library
from ingest.locator import label
from ingest.normalise import normalise, squeeze
from ingest.provisions import Problem

REVIEWED = Path(__file__).with_name("edition_reviewed.toml")
RUN = 30  # characters: a run this long of the official text is copied, not restated
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_URL = re.compile(r"https?://[!-'*-;=?-~]+")  # no brackets
_MONTHS = "January February March April May June July August September October November December".split()
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
    "first": 1, "second": 2, "third": 3, "double": 2, "twice": 2, "both": 2, "single": 1, "each": 1, "a": 1, "an": 1, "per": 1,
    "every": 1, "twelfth": 12,
}  # fmt: skip
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}

# What marks legal force, in the official text and in both languages. A marker on one side alone is looked at by a person.
_FORCE = {
    "may": (
        r"(?<!た)ことがあ|場合があ|できるものと|ことができ(?!な|ず|ません)|権利を留保|差し支え",
        r"こと(?:（[^）]*）)?があ|場合があ|でき(?:ます|る)|[えけせてねべめれ]る|[えけせてねべめれ]ます|権利",
        r"\b(?:may|can|could|might|able to|right to|entitled|sometimes|possible|reserves)\b",
    ),
    "deemed": (r"みな(?:し|す|さ)", r"みな", r"\bdeem|\btreated as\b|\bregarded as\b|\bconsidered\b"),
    "proviso": (
        r"ただし|但し|限りで(?:は)?(?:ありません|ない)|除き|除く|を除いて",
        r"ただし|限りではありません|除[きくいか]|例外|以外|別(?:です|として)|限[らり]|適用しません",
        r"\b(?:however|except|unless|exclud|do(?:es)? not apply|other than|but|apart from|only|exception|this is not|not limited)",
    ),
    "negative": (
        r"ません|ない(?:もの|こと|とき|場合|。|、|か|状|た|と)|なかった|禁|不可|対象外|免れ|免責|できず|せず|なく",
        r"ません|ない|なかった|禁|不可|対象外|免れ|免責|ず、|ずに|なく|なし|断|拒",
        r"\b(?:not|no|never|none|nor|neither|without|cannot|refus|declin|prohibit|free of|exempt|forbidden|outside|unless|nothing|"
        r"exclu|fail|un\w+|in\w+|im\w+|out of|waive|disclaim|limit|except|less|lack|avoid|prevent|only)",
    ),
}  # fmt: skip


def check_edition(library: Library, progress: Callable[[str], None] = lambda what: None) -> list[Problem]:
    """All problems of all agreements whose official text is loaded, less those that were looked at."""
    reviewed = tomllib.loads(REVIEWED.read_text(encoding="utf-8"))
    found: list[Problem] = []
    for check in (alignment, figures, force, own_words, questions, annotations):
        progress(check.__name__)
        passed = {entry["locator"] for entry in reviewed.get(check.__name__, [])}
        found += [p for p in check(library) if p.locator not in passed]
    return found


def alignment(library: Library) -> Iterator[Problem]:
    """The locators of the official parse, of ja.md and of en.md are the same, and each has text where the others have."""
    for agreement, document in library.documents.items():
        for language in LANGUAGES:
            edition = library.editions[agreement].get(language, {})
            for locator in document.provisions.keys() - edition.keys():
                yield Problem(f"{language}.md", locator, "not restated")
            for locator in edition.keys() - document.provisions.keys():
                yield Problem(f"{language}.md", locator, "restates nothing")
            for locator in edition.keys() & document.provisions.keys():
                if bool(edition[locator].text) != bool(document.provisions[locator].text):
                    yield Problem(f"{language}.md", locator, "text on one side only")


def figures(library: Library) -> Iterator[Problem]:
    """Every number and web address of a provision stands in both restatements, and they hold no other."""
    for locator, entry in library.entries.items():
        if not entry.text:
            continue
        official = _official_numbers(entry.text, entry.number)
        allowed = (
            official | _implied(library, locator, entry.text) | set(_NUMBER.findall(_plain(_lead(library, locator))))
        )
        for language in LANGUAGES:
            restated = entry.plain(language)
            stated = _numbers(restated, language)
            if missing := {n for n in official if n not in stated}:
                yield Problem(f"{language}.md", locator, f"lacks {', '.join(sorted(missing))}")
            written = set(_NUMBER.findall(_plain(restated)))
            if added := written - allowed - _western(entry.text):
                yield Problem(f"{language}.md", locator, f"adds {', '.join(sorted(added))}")
            if _addresses(entry.text) != _addresses(restated):
                yield Problem(f"{language}.md", locator, "web addresses differ")


def force(library: Library) -> Iterator[Problem]:
    """Permission, deeming, provisos and negation stand on both sides or on neither."""
    for locator, entry in library.entries.items():
        if not entry.text:
            continue
        for name, (official, *restated) in _FORCE.items():
            there = bool(re.search(official, squeeze(entry.text)))
            for language, pattern in zip(LANGUAGES, restated, strict=True):
                if there and not re.search(pattern, entry.plain(language), re.IGNORECASE):
                    yield Problem(f"{language}.md", locator, f"no mark of {name!r}, which the official text has")
        if "みな" in entry.ja and "みな" not in entry.text + _lead(library, locator):
            yield Problem("ja.md", locator, "a deeming that the official text lacks")
        for language, pattern in (("ja", r"ことがあります|場合があります"), ("en", r"\bmay\b")):
            permission = r"ことがあ|場合があ|でき|権利|可能|得|おそれ|恐れ|差し支え|ください|限り|しな|しません|ません|ない|禁|よい"
            if re.search(pattern, entry.plain(language)) and not re.search(
                permission, entry.text + _lead(library, locator)
            ):
                yield Problem(f"{language}.md", locator, "a permission that the official text lacks")


def own_words(library: Library) -> Iterator[Problem]:
    """No restatement, question, silence, note or figure repeats 30 characters of an official text."""
    known = {
        text[i : i + RUN]
        for document in library.documents.values()
        for text in [squeeze(_URL.sub("\n", normalise(document.raw)))]
        for i in range(len(text) - RUN + 1)
    }
    names = tomllib.loads(REVIEWED.read_text(encoding="utf-8"))["names"]
    titles = [squeeze(t) for a in library.agreements.values() for t in (*a.title.values(), *a.recognise)]
    titles = sorted([*titles, *map(squeeze, names)], key=len, reverse=True)
    for locator, text in _our_texts(library):
        flat = squeeze(_URL.sub("\n", normalise(text)))
        for title in titles:
            flat = flat.replace(title, "\0")
        copied = next((flat[i : i + RUN] for i in range(len(flat) - RUN + 1) if flat[i : i + RUN] in known), None)
        if copied:
            yield Problem("corpus", locator, f"repeats the official text: {copied}")


def questions(library: Library) -> Iterator[Problem]:
    """Each provision has its questions, none stands twice in an agreement, none is too short to point anywhere."""
    for agreement in library.agreements:
        asked: dict[str, str] = {}
        counts: Counter[tuple[str, str]] = Counter()
        for locator, language, question in passages.questions(library.agreements[agreement]):
            counts[locator, language] += 1
            key = re.sub(r"\W", "", question.lower())
            if key in asked:
                yield Problem("questions.jsonl", locator, f"{question!r} is asked of {asked[key]} too")
            asked[key] = locator
            if len(key) < (3 if language == "ja" else 6):
                yield Problem("questions.jsonl", locator, f"{question!r} is too short")
            if locator not in library.entries:
                yield Problem("questions.jsonl", locator, "no such provision")
        for locator in library.locators(agreement):
            if library.entries[locator].ja:
                least = 3 if re.search(r"/(?:item|subitem|row)-\d+\Z", locator) else 6
                for language in LANGUAGES:
                    if counts[locator, language] < least:
                        yield Problem(
                            "questions.jsonl",
                            locator,
                            f"{counts[locator, language]} questions in {language}; {least} are due",
                        )


def annotations(library: Library) -> Iterator[Problem]:
    """Silences and notes refer to provisions that exist; silences have their questions in both languages."""
    for silence in library.silences.values():
        for language in LANGUAGES:
            if len(silence.questions[language]) < 5:
                yield Problem("silences.jsonl", silence.locator, f"fewer than 5 questions in {language}")
        for locator in silence.nearest:
            if locator not in library.entries:
                yield Problem("silences.jsonl", silence.locator, f"no such provision: {locator}")
    for remark in library.remarks:
        for locator in remark.locators:
            if locator not in library.entries:
                yield Problem("notes.toml", remark.id, f"no such provision: {locator}")


# -- numbers ---------------------------------------------------------------------------------------------------------


def _plain(text: str) -> str:
    text = _URL.sub("", unicodedata.normalize("NFKC", text))
    return re.sub(r"(?<=\d),(?=\d{3})", "", text)


def _official_numbers(text: str, printed: str) -> set[str]:
    text = re.sub(r"前\s*\d+\s*[項号条]", "", _plain(text))  # restated by the numbers meant
    text = re.sub(r"\A\d{1,2} ?(?![\d.])", "", text) if not printed else text  # the printed number of a table's row
    return set(_NUMBER.findall(text))


def _numbers(text: str, language: str) -> set[str]:
    plain = _plain(text)
    found = set(_NUMBER.findall(plain))
    if language == "en":
        found |= {str(i) for i, month in enumerate(_MONTHS, 1) if re.search(rf"\b{month}\b", plain)}
        found |= {str(n) for word, n in _WORDS.items() if re.search(rf"\b{word}\b", plain, re.IGNORECASE)}
    else:
        found |= {"1"} if re.search("それぞれ|ごと|ひとつ|一つ|1つ|各", plain) else set()
    return found


def _western(text: str) -> set[str]:
    plain = _plain(text)
    return {
        str(start + (1 if year == "元" else int(year)))
        for era, start in _ERAS.items()
        for year in re.findall(rf"{era}\s*(\d+|元)\s*年?", plain)
    }


def _implied(library: Library, locator: str, text: str) -> set[str]:
    """Numbers that a restatement spells out: of what 前項 means, of the provision itself and those around it."""
    labels = [label(locator, "en")]
    labels += [label(t, "en") for r in library.references.get(locator, ()) for t in r.targets]
    implied = set(_NUMBER.findall(" ".join(labels).replace("-", " ")))
    if re.search("前各|各号|前\\s*\\d|前[二三]|[上下]記|次の", text):
        implied |= {str(n) for n in range(1, 20)}
    return implied | {str(n) for n in range(1, 20) if re.search(r"[①-⑳]", text) and chr(0x245F + n) in text}


def _addresses(text: str) -> set[str]:
    return {address.rstrip(".,;:") for address in _URL.findall(unicodedata.normalize("NFKC", text))}


def _lead(library: Library, locator: str) -> str:
    home = locator.rpartition("/")[0]
    return library.entries[home].text if home in library.entries else ""


def _our_texts(library: Library) -> list[tuple[str, str]]:
    out = [(e.locator, text) for e in library.entries.values() for text in (e.ja, e.en)]
    out += [(locator, q) for a in library.agreements for locator, _, q in passages.questions(library.agreements[a])]
    out += [
        (s.locator, t) for s in library.silences.values() for t in (s.ja, s.en, *s.questions["ja"], *s.questions["en"])
    ]
    out += [(r.id, t) for r in library.remarks for t in (r.ja, r.en)]
    return out
