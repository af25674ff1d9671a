"""The reader's edition: every provision restated in plain Japanese and plain English.

`corpus/<agreement>/ja.md` and `en.md` hold a heading for each unit, with its caption and locator, and a block for each
provision that has text of its own: its address below the heading, back-quoted, then the restatement on one line.

    ## 第24条（利用契約者の支払い義務） {#article-24}

    `paragraph-2` 利用料金を支払う義務は、…
"""

import re
from dataclasses import dataclass
from pathlib import Path

from .errors import InputError
from .locator import Locator, LocatorError

_HEADING = re.compile(r"#{2,4} (?P<caption>.*\S)\s+\{#(?P<locator>[a-z0-9/-]+)\}\s*\Z")
_BLOCK = re.compile(r"`(?P<address>\.|[a-z0-9/-]+)` (?P<text>\S.*)\Z")
_NUMBERED = re.compile(
    r"\A(?:第[\d一二三四五六七八九十]+条(?:の\d+)?|Article \d+(?:-\d+| bis)?)\s*[（(](?P<caption>.*)[）)]\Z"
)


@dataclass(frozen=True, slots=True)
class Restated:
    """A provision in one language: its caption ("" if it has none of its own) and its text ("" for a bare heading)."""

    caption: str
    text: str


def read_edition(path: Path, agreement: str) -> dict[str, Restated]:
    """Locators to restatements, in reading order. Raises InputError for a line that is not of the form."""
    out: dict[str, Restated] = {}
    home = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if heading := _HEADING.match(line):
            home = _checked(f"{agreement}/{heading['locator']}", path, number)
            titled = _NUMBERED.match(heading["caption"])
            out[home] = Restated(titled["caption"] if titled else heading["caption"], "")
        elif block := _BLOCK.match(line):
            locator = home if block["address"] == "." else _checked(f"{home}/{block['address']}", path, number)
            out[locator] = Restated(out[locator].caption if locator in out else "", block["text"])
        elif line.strip() and not line.startswith("# "):
            raise InputError(
                f"{path}:{number}: neither a heading with a locator nor a back-quoted address with its text",
                f"{path}:{number}: 所在を付けた見出しでも、所在と本文の行でもありません",
            )
    return out


def _checked(locator: str, path: Path, number: int) -> str:
    try:
        return str(Locator.parse(locator))
    except LocatorError as error:
        raise InputError(
            f"{path}:{number}: {error}", f"{path}:{number}: 所在の形が正しくありません: {locator}"
        ) from None
