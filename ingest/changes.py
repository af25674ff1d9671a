"""What changed between two versions of an agreement, by provision.

The version that an edition was written from is not in the project; `corpus/<agreement>/fingerprints.tsv` holds a hash of each
of its provisions and the figures in it. That is enough to say which provisions of a newer file the edition no longer fits.
"""

import difflib
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from .normalise import squeeze
from .provisions import Provision

Kind = Literal["added", "removed", "reworded", "figure changed", "renumbered"]
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A provision's text as a hash, and the figures in it in order."""

    digest: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One provision that differs. `old` and `new` are locators, "" where there is none."""

    kind: Kind
    old: str
    new: str
    detail: str = ""

    @property
    def locator(self) -> str:
        """Where to look: in the new version, or in the old if it is gone."""
        return self.new or self.old


def fingerprint(provision: Provision) -> Fingerprint:
    """Of the squeezed text with the caption: a new line break is no change, a new word is."""
    text = squeeze(provision.caption) + "\x1f" + squeeze(provision.text)
    return Fingerprint(hashlib.sha256(text.encode()).hexdigest()[:12], tuple(_FIGURE.findall(squeeze(provision.text))))


def fingerprints(provisions: Mapping[str, Provision]) -> dict[str, Fingerprint]:
    """Of every provision, by locator."""
    return {locator: fingerprint(provision) for locator, provision in provisions.items()}


def read_fingerprints(path: Path) -> dict[str, Fingerprint]:
    """From a fingerprints.tsv; empty if there is none."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    rows = (line.split("\t") for line in lines)
    return {locator: Fingerprint(digest, tuple(figures.split())) for locator, digest, figures in rows}


def write_fingerprints(path: Path, found: Mapping[str, Fingerprint]) -> None:
    """The counterpart of `read_fingerprints`."""
    lines = (f"{locator}\t{f.digest}\t{' '.join(f.figures)}\n" for locator, f in found.items())
    path.write_text("".join(lines), encoding="utf-8")


def total(found: Mapping[str, Fingerprint]) -> str:
    """One hash of a whole version."""
    return hashlib.sha256("\n".join(f"{k}\t{f.digest}" for k, f in found.items()).encode()).hexdigest()[:16]


def compare(old: Mapping[str, Fingerprint], new: Mapping[str, Fingerprint]) -> list[Change]:
    """What changed, in the reading order of the new version; what was removed comes last.

    A provision whose text stands unchanged under another locator was renumbered.
    """
    same = {locator for locator, f in new.items() if locator in old and old[locator].digest == f.digest}
    gone: dict[str, list[str]] = {}
    for locator, f in old.items():
        if locator not in same:
            gone.setdefault(f.digest, []).append(locator)
    origin = dict(_renumbered(new, same, gone))
    moved = set(origin.values())
    changes = []
    for locator, f in new.items():
        if locator in same:
            continue
        if locator in origin:
            changes.append(Change("renumbered", origin[locator], locator))
        elif locator in old and locator not in moved:
            before = old[locator].figures
            if before == f.figures:
                changes.append(Change("reworded", locator, locator))
            else:
                changes.append(Change("figure changed", locator, locator, _figures(before, f.figures)))
        else:
            changes.append(Change("added", "", locator))
    changed = {change.old for change in changes}
    changes += [Change("removed", locator, "") for locator in old if locator not in same and locator not in changed]
    return changes


def _renumbered(
    new: Mapping[str, Fingerprint], same: set[str], gone: dict[str, list[str]]
) -> Iterator[tuple[str, str]]:
    for locator, f in new.items():
        if locator not in same and gone.get(f.digest):
            yield locator, gone[f.digest].pop(0)


def _figures(before: tuple[str, ...], after: tuple[str, ...]) -> str:
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    parts = [
        f"{' '.join(before[a:b]) or '-'} → {' '.join(after[c:d]) or '-'}"
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    ]
    return ", ".join(parts)


def redline(old: str, new: str) -> str:
    """`new` with what was struck out and put in: 「年[-14.5-]{+14.6+}%」."""
    before, after = (re.findall(r"\d+(?:\.\d+)?|[A-Za-z]+|\s+|.", text) for text in (old, new))
    out = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            out.append("".join(before[a:b]))
            continue
        struck, put = "".join(before[a:b]), "".join(after[c:d])
        out.append((f"[-{struck}-]" if struck else "") + (f"{{+{put}+}}" if put else ""))
    return "".join(out)
