"""Comparison of agreements: a row for each, its figure or its silence, and first a sentence that answers what was asked."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from index.search import SearchIndex
from index.tokens import tokens
from ingest.locator import label, unit
from ingest.topics import TOPIC, Cell, Topic, topics

from . import sentences
from .answer import Answer, Ranked
from .calculators.figures import figures
from .compose import joined, own_text
from .phrases import phrase
from .respond import respond
from .retrieve import Found, find
from .turn import Turn

_ASKS = re.compile(
    r"比べ|比較|違い|違う|異な|どれ|どちら|どっち|どの(?:規約|サービス|会社|契約|社)|どこが|一番|最も|最長|最短|最高|最低|各社|各規約|それぞれ|すべての規約|全ての規約|全規約|"
    r"[2-4二三四]\s*(?:つ(?:の|とも|を)|規約|サービス|社)|規約ごと|各サービス|横並び|共通|洗い出|"
    r"\bcompar|\bdiffer|\bversus\b|\bvs\b|\bwhich (?:of|one|ones|agreement|agreements|service|services|provider|providers|contract|terms|vendor)\b|"
    r"\beach (?:of|agreement|service|provider)\b|\b(?:of|in|under) (?:all|the) (?:four|three)\b|\bthe four\b|\bevery (?:agreement|service|provider)\b|\ball (?:four|three|of them|the agreements|agreements|services|providers)\b|\bacross\b|"
    r"\bside by side\b|\bboth\b|\bany of (?:them|the)\b|\bwho (?:has|offers|gives|charges|allows|lets)\b|\bthe other(?:s| agreements| services)\b"
)
_MOST = re.compile(r"高|大き|長|多|遅|厳し|最大|\b(?:high|long|most|max|larg|great|expens|strict|late)")
_LEAST = re.compile(r"安|低|短|少|早|最小|緩|\b(?:cheap|low|short|least|min|small|early|fewest|soon)")
CELL = {"ja": 110, "en": 240}  # characters of a provision in a table cell
VOTE = 1.0  # what it is worth that retrieval finds a topic's provisions in all agreements
TOPICAL = 0.3  # below it no topic fits


@dataclass(frozen=True)
class Row:
    """One agreement in the table: a few words, and what the provision says. `locators` are cited; a silent one cites nothing."""

    agreement: str
    text: str
    locators: tuple[str, ...]
    silent: bool
    said: str = ""


def asks_to_compare(turn: Turn) -> bool:
    """Whether several agreements are named, or none and the question asks which of them, or how they differ."""
    if turn.named:
        return len(turn.groups) > 1
    return len(turn.groups) > 1 and bool(_ASKS.search(turn.question.normal))


def compare(turn: Turn, index: SearchIndex) -> Answer:
    """The table over the agreements in scope, on the topic that the question is about."""
    found = {group[0]: find(turn, index, group) for group in turn.groups}
    topic = _topic(turn, index, found)
    if topic:
        rows = [_topic_row(group[0], topic.cells[group[0]], turn) for group in turn.groups if group[0] in topic.cells]
        lead = _lead(turn, topic, rows)
    else:
        rows = [_found_row(found[group[0]], turn) for group in turn.groups]
        lead = phrase("no-topic", turn.language)
    ruled = [row.locators for row in rows if not row.silent]
    cited = [*(locators[0] for locators in ruled), *(x for locators in ruled for x in locators[1:])]
    passages = [Ranked(locator, 1.0) for locator in cited]
    passages += sorted(
        (p for f in found.values() for p in f.provisions[:3] if p.locator not in cited), key=lambda p: -p.score
    )
    about = [row.agreement for row in rows]
    text = f"{lead}\n{_table(turn, rows)}"
    if topic is None and not cited:
        return respond(turn, "no-answer", text, passages=passages[:10], agreements=about, reason="not-found")
    return respond(turn, "comparison", text, cited, passages=passages[:10], agreements=about)


def _topic(turn: Turn, index: SearchIndex, found: dict[str, Found]) -> Topic | None:
    """The topic that the question is likeliest about, by its own words and by what retrieval finds in each agreement."""
    known = {topic.locator: topic for topic in topics(turn.library)}
    scores = {
        hit.locator: hit.score
        for hit in index.search(turn.subject, len(known) or 1, (TOPIC,), before=turn.before, weight=turn.weight)
    }
    firsts = {f.agreement: unit(f.provisions[0].locator) for f in found.values() if f.provisions}

    def score(topic: Topic) -> float:
        votes = [first in map(unit, topic.cells[a].locators[:2]) for a, first in firsts.items() if a in topic.cells]
        return scores.get(topic.locator, 0.0) + VOTE * sum(votes) / max(len(votes), 1)

    best = max(known.values(), key=score, default=None)
    return best if best and score(best) >= TOPICAL else None


def _topic_row(agreement: str, cell: Cell, turn: Turn) -> Row:
    excerpts = [] if cell.silent else [_excerpt(locator, turn) for locator in cell.locators]
    _, said = max(excerpts, key=lambda excerpt: excerpt[0], default=(0, ""))
    return Row(agreement, cell.plain(turn.language), cell.locators, cell.silent, said)


def _found_row(found: Found, turn: Turn) -> Row:
    if not found.answers:
        text = found.silence.plain(turn.language) if found.silence else phrase("silent", turn.language)
        return Row(found.agreement, text, (), silent=True)
    locator = found.provisions[0].locator
    return Row(found.agreement, _excerpt(locator, turn)[1], (locator,), silent=False)


def _excerpt(locator: str, turn: Turn) -> tuple[int, str]:
    """The sentences of a provision that answer best, and how many of the question's words they hold."""
    text = own_text(turn.library, locator, turn.language)
    parts = sentences.choose(turn.whole, sentences.split(text), CELL[turn.language])
    excerpt = joined(parts, turn.language)
    return len({*tokens(turn.whole)} & {*tokens(excerpt)}), excerpt


