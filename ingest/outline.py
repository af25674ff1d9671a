"""From the raw text of an agreement to its provisions.

One pass over the lines. A line is furniture, a heading, a numbered provision, or goes on with the provision before it.
Numbers decide: a number opens a provision only where it follows the one before, so that a reference at the head of a
wrapped line (第20条（…）第1項および…) opens nothing. What numbers cannot say, the agreement's layout says (`Layout`).
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from . import numbering
from .layout import Layout, Part, Table
from .lines import CAPTION_LENGTH, Line, Page, is_heading
from .normalise import Flow, flow, markup, squeeze
from .provisions import Document, Problem, Provision, Segment

FIRST_LEVEL = {"article": "paragraph", "suppl": "paragraph", "tariff": "rule"}  # every other unit: section
NEXT_LEVEL = {
    "section": "item",
    "rule": "item",
    "paragraph": "item",
    "item": "subitem",
    "subitem": "subitem",
    "row": "item",
}


@dataclass
class Level:
    """An open level of numbering: the form of its numbers, and the number that the last one printed and was given."""

    form: str
    kind: str
    locator: str
    printed: int
    given: int


@dataclass
class _Node:
    locator: str
    number: str
    caption: str
    chapter: str


@dataclass
class Outliner:
    """The state of the pass. `outline` is the way in."""

    raw: str
    agreement: str
    layout: Layout
    nodes: dict[str, _Node] = field(default_factory=dict)
    segments: list[Segment] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    chapter: str = ""
    unit: str = ""  # the open article, note, table …: "" before the first
    unit_kind: str = ""
    current: str = ""  # whose text the next line goes on with
    levels: list[Level] = field(default_factory=list)
    article: tuple[int, ...] = (0,)
    counts: Counter[str] = field(default_factory=Counter)
    pending: list[Line] = field(default_factory=list)  # captions that wait for the provision below them
    part: int = -1
    in_contents: bool = False
    table: Table | None = None
    rows: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.markup = markup(self.raw)
        self.page = Page.read(self.raw, self.markup)
        self.lines = self.page.lines
        headings = [h for line in self.lines if (h := numbering.article(line.text))]
        references = len(re.findall(r"第\s*\d+\s*条", "".join(line.text for line in self.lines)))
        self.captions_only = references >= 3 and not any(h.number == "1" for h in headings)
        self._flat = "".join(line.squeezed for line in self.lines)
        self._flat_at: list[int] = []
        at = 0
        for line in self.lines:
            self._flat_at.append(at)
            at += len(line.squeezed)

    # -- the pass ----------------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Reads every line."""
        for index in range(len(self.lines)):
            line = self.lines[index]
            if not (
                self._page(line)
                or self._contents(line)
                or self._layout_part(line)
                or self._generic_part(line)
                or self._chapter(line)
                or self._row(index)
                or self._article(index)
                or self._unnumbered_article(index)
                or self._caption_above(index)
                or self._numbered(index)
            ):
                self._text(line)
        for line in self.pending:
            self._emit(line.start, line.end, self.current, "text" if self.current else "title page")

    def _page(self, line: Line) -> bool:
        if re.fullmatch(r"https?://[!-~]+", self.raw[line.start : line.end].strip()):
            # PDF extraction repeats a page's links at its foot
            seen = line.text in self.raw[: line.start]
            return seen and self._furniture(line, "page")
        if self.page.is_running(line):
            return self._furniture(line, "page")
        return False

    def _contents(self, line: Line) -> bool:
        if line.squeezed in ("目次", "目録"):
            self.in_contents = True
        elif self.in_contents and not re.search(r"(?:\d|[.…・]{3,})\Z", line.text):
            self.in_contents = False
        return self.in_contents and self._furniture(line, "contents")

    def _layout_part(self, line: Line) -> bool:
        parts = self.layout.parts
        if self.part >= 0 and line.squeezed == squeeze(parts[self.part].heading):
            return self._heading(line)
        for index in range(self.part + 1, len(parts)):
            part = parts[index]
            if line.squeezed == squeeze(part.heading) and (part.locator is not None or index == self.part + 1):
                self.part = index
                return self._open_part(line, part)
        return False

    def _open_part(self, line: Line, part: Part) -> bool:
        self._close_unit()
        if part.locator is None:
            return self._furniture(line, "imprint")
        if part.locator == "":  # the articles
            self.chapter = ""
            return self._furniture(line, "chapter")
        caption = re.sub(r"^(?:別紙\s*)?[\d.\s]+(?=\D)", "", line.text)
        self._open_unit(part.locator, part.locator.split("-")[0], "", caption)
        return self._heading(line)

    def _generic_part(self, line: Line) -> bool:
        found = numbering.part(line.text)
        if not found or self.layout.rules_out(line.squeezed):
            return False
        kind, number, caption = found
        if kind == "suppl":
            self.counts[kind] += 1
            locator = f"suppl-{self.counts[kind]}"
        elif kind == "tariff":
            locator = "tariff"
        elif kind == "table":
            locator = f"tariff/table-{number}" if "tariff" in self._units() else f"table-{number}"
        else:
            locator = f"{kind}-{number}"
        if f"{self.agreement}/{locator}" in self.nodes:
            return False
        self._open_unit(locator, kind, "", caption)
        return self._heading(line)

    def _units(self) -> set[str]:
        return {locator.split("/")[1] for locator in self.nodes}

    def _chapter(self, line: Line) -> bool:
        if not numbering.is_chapter(line.text):
            return False
        self._flush_pending()
        self.chapter = line.text
        self._close_unit()
        return self._furniture(line, "chapter")

    def _row(self, index: int) -> bool:
        """A row, or another part without a number, that the layout names by the words it begins with."""
        rest = None
        for table in self.layout.tables:
            home = f"{self.agreement}/{table.locator}"
            done = self.rows[table.locator]
            if done >= len(table.rows) or home not in self.nodes or not (home + "/").startswith(self.unit + "/"):
                continue
            rest = rest or self._flat[self._flat_at[index] :]
            line = self.lines[index]
            if table.header and done == 0 and rest.startswith(squeeze(table.header)):
                self._emit(line.start, line.end, home, "header")
                return True
            if rest.startswith(squeeze(table.rows[done])):
                self.rows[table.locator] = done + 1
                self._open_row(table, home, done + 1, line)
                return True
        return False

    def _open_row(self, table: Table, home: str, number: int, line: Line) -> None:
        locator = f"{home}/{table.kind}-{number}"
        if any(level.locator == home for level in self.levels) or home == self.unit:
            while self.levels and self.levels[-1].locator != home:
                self.levels.pop()
        label = table.rows[number - 1]
        self._add(locator, "", table.captions.get(str(number)) or re.sub(r"^(?:[■●・]\s*|\d+ )", "", label))
        self.table = table if table.kind != "paragraph" else None
        if table.kind == "paragraph":
            self.levels.append(Level("unnumbered", "paragraph", locator, number, number))
            if squeeze(label) == line.squeezed or (len(line.text) < CAPTION_LENGTH and not line.ends_sentence):
                self._emit(line.start, line.end, locator, "caption")
                return
        self._emit(line.start, line.end, locator, "text")

    def _article(self, index: int) -> bool:
        line = self.lines[index]
        heading = numbering.article(line.text)
        if not heading or self.unit_kind not in ("", "article", "suppl", "preamble"):
            return False
        number = tuple(map(int, heading.number.split("-")))
        home = ""
        if self.unit_kind == "suppl" or "/suppl-" in self.unit:
            home = re.sub(r"/article-.*", "", self.unit).split("/", 1)[1] + "/"
            if home == "suppl/":
                return False
            last = self.article if "/article-" in self.unit else (0,)
        else:
            last = self.article
        captioned = bool(heading.caption or self.pending)
        if not captioned and heading.body and line.text[heading.body :].startswith("第"):
            return False
        if not _follows(number, last, leap=10 if captioned else 1):
            return False
        if len(number) == 1 and number[0] > last[0] + 1:
            self._problem("", f"article numbers leap from {'-'.join(map(str, last))} to {heading.number}")
        caption = heading.caption
        body = heading.body
        if body is not None and not caption and self.page.is_caption(line.text[body:], index):
            caption, body = line.text[body:], None
        caption = caption or (self.pending[-1].text.strip("()【】[] ") if self.pending else "")
        self._open_unit(f"{home}article-{heading.number}", "article", line.text[: heading.length].strip(), caption)
        self.nodes[self.unit].number = squeeze(re.sub(r"\s*\(.*", "", self.nodes[self.unit].number))
        self.article = number
        if body is None:
            return self._heading(line)
        at = line.flow.raw_start(body)
        self._emit(line.start, at, self.unit, "number")
        self._body(index, at)
        return True

    def _body(self, index: int, at: int) -> None:
        """The rest of a heading's line: text, or an explicit first paragraph."""
        line = self.lines[index]
        rest = flow(self.raw, [(at, line.end)], spaced=True).strip()
        if not self._place(numbering.markers(rest.text), index, at, rest):
            self._text(Line(at, line.end, rest))

    def _unnumbered_article(self, index: int) -> bool:
        """An article of which only the caption stands in the text; its number follows the article before."""
        if not self.captions_only or self.unit_kind not in ("", "article", "preamble"):
            return False
        line = self.lines[index]
        if not self.page.is_caption(line.text, index) or numbering.markers(line.text):
            return False
        if (
            not self.chapter
            and not self.nodes
            and index + 1 < len(self.lines)
            and numbering.is_chapter(self.lines[index + 1].text)
        ):
            return False
        number = (self.article[0] + 1,)
        self._open_unit(f"article-{number[0]}", "article", "", line.text)
        self.article = number
        return self._heading(line)

    def _caption_above(self, index: int) -> bool:
        """（定義） on a line of its own: the caption of the provision below it."""
        line = self.lines[index]
        if not re.fullmatch(r"\([^()]{1,30}(?:\([^()]*\)[^()]*)*\)", line.text) or index + 1 >= len(self.lines):
            return False
        if re.match(r"\((?:以下|注|例|ただし|なお)", line.text):
            return False
        before, after = self.lines[index - 1] if index else None, self.lines[index + 1].text
        if before and not (before.ends_sentence or len(before.text) < self.page.width * 0.8 or is_heading(before.text)):
            return False
        opens = numbering.article(after) or numbering.markers(after) or numbering.is_chapter(after)
        if not opens and not (self.unit_kind == "suppl" and self.current == self.unit):
            return False
        self.pending.append(line)
        return True

    def _numbered(self, index: int) -> bool:
        line = self.lines[index]
        return bool(self.unit) and self._place(numbering.markers(line.text), index, line.start, line.flow)

    # -- numbers -----------------------------------------------------------------------------------------------------

    def _place(self, markers: list[numbering.Marker], index: int, start: int, text: Flow) -> bool:
        """Opens the provision that a number at the head of `text` belongs to, if it belongs to one."""
        for marker in markers:
            for depth in reversed(range(len(self.levels))):
                if self._continues(self.levels[depth], marker, index):
                    return self._open_next(depth, marker, index, start, text)
        for marker in markers:
            if (
                marker.number == "1"
                and (self.table is None or self.table.items_after)
                and self._may_open(marker, index)
            ):
                return self._open_level(marker, index, start, text)
            if self._is_old_style_paragraph(marker):
                return self._open_next(0, marker, index, start, text)
        return False

    def _continues(self, level: Level, marker: numbering.Marker, index: int) -> bool:
        if level.form != marker.form:
            return False
        number = int(marker.number)
        # 「2 …」 after half a sentence is a wrapped line; items need not be sentences
        plain = marker.form == "arabic" and "." not in self.lines[index].text[: marker.length]
        if (
            plain
            and level.kind in ("paragraph", "section", "rule")
            and level is self.levels[-1]
            and not self.page.block_ended(index)
        ):
            return False
        if number == level.printed + 1:
            return True
        skips = marker.form == "arabic" and level.kind in ("paragraph", "rule") and self.lines[index - 1].ends_sentence
        if skips and number == level.printed + 2:
            self._problem(level.locator, f"the number after {level.printed} is {number}")
            return True
        return number == 1 and self._restarts()

    def _restarts(self) -> bool:
        return self.part >= 0 and self.layout.parts[self.part].restart

    def _may_open(self, marker: numbering.Marker, index: int) -> bool:
        if any(level.form == marker.form for level in self.levels) and marker.form != "arabic":
            return False
        if marker.form in ("arabic", "kanji", "letter", "right-paren"):
            arabic = sum(level.form == "arabic" for level in self.levels)
            return self.page.block_ended(index) and arabic < 2
        return True

    def _is_old_style_paragraph(self, marker: numbering.Marker) -> bool:
        """② after an unnumbered first paragraph, as in old statutes."""
        first = self.levels[0] if self.levels else None
        return bool(
            marker.form == "circled" and marker.number == "2" and first and len(self.levels) == 1
            and first.kind == "paragraph" and first.printed == 1
        )  # fmt: skip

    def _open_next(self, depth: int, marker: numbering.Marker, index: int, start: int, text: Flow) -> bool:
        level = self.levels[depth]
        del self.levels[depth + 1 :]
        printed = int(marker.number)
        level.given = level.given + 1 if printed == 1 or level.given != level.printed else printed
        level.printed = printed
        level.form = marker.form
        level.locator = f"{level.locator.rpartition('/')[0]}/{level.kind}-{level.given}"
        return self._open_numbered(level, marker, index, start, text)

    def _open_level(self, marker: numbering.Marker, index: int, start: int, text: Flow) -> bool:
        if not self.levels and self.unit_kind == "article" and marker.form != "arabic":
            self._implicit_paragraph()
        parent = self.levels[-1].locator if self.levels else self.unit
        kind = NEXT_LEVEL[self.levels[-1].kind] if self.levels else FIRST_LEVEL.get(self.unit_kind, "section")
        if kind == "paragraph" and self.unit_kind == "suppl" and marker.form != "arabic":
            kind = "item"
        level = Level(marker.form, kind, f"{parent}/{kind}-1", 1, 1)
        self.levels.append(level)
        return self._open_numbered(level, marker, index, start, text)

    def _open_numbered(self, level: Level, marker: numbering.Marker, index: int, start: int, text: Flow) -> bool:
        line = self.lines[index]
        rest = text.text[marker.length :].strip()
        caption = self._caption_of(level, rest, index)
        above = self.pending[-1].text.strip("()") if self.pending else ""
        self.table = None
        self._add(level.locator, text.text[: marker.length].strip(), caption or above)
        at = text.raw_start(marker.length)
        self._emit(start, at, level.locator, "number")
        if caption:
            self._emit(at, line.end, level.locator, "caption")
        else:
            tail = flow(self.raw, [(at, line.end)], spaced=True).strip()
            inner = numbering.markers(tail.text)
            if not (
                inner
                and inner[0].form != marker.form
                and level.kind != "subitem"
                and self._place(inner[:1], index, at, tail)
            ):
                self._emit(at, line.end, level.locator, "text")
        return True

    def _caption_of(self, level: Level, rest: str, index: int) -> str:
        if level.kind not in ("section", "paragraph") or re.search("[。]", rest) or not rest:
            return ""
        if level.kind == "section":
            return rest if len(rest) <= CAPTION_LENGTH else ""
        after = self.lines[index + 1].text if index + 1 < len(self.lines) else ""
        short = len(rest) <= min(25, self.page.width * 0.65) and "、" not in rest
        return rest if short and after and not numbering.markers(after) and not is_heading(after) else ""

    def _implicit_paragraph(self) -> None:
        locator = f"{self.unit}/paragraph-1"
        self.levels.append(Level("arabic", "paragraph", locator, 1, 1))
        self._add(locator, "", "")

    # -- text --------------------------------------------------------------------------------------------------------

    def _text(self, line: Line) -> None:
        if not self.unit:
            if not line.ends_sentence or self.article != (0,) or self.layout.parts:
                self._flush_pending()
                imprint = self.part >= 0 and self.layout.parts[self.part].locator is None
                self._furniture(line, "imprint" if imprint else "title page")
                return
            self._open_unit("preamble", "preamble", "", "")
        if self.unit_kind == "article" and not self.levels:
            self._implicit_paragraph()
        self._flush_pending()
        if self.unit_kind in ("tariff", "table") and not self.levels and "。" not in line.text:
            self._heading(line)  # 通則; 第1 利用料金
            return
        if line.text.startswith("なお、") and self._closes_items():
            self.levels.pop()
            self.current = self.levels[-1].locator
        self._emit(line.start, line.end, self.current, "text")

    def _closes_items(self) -> bool:
        """なお、… after items that are no sentences goes on with the paragraph."""
        if len(self.levels) < 2 or self.current != self.levels[-1].locator:
            return False
        last = next((s for s in reversed(self.segments) if s.owner == self.current), None)
        return last is not None and not flow(self.raw, [(last.start, last.end)]).text.strip().endswith("。")

    # -- bookkeeping -------------------------------------------------------------------------------------------------

    def _open_unit(self, locator: str, kind: str, number: str, caption: str) -> None:
        self.levels = []
        self.table = None
        self.unit = f"{self.agreement}/{locator}"
        self.unit_kind = kind
        self._add(self.unit, number, caption)

    def _close_unit(self) -> None:
        self.levels, self.unit, self.unit_kind, self.current, self.table = [], "", "", "", None

    def _add(self, locator: str, number: str, caption: str) -> None:
        if locator in self.nodes:
            self._problem(locator, "the same number stands twice")
        chapter = self.chapter if "/article-" in locator else ""
        self.nodes.setdefault(locator, _Node(locator, number, caption, chapter))
        self.current = locator
        self._flush_pending()

    def _flush_pending(self) -> None:
        pending, self.pending = self.pending, []
        for line in pending:
            if self.current and not self.nodes[self.current].caption:
                self.nodes[self.current].caption = line.text.strip("()")
            self._emit(line.start, line.end, self.current, "caption" if self.current else "title page")

    def _heading(self, line: Line) -> bool:
        self._emit(line.start, line.end, self.unit, "caption" if self.unit else "title page")
        return True

    def _furniture(self, line: Line, kind: str) -> bool:
        self._emit(line.start, line.end, "", kind)
        return True

    def _emit(self, start: int, end: int, owner: str, kind: str) -> None:
        at = start
        for a, b in self.markup:
            if b <= start or a >= end:
                continue
            if a > at:
                self.segments.append(Segment(at, a, owner, kind))
            self.segments.append(Segment(max(a, at), min(b, end), "", "markup"))
            at = min(b, end)
        if at < end:
            self.segments.append(Segment(at, end, owner, kind))

    def _problem(self, locator: str, message: str) -> None:
        self.problems.append(Problem(self.agreement, locator or self.agreement, message))


