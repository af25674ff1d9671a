"""A provision as HTML: its article in every text there is, what is cited in it marked, and the ways on from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from ingest.library import Entry
from ingest.locator import KATAKANA, Locator, LocatorError, is_within, parent, unit

from .contents import contents, path, units
from .marks import marked, ranges
from .view import View

ORDER = {"ja": ("official", "ja", "en"), "en": ("en", "official", "ja")}  # of the texts, by interface language


@dataclass(frozen=True, slots=True)
class Opened:
    """What the panel shows: a locator ("" for the list of agreements) and the quote marked in one of its texts."""

    locator: str = ""
    quote: str = ""
    text: str = ""  # "official", "ja" or "en"


def panel(opened: Opened, view: View) -> str:
    """The panel. A locator at which nothing stands brings one line and the contents of its agreement."""
    locator = opened.locator.strip().strip("/")
    if not locator or locator in view.library.agreements:
        return contents(locator, view)
    if locator in view.library.entries:
        return _clause(locator, opened, view)
    try:
        agreement = Locator.parse(locator).agreement
    except LocatorError:
        agreement = ""
    problem = view.say("nothing", locator=locator[:80])
    return contents(agreement if agreement in view.library.agreements else "", view, problem=problem)


def text_of(entry: Entry, text: str) -> str:
    """One of a provision's texts: "official", "ja" or "en"."""
    return entry.official if text == "official" else entry.plain(text)


def _clause(locator: str, opened: Opened, view: View) -> str:
    home = unit(locator)
    entries = [view.library.entry(inner) for inner in view.library.inside(home)]
    texts = [text for text in ORDER[view.language] if any(text_of(entry, text) for entry in entries)]
    hint = "" if "official" in texts else f'<p class="hint">{view.say("no-official")}</p>'
    rows = []
    for entry in entries:
        cited = is_within(entry.locator, locator)
        inner = _texts(entry, texts, opened if cited else Opened(), view) + _remarks(entry, entries, home, view)
        rows.append(_provision(entry, home, inner, cited and locator != home, view))
    return (
        f'<article class="clause" data-locator="{escape(locator)}" data-columns="{len(texts)}">'
        f'<div class="above">{path(home, view)}{_toolbar(texts, view)}</div>{hint}'
        f'<header><div class="title"><h2><span>{view.name(home)}</span> {view.caption(home)}</h2>'
        f"{_address(locator, view)}</div>{_heads(texts, view)}</header>"
        f'<div class="provisions">{"".join(rows)}</div>'
        f"{_references([entry.locator for entry in entries], view)}{_neighbours(home, view)}</article>"
    )


def _provision(entry: Entry, home: str, inner: str, cited: bool, view: View) -> str:
    caption = (entry.caption_en if view.language == "en" else "") or entry.caption
    if entry.locator == home or caption in entry.official[: len(caption) + 4]:
        caption = ""  # it stands in the heading, or at the head of a row's own text
    if not (inner or caption):
        return ""
    depth = entry.locator.count("/") - home.count("/") - 1
    style = f"provision depth-{max(0, min(depth, 3))}{' cited' if cited else ''}"
    number = view.link(entry.locator, escape(_number(entry, view)) or "·", style="number")
    title = f"<h3>{escape(caption)}</h3>" if caption else ""
    return (
        f'<section class="{style}" aria-label="{view.name(entry.locator)}">{number}<div>{title}{inner}</div></section>'
    )


def _texts(entry: Entry, texts: Sequence[str], opened: Opened, view: View) -> str:
    cells = "".join(_cell(text, entry, opened, view) for text in texts)
    return f'<div class="texts">{cells}</div>' if any(text_of(entry, text) for text in texts) else ""


def _remarks(entry: Entry, entries: Sequence[Entry], home: str, view: View) -> str:
    """Notes that concern a provision and no earlier one of its unit, with links to the other units concerned."""
    out = ""
    for remark in view.library.remarks:
        if next((e for e in entries if e.locator in remark.locators), None) is entry:
            others = [locator for locator in remark.locators if not is_within(locator, home)]
            out += view.note(remark.kind, remark.plain(view.language), others)
    return out


def _cell(text: str, entry: Entry, opened: Opened, view: View) -> str:
    own = text_of(entry, text)
    inner = marked(own, ranges(own, opened.quote) if text == opened.text else [])
    language = "en" if text == "en" else "ja"
    return f'<div class="text text-{text}" lang="{language}" data-tag="{view.say(text)}">{inner}</div>'


def _number(entry: Entry, view: View) -> str:
    """The number in the margin: as printed, else from the locator, so that a first paragraph has one too."""
    kind, number = Locator.parse(entry.locator).segments[-1]
    if entry.number or kind == "article":
        return "" if kind == "article" else entry.number
    if kind == "paragraph":
        return number if len(view.library.children(parent(entry.locator))) > 1 else ""
    if kind == "subitem" and number.isdigit() and int(number) <= len(KATAKANA):
        return KATAKANA[int(number) - 1]
    return f"({number})" if kind == "item" else ""


def _address(locator: str, view: View) -> str:
    return (
        f'<p class="address"><span class="sr">{view.say("address")}</span><code>{escape(locator)}</code><button type="button"'
        f' data-copy="{escape(locator)}" data-copied="{view.say("copied")}">{view.say("copy")}</button></p>'
    )


def _toolbar(texts: Sequence[str], view: View) -> str:
    if len(texts) < 2:
        return ""
    boxes = "".join(
        f'<label><input type="checkbox" name="text" value="{text}" checked><span>{view.say(text)}</span></label>'
        for text in texts
    )
    return f'<fieldset class="shown"><legend class="sr">{view.say("shown")}</legend>{boxes}</fieldset>'


def _heads(texts: Sequence[str], view: View) -> str:
    cells = "".join(f'<div class="text text-{text}">{view.say(text)}</div>' for text in texts)
    return f'<div class="provision heads" aria-hidden="true"><span></span><div class="texts">{cells}</div></div>'


def _references(inside: Sequence[str], view: View) -> str:
    found = [reference for locator in inside for reference in view.library.references.get(locator, ())]
    targets = dict.fromkeys(target for reference in found for target in reference.targets)
    chips = [_named(t, view, "chip") for t in targets if t in view.library.entries and t not in inside]
    return f'<nav class="references">{view.chips(chips, "references")}</nav>' if chips else ""


def _neighbours(home: str, view: View) -> str:
    order = units(view.library.entry(home).agreement, view.library)
    at = order.index(home) if home in order else len(order)
    sides = {"previous": order[at - 1 : at] if at else [], "next": order[at + 1 : at + 2]}
    links = [
        _named(side[0], view, key, f"<small>{view.say(key)}</small>") if side else "<span></span>"
        for key, side in sides.items()
    ]
    return f'<nav class="neighbours" aria-label="{view.say("between")}">{"".join(links)}</nav>'


def _named(locator: str, view: View, style: str, before: str = "") -> str:
    return view.link(locator, f"{before}<b>{view.name(locator)}</b><span>{view.caption(locator)}</span>", style=style)
