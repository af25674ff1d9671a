"""A provision as HTML: its article in every text there is, what is cited in it marked, and the ways on from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from bot.answer import Note
from ingest.library import Entry, Library
from ingest.locator import KATAKANA, Locator, LocatorError, is_within, label, unit

from .chat import note_html
from .contents import contents, path, units
from .links import link
from .words import say

ORDER = {"ja": ("official", "ja", "en"), "en": ("en", "official", "ja")}  # of the texts, by interface language
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Opened:
    """What the panel shows: a locator ("" for the list of agreements) and the quote marked in one of its texts."""

    locator: str = ""
    quote: str = ""
    text: str = ""  # "official", "ja" or "en"


def panel(opened: Opened, library: Library, language: str, notes: Sequence[Note] = ()) -> str:
    """The panel. A locator at which nothing stands brings one line and the contents of its agreement."""
    locator = opened.locator.strip().strip("/")
    if not locator or locator in library.agreements:
        return contents(locator, library, language)
    if locator not in library.entries:
        try:
            agreement = Locator.parse(locator).agreement
        except LocatorError:
            agreement = ""
        known = agreement if agreement in library.agreements else ""
        return contents(known, library, language, problem=say(language, "nothing", locator=locator[:80]))
    return _clause(locator, opened, library, language, notes)


def _clause(locator: str, opened: Opened, library: Library, language: str, notes: Sequence[Note]) -> str:
    home = unit(locator)
    inside = library.inside(home)
    entries = [library.entry(inner) for inner in inside]
    texts = [text for text in ORDER[language] if any(text_of(entry, text) for entry in entries)]
    caption = library.heading(home, language)
    provisions = "".join(_provision(entry, home, opened, locator, texts, library, language) for entry in entries)
    mine = [note for note in notes if any(is_within(at, home) for at in note.locators)]
    return (
        f'<article class="clause" data-locator="{escape(locator)}" data-quoted="{escape(opened.text)}">'
        f"{path(home, library, language)}"
        f'<header><h2><span>{escape(label(home, language))}</span> {escape(caption)}</h2>{_address(locator, language)}</header>'
        f"{_toolbar(texts, language)}"
        + "".join(note_html(note, library, language) for note in mine)
        + ("" if "official" in texts else f'<p class="hint">{escape(say(language, "no-official"))}</p>')
        + f'<div class="provisions">{_column_heads(texts, language)}{provisions}</div>'
        f"{_references(inside, library, language)}{_neighbours(home, library, language)}</article>"
    )


def text_of(entry: Entry, text: str) -> str:
    """One of a provision's texts: "official", "ja" or "en"."""
    return entry.official if text == "official" else entry.plain(text)


def ranges(text: str, quote: str) -> list[Range]:
    """Where a quote stands in a text. Each line of the quote counts alone, as a quote can run over several provisions."""
    found = []
    for line in filter(None, map(str.strip, quote.splitlines())):
        start = text.find(line)
        if start >= 0:
            found.append((start, start + len(line)))
        elif text and text in line:  # the line has the printed number in front
            found.append((0, len(text)))
    return sorted(found)


def marked(text: str, found: Sequence[Range]) -> str:
    """The text as HTML with the ranges marked; text with tabs becomes the row of a table."""
    cells = text.split("\t")
    out, start = [], 0
    for cell in cells:
        out.append(_marked_cell(cell, [(a - start, b - start) for a, b in found]))
        start += len(cell) + 1
    if len(cells) == 1:
        return out[0]
    row = "".join(f"<td>{cell}</td>" for cell in out[1:])
    return f'<table><tbody><tr><th scope="row">{out[0]}</th>{row}</tr></tbody></table>'


def _marked_cell(cell: str, found: Sequence[Range]) -> str:
    out, at = "", 0
    for start, end in found:
        start, end = max(start, at), min(end, len(cell))
        if start < end:
            out += f"{escape(cell[at:start])}<mark>{escape(cell[start:end])}</mark>"
            at = end
    return out + escape(cell[at:])