def outline(raw: str, source: str, agreement: str, layout: Layout) -> Document:
    """Parses the raw text of one agreement. Never fails: what it cannot place is text of the provision before."""
    outliner = Outliner(raw, agreement, layout)
    outliner.run()
    segments = tuple(sorted(outliner.segments, key=lambda s: s.start))
    document = Document(agreement, source, raw, segments, {}, tuple(outliner.problems))
    provisions = {}
    for locator in _reading_order(outliner.nodes, segments):
        node = outliner.nodes[locator]
        own = document.flow(locator)
        provisions[locator] = Provision(locator, node.number, node.caption, node.chapter, own.text, own.original)
    return Document(agreement, source, raw, segments, provisions, tuple(outliner.problems))


def _reading_order(nodes: dict[str, _Node], segments: tuple[Segment, ...]) -> list[str]:
    """Parents before children, siblings as printed."""
    order: dict[str, None] = {}
    for locator in nodes:
        parents = locator.split("/")
        for depth in range(2, len(parents) + 1):
            prefix = "/".join(parents[:depth])
            if prefix in nodes:
                order.setdefault(prefix)
    tree: dict[str, list[str]] = {}
    for locator in order:
        home = locator.rpartition("/")[0]
        while home and home not in nodes and "/" in home:
            home = home.rpartition("/")[0]
        tree.setdefault(home, []).append(locator)
    out: list[str] = []

    def walk(locator: str) -> None:
        for child in tree.get(locator, []):
            out.append(child)
            walk(child)

    walk(next(iter(nodes)).split("/")[0] if nodes else "")
    return out


def _follows(number: tuple[int, ...], last: tuple[int, ...], leap: int) -> bool:
    if len(number) > 1:
        return number > last and number[0] == last[0]
    return last[0] < number[0] <= last[0] + leap
