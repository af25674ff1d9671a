"""The contents as HTML: the list of agreements, and of one agreement its articles and other units by chapter."""

from html import escape
from itertools import groupby

from ingest.agreement import Agreement
from ingest.library import Library
from ingest.locator import label, unit

from .links import link
from .words import say


def units(agreement: str, library: Library) -> list[str]:
    """The articles, notes, tables … of an agreement that hold text, in reading order."""
    entries = (library.entry(locator) for locator in library.locators(agreement))
    return list(dict.fromkeys(unit(entry.locator) for entry in entries if entry.official or entry.ja or entry.en))


def contents(agreement: str, library: Library, language: str, *, problem: str = "") -> str:
    """The contents of an agreement, or the list of agreements for ""; above it a line about what was not found."""
    line = f'<p class="hint problem" role="alert">{escape(problem)}</p>' if problem else ""
    inner = _agreement(library.agreement(agreement), library, language) if agreement else _agreements(library, language)
    return f'<article class="contents" data-locator="{escape(agreement)}">{line}{inner}</article>'


def path(home: str, library: Library, language: str) -> str:
    """The way to a unit: list of agreements, agreement, chapter."""
    agreement = library.agreement(home.split("/")[0])
    steps = [
        link("", language, escape(say(language, "contents"))),
        link(agreement.id, language, escape(agreement.short[language])),
    ]
    if home in library.entries and (chapter := library.entry(home).chapter):
        steps.append(f'<span lang="ja">{escape(chapter)}</span>')
    items = "".join(f"<li>{step}</li>" for step in steps)
    return f'<nav class="path" aria-label="{escape(say(language, "path"))}"><ol>{items}</ol></nav>'


def _agreements(library: Library, language: str) -> str:
    cards = "".join(_card(agreement, library, language) for agreement in library.agreements.values())
    return (
        f'<header><h2>{escape(say(language, "browse"))}</h2><p>{escape(say(language, "browse-more"))}</p></header>'
        f'<ul class="cards">{cards}</ul>'
    )


def _card(agreement: Agreement, library: Library, language: str) -> str:
    inner = (
        f"<small>{escape(agreement.provider[language])}</small><b>{escape(agreement.title[language])}</b>"
        f"<span>{_facts(agreement, library, language)}</span>"
    )
    return f"<li>{link(agreement.id, language, inner, style='card')}</li>"


def _facts(agreement: Agreement, library: Library, language: str) -> str:
    facts = [say(language, "units", count=len(units(agreement.id, library)))]
    if agreement.version:
        facts.append(say(language, "version", version=agreement.version))
    if agreement.in_force:
        facts.append(say(language, "in-force", date=max(agreement.in_force).isoformat()))
    facts.append(say(language, "with-official" if agreement.id in library.documents else "without-official"))
    return "".join(f"<i>{escape(fact)}</i>" for fact in facts)


def _agreement(agreement: Agreement, library: Library, language: str) -> str:
    site = ""
    if agreement.url.startswith("https://"):
        site = f'<a href="{escape(agreement.url)}" target="_blank" rel="noopener noreferrer">{escape(say(language, "site"))} ↗</a>'
    groups = ""
    for chapter, inside in groupby(units(agreement.id, library), lambda home: _chapter(home, library)):
        rows = "".join(f"<li>{_row(home, library, language)}</li>" for home in inside)
        groups += f'{f"<h3 lang=ja>{escape(chapter)}</h3>" if chapter else ""}<ul class="toc">{rows}</ul>'
    return (
        f'<nav class="path" aria-label="{escape(say(language, "path"))}"><ol><li>'
        f"{link('', language, escape(say(language, 'contents')))}</li></ol></nav>"
        f"<header><h2>{escape(agreement.title[language])}</h2>"
        f'<p class="facts"><i>{escape(agreement.provider[language])}</i>{_facts(agreement, library, language)}{site}</p></header>{groups}'
    )


def _row(home: str, library: Library, language: str) -> str:
    inner = f"<b>{escape(label(home, language))}</b><span>{escape(library.heading(home, language))}</span>"
    return link(home, language, inner)


def _chapter(home: str, library: Library) -> str:
    return library.entry(home).chapter if home in library.entries else ""