def _provision(
    entry: Entry, home: str, opened: Opened, cited: str, texts: Sequence[str], library: Library, language: str
) -> str:
    caption = (entry.caption_en if language == "en" else "") or entry.caption
    if entry.locator == home or caption in entry.official[: len(caption) + 4]:
        caption = ""  # stands in the heading, or at the head of a row's own text
    has_text = any(text_of(entry, text) for text in texts)
    if not has_text and not caption:
        return ""
    within = is_within(entry.locator, cited)
    cells = ""
    for text in texts:
        own = text_of(entry, text)
        found = ranges(own, opened.quote) if within and text == opened.text else []
        tag = escape(say(language, text))
        cells += f'<div class="text text-{text}" lang="{"en" if text == "en" else "ja"}" data-tag="{tag}">{marked(own, found)}</div>'
    depth = entry.locator.count("/") - home.count("/") - 1
    name = escape(label(entry.locator, language))
    number = link(entry.locator, language, escape(_number(entry, library)) or "·", style="number")
    return (
        f'<section class="provision depth-{max(0, min(depth, 3))}{" cited" if within and cited != home else ""}" aria-label="{name}">'
        f"{number}<div>{f'<h3>{escape(caption)}</h3>' if caption else ''}"
        f"{f'<div class="texts">{cells}</div>' if has_text else ''}</div></section>"
    )


def _number(entry: Entry, library: Library) -> str:
    """The number in the margin: as printed, else from the locator, so that a first paragraph has one too."""
    if entry.number:
        return entry.number
    kind, number = Locator.parse(entry.locator).segments[-1]
    alone = len(library.children(entry.locator.rpartition("/")[0])) == 1
    if kind == "paragraph" and not alone:
        return number
    if kind == "subitem" and number.isdigit() and int(number) <= len(KATAKANA):
        return KATAKANA[int(number) - 1]
    return f"({number})" if kind == "item" else ""


def _address(locator: str, language: str) -> str:
    copy, copied = escape(say(language, "copy")), escape(say(language, "copied"))
    return (
        f'<p class="address"><span class="sr">{escape(say(language, "address"))}</span><code>{escape(locator)}</code>'
        f'<button type="button" data-copy="{escape(locator)}" data-copied="{copied}">{copy}</button></p>'
    )


def _toolbar(texts: Sequence[str], language: str) -> str:
    boxes = "".join(
        f'<label><input type="checkbox" name="text" value="{text}" checked><span>{escape(say(language, text))}</span></label>'
        for text in texts
    )
    title = escape(say(language, "shown"))
    return f'<fieldset class="shown"><legend class="sr">{title}</legend>{boxes}</fieldset>' if len(texts) > 1 else ""


def _column_heads(texts: Sequence[str], language: str) -> str:
    heads = "".join(f'<div class="text text-{text}">{escape(say(language, text))}</div>' for text in texts)
    return f'<div class="provision heads" aria-hidden="true"><span class="number"></span><div><div class="texts">{heads}</div></div></div>'


def _references(inside: Sequence[str], library: Library, language: str) -> str:
    found = [reference for locator in inside for reference in library.references.get(locator, ())]
    targets = dict.fromkeys(t for reference in found for t in reference.targets if t in library.entries and t not in inside)
    if not targets:
        return ""
    items = "".join(f"<li>{_unit_link(target, language, library, 'chip')}</li>" for target in targets)
    title = escape(say(language, "references"))
    return f'<nav class="references" aria-label="{title}"><h3>{title}</h3><ul class="chips">{items}</ul></nav>'


def _neighbours(home: str, library: Library, language: str) -> str:
    order = units(home.split("/")[0], library)
    at = order.index(home) if home in order else -1
    before = order[at - 1] if at > 0 else None
    after = order[at + 1] if 0 <= at < len(order) - 1 else None
    out = ""
    for key, locator in (("previous", before), ("next", after)):
        arrow = f'<small>{escape(say(language, key))}</small>'
        out += _unit_link(locator, language, library, key, arrow) if locator else "<span></span>"
    return f'<nav class="neighbours" aria-label="{escape(say(language, "between"))}">{out}</nav>'


def _unit_link(locator: str, language: str, library: Library, style: str, before: str = "") -> str:
    inner = f"{before}<b>{escape(label(locator, language))}</b><span>{escape(library.heading(locator, language))}</span>"
    return link(locator, language, inner, style=style)