def _lead(turn: Turn, topic: Topic, rows: Sequence[Row]) -> str:
    """The sentence that answers: the highest or lowest, who has it and who has not."""
    language = turn.language
    name = topic.en if language == "en" else topic.ja
    parts = [phrase("compared", language, topic=name)]
    ranked = _extremes(turn, topic, rows)
    if ranked:
        parts += ranked
    elif topic.measure == "yes-no":
        groups: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            groups[re.split(r"[（(、,;:：。]", row.text)[0].strip()].append(row)
        parts += [
            phrase("grouped", language, value=value, names=_names(turn, group)) for value, group in groups.items()
        ]
    silent = [row for row in rows if row.silent]
    if silent and not (topic.measure == "yes-no" and not ranked):
        parts.append(phrase("lacking", language, names=_names(turn, silent)))
    return joined(parts, language)


def _extremes(turn: Turn, topic: Topic, rows: Sequence[Row]) -> list[str]:
    values: dict[str, Decimal] = {}
    units = set()
    for row in rows:
        cell = topic.cells[row.agreement]
        if cell.figure:
            figure = figures(row.agreement)[cell.figure]
            values[row.agreement] = Decimal(str(figure.value))
            units.add(figure.unit)
    if len(values) < 2 or len(units) != 1 or len(set(values.values())) < 2:
        return []
    out = []
    asked = turn.question.normal
    most, least = bool(_MOST.search(asked)), bool(_LEAST.search(asked))
    for key, wanted, value in (
        ("most", most or not least, max(values.values())),
        ("least", least or not most, min(values.values())),
    ):
        if wanted:
            group = [row for row in rows if values.get(row.agreement) == value]
            out.append(
                phrase(f"{key}-{_scale(topic)}", turn.language, names=_names(turn, group), value=_short(group[0].text))
            )
    return out


def _short(cell: str) -> str:
    return re.sub(r"\s*[（(][^（）()]*[）)]\s*\Z", "", cell)


def _scale(topic: Topic) -> str:
    return "time" if topic.measure in ("period", "notice") else "size"


def _names(turn: Turn, rows: Sequence[Row]) -> str:
    names = [turn.library.agreement(row.agreement).short[turn.language] for row in rows]
    if turn.language == "ja":
        return "、".join(names)
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def _table(turn: Turn, rows: Sequence[Row]) -> str:
    heads = [phrase(key, turn.language) for key in ("head-agreement", "head-says", "head-clause")]
    lines = [heads, ["---"] * len(heads)]
    for row in rows:
        clauses = "" if row.silent else label(row.locators[0], turn.language)
        text = " — ".join(filter(None, (row.text, row.said))).replace("|", "／")
        lines.append([turn.library.agreement(row.agreement).short[turn.language], text, clauses or "—"])
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
