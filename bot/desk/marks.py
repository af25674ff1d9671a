"""A provision's text as HTML, with a quote marked and the cells of a table set apart."""

from collections.abc import Sequence
from html import escape

Range = tuple[int, int]


def ranges(text: str, quote: str) -> list[Range]:
    """Where a quote stands in a text. Its lines count alone, as a quote can run over several provisions."""
    found = []
    for line in filter(None, map(str.strip, quote.splitlines())):
        start = text.find(line)
        if start >= 0:
            found.append((start, start + len(line)))
        elif text and text in line:  # the line has the printed number in front
            found.append((0, len(text)))
    return sorted(found)


def marked(text: str, found: Sequence[Range]) -> str:
    """The text with the ranges marked; text with tabs becomes the row of a table."""
    cells, start = [], 0
    for cell in text.split("\t"):
        cells.append(_cell(cell, [(a - start, b - start) for a, b in found]))
        start += len(cell) + 1
    if len(cells) == 1:
        return cells[0]
    row = "".join(f"<td>{cell}</td>" for cell in cells[1:])
    return f'<table><tbody><tr><th scope="row">{cells[0]}</th>{row}</tr></tbody></table>'


def _cell(cell: str, found: Sequence[Range]) -> str:
    out, at = "", 0
    for first, last in found:
        start, end = max(first, at), min(last, len(cell))
        if start < end:
            out += f"{escape(cell[at:start])}<mark>{escape(cell[start:end])}</mark>"
            at = end
    return out + escape(cell[at:])
