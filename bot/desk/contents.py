"""The contents as HTML: the list of agreements, and of one agreement its articles and other units by chapter."""

from html import escape
from itertools import groupby

from ingest.agreement import Agreement
from ingest.library import Library
from ingest.locator import unit

from .view import View


def units(agreement: str, library: Library) -> list[str]:
    """The articles, notes, tables … of an agreement that hold text, in reading order."""
    entries = (library.entry(locator) for locator in library.locators(agreement))
    return list(dict.fromkeys(unit(entry.locator) for entry in entries if entry.official or entry.ja or entry.en))


def contents(agreement: str, view: View, *, problem: str = "") -> str:
    """The contents of an agreement, or the list of agreements for ""; above it a line (HTML) about what is not there."""
    line = f'<p class="hint problem" role="alert">{problem}</p>' if problem else ""
    inner = _agreement(view.library.agreement(agreement), view) if agreement else _agreements(view)
    return f'<article class="contents" data-locator="{escape(agreement)}">{line}{inner}</article>'


def path(home: str, view: View) -> str:
    """The way to a unit or to an agreement's contents: list of agreements, agreement, chapter."""
    steps = [view.link("", view.say("contents"))]
    if "/" in home:
        agreement = view.library.agreement(home.split("/", 1)[0])
        steps.append(view.link(agreement.id, escape(agreement.short[view.language])))
        if chapter := _chapter(home, view.library):
            steps.append(f'<span lang="ja">{escape(chapter)}</span>')
    items = "".join(f"<li>{step}</li>" for step in steps)
    back = f'<a class="back" href="#ask">↑ {view.say("back")}</a>'
    return f'<nav class="path" aria-label="{view.say("path")}">{back}<ol>{items}</ol></nav>'


def _agreements(view: View) -> str:
    cards = "".join(f"<li>{_card(agreement, view)}</li>" for agreement in view.library.agreements.values())
    head = f"<header><h2>{view.say('browse')}</h2><p>{view.say('browse-more')}</p></header>"
    return f'{head}<ul class="cards">{cards}</ul>'


def _card(agreement: Agreement, view: View) -> str:
    provider, title = escape(agreement.provider[view.language]), escape(agreement.title[view.language])
    inner = f"<small>{provider}</small><b>{title}</b><span>{_facts(agreement, view)}</span>"
    return view.link(agreement.id, inner, style="card")


def _facts(agreement: Agreement, view: View) -> str:
    facts = [view.say("units", count=len(units(agreement.id, view.library)))]
    if agreement.version:
        facts.append(view.say("version", version=agreement.version))
    if agreement.in_force:
        facts.append(view.say("in-force", date=max(agreement.in_force).isoformat()))
    facts.append(view.say("with-official" if agreement.id in view.library.documents else "without-official"))
    return "".join(f"<i>{fact}</i>" for fact in facts)


def _agreement(agreement: Agreement, view: View) -> str:
    site = ""
    if agreement.url.startswith("https://"):
        address = escape(agreement.url)
        site = f'<a href="{address}" target="_blank" rel="noopener noreferrer">{view.say("site")} ↗</a>'
    groups = ""
    for chapter, homes in groupby(units(agreement.id, view.library), lambda home: _chapter(home, view.library)):
        rows = "".join(f"<li>{_row(home, view)}</li>" for home in homes)
        title = f'<h3 lang="ja">{escape(chapter)}</h3>' if chapter else ""
        groups += f'{title}<ul class="toc">{rows}</ul>'
    provider = f"<i>{escape(agreement.provider[view.language])}</i>"
    return (
        f"{path(agreement.id, view)}<header><h2>{escape(agreement.title[view.language])}</h2>"
        f'<p class="facts">{provider}{_facts(agreement, view)}{site}</p></header>{groups}'
    )


def _row(home: str, view: View) -> str:
    return view.link(home, f"<b>{view.name(home)}</b><span>{view.caption(home)}</span>")


def _chapter(home: str, library: Library) -> str:
    return library.entries[home].chapter if home in library.entries else ""
