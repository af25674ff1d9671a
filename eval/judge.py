"""Answers judged against what was expected: tallies for the measures, and in words what is wrong."""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from bot.answer import Answer, Citation
from bot.citations import numbers, unsupported_numbers
from bot.question import Question
from ingest.library import Library
from ingest.locator import label, unit

from .dataset import Asked, Case, Cell
from .measures import SELECTED, UNSELECTED, Judgement, Tally, rank_measures, ranking

_SILENT = re.compile(
    r"(?:定め|規定|記載|条項|言及|明記|明文|該当)[^。|]{0,16}(?:なし|ない|なく|ありません|いません|見つかりません|見当たりません)"
    r"|(?:書か|触れ|述べ|示さ|定め)(?:れ|ら|て|い)*(?:ません|ない)"
    r"|\bno (?:\w+ )?(?:provisions?|clauses?|rules?|terms?|mention|statement)\b|\b(?:says?|states?) nothing\b"
    r"|\bnothing (?:is|was) (?:said|stated)\b|\bsilent\b|\bnot (?:expressly|(?:\w+ )?(?:stated|said|defined|mentioned|provided|given|set|fixed))\b"
    r"|\bdoes not (?:say|state|mention|provide|define|set|fix|give)\b",
    re.IGNORECASE,
)


def judge(case: Case, mode: str, answers: Sequence[Answer], library: Library) -> Judgement:
    """The judgement on the answers to a case's turns; `mode` is its set, or UNSELECTED."""
    tallies: dict[str, Tally] = {}
    misses: list[str] = []
    judged = [pair for pair in zip(case.turns, answers, strict=True) if pair[0].judged]
    asked, answer = judged[-1]
    match case.set:
        case "clause":
            tallies, misses = _clause(case, mode, asked, answer, library)
        case "unanswerable":
            tallies, misses = _unanswerable(asked, answer)
        case "comparison":
            wrong = {a: why for a, cell in asked.cells.items() if (why := wrong_cell(cell, a, answer, library))}
            tallies["comparison/cells"] = Tally(len(asked.cells) - len(wrong), len(asked.cells))
            misses = [f"{agreement}: {why}" for agreement, why in wrong.items()]
        case "dialogue":
            faults = [wrong_turn(*pair, library) for pair in judged]
            tallies["dialogue/turns"] = Tally(faults.count(""), len(faults))
            misses = [f"turn {n}: {why}" for n, why in enumerate(faults, 1) if why]
        case "calculation":
            why = wrong_calculation(asked.calculation or {}, answer)
            tallies["calculation/exact"] = Tally(not why, 1)
            misses = [why] if why else []
    if invented := _invented(case, answers, library):
        misses.append(f"invented figures: {', '.join(sorted(invented))}")
    tallies["all/invented"] = Tally(bool(invented), 1)
    failed = [a.reason for t, a in zip(case.turns, answers, strict=True) if a.kind == "error" and not _impossible(t)]
    tallies["all/withheld"] = Tally(len(failed), len(answers))
    return Judgement(tallies, (*misses, *(f"failed: {reason}" for reason in failed)))


def _clause(
    case: Case, mode: str, asked: Asked, answer: Answer, library: Library
) -> tuple[dict[str, Tally], list[str]]:
    # Where neither user nor question says which agreement, each is answered for: this one's part is judged.
    part = mode == UNSELECTED and not Question(asked.question).agreements(library.agreements.values())
    gold = set(map(unit, asked.locators))

    def own(locator: str) -> bool:
        return not part or locator.partition("/")[0] == case.agreement

    first = next((c.locator for c in answer.citations if own(c.locator)), None)
    right = answer.kind != "no-answer" and first is not None and unit(first) in gold
    lacking = [fact for fact in asked.facts if not holds(answer.answer, fact)]
    refused = answer.kind == "no-answer"
    ranked = ranking(p.locator for p in answer.passages if own(p.locator))
    scores = rank_measures(ranked, gold)
    tallies = {f"{mode}/{name}": Tally(value, 1) for name, value in scores.items()}
    tallies |= {
        f"{mode}/first": Tally(right, 1),
        f"{mode}/facts": Tally(len(asked.facts) - len(lacking), len(asked.facts)),
        f"{mode}/all-facts": Tally(not lacking, 1),
        f"{mode}/refused": Tally(refused, 1),
    }
    if refused and mode == SELECTED:
        tallies["refusal/precision"] = Tally(0, 1)
    misses = ["refused"] if refused else [] if right else [f"cites {first or 'nothing'} first"]
    misses += [f"lacks the fact {_either(fact)}" for fact in lacking]
    if not scores["success5"]:
        misses.append("no right article among the first five passages")
    return tallies, misses


def _unanswerable(asked: Asked, answer: Answer) -> tuple[dict[str, Tally], list[str]]:
    refused = answer.kind == "no-answer"
    nearest = set(map(unit, asked.locators))
    corrects = asked.refusal == "false-premise" and answer.kind == "clause"
    handled = refused or (corrects and any(unit(c.locator) in nearest for c in answer.citations))
    tallies = {"unanswerable/handled": Tally(handled, 1), "refusal/recall": Tally(refused, 1)}
    if refused:
        tallies["refusal/precision"] = Tally(1, 1)
    return tallies, [] if handled else [f"answered ({answer.kind}) although nothing answers it ({asked.refusal})"]


def wrong_cell(cell: Cell, agreement: str, answer: Answer, library: Library) -> str:
    """Why what an answer says of one agreement is wrong; "" if it is right."""
    text = agreement_part(answer, agreement, library)
    if cell.silent:
        return "" if _SILENT.search(_plain(text)) else "does not say that it is silent"
    citations = [c for c in answer.citations if c.agreement == agreement]
    if not _cites(citations, cell.locators):
        return f"cites {', '.join(c.locator for c in citations) or 'nothing'}"
    for citation in answer.citations:  # "Article 12" is no fact "12"
        text = text.replace(citation.label or "\0", " ")
    return "; ".join(f"lacks the fact {_either(fact)}" for fact in cell.facts if not holds(text, fact))


def wrong_turn(asked: Asked, answer: Answer, library: Library) -> str:
    """Why the answer to one turn of a dialogue is wrong; "" if agreement, language, citation and facts are right."""
    inner = {i: a.id for a in library.agreements.values() for i in a.incorporates}
    about = {inner.get(a, a) for a in answer.agreement}
    if about != {inner.get(a, a) for a in asked.agreements}:
        return f"speaks of {', '.join(answer.agreement)}"
    if answer.language != asked.language:
        return f"in {answer.language}"
    if asked.refusal:
        return "" if answer.kind == "no-answer" else f"answered ({answer.kind}) although nothing answers it"
    if answer.kind == "no-answer":
        return "refused"
    if not _cites(answer.citations[:1], asked.locators):
        return f"cites {answer.citations[0].locator if answer.citations else 'nothing'} first"
    return "; ".join(f"lacks the fact {_either(fact)}" for fact in asked.facts if not holds(answer.answer, fact))


def wrong_calculation(expected: Mapping[str, Any], answer: Answer) -> str:
    """Why a calculation is wrong; "" if kind, result and, where they are given, other readings are exactly right.

    An impossible input must be an error, a rule that the agreement lacks a refusal, and no calculation computes nothing.
    """
    kind = expected["kind"]
    right = {
        "invalid": ("error",),
        "no-rule": ("no-answer",),
        "not-a-calculation": ("clause", "comparison", "no-answer"),
    }
    if answer.kind not in right.get(kind, (kind,)):
        return f"{answer.kind} for {kind}"
    if kind == "calculation":
        got = answer.calculation or {}
        if _exact(got.get("result")) != _exact(expected["result"]):
            return f"{got.get('result')} for {expected['result']}"
        results = {_exact(reading["result"]) for reading in got.get("readings", ())}
        if missing := [r for r in map(_exact, expected.get("readings") or ()) if r not in results]:
            return f"no reading that comes to {', '.join(missing)}"
    return ""


def holds(text: str, fact: Sequence[str]) -> bool:
    """Whether a text holds one of the strings of a fact, whatever its width, case and spaces.

    A number must stand alone: 20 is neither in 120 nor in 20,000. Latin letters must stand together ("in order" holds no
    "no"), and a blank at the end of a string is the end of a word.

    >>> holds("年１４．５％", ["14.5"]), holds("Team100", ["team 100"]), holds("in order", ["no"]), holds("note", ["no "])
    (True, True, False, False)
    """
    plain = _plain(text)
    return any(re.search(_pattern(_plain(string)), plain) for string in fact)


def _pattern(string: str) -> str:
    stripped = string.strip()
    chars = re.sub(r"\s+", " ", stripped)
    pattern = r"(?<!\d)(?<!\d[.,])" if stripped[0].isdigit() else r"(?<!\w)" if string[0].isspace() else ""
    for one, following in zip(chars, [*chars[1:], ""], strict=True):
        latin = one.isascii() and following.isascii() and one.isalnum() and following.isalnum()
        pattern += "" if one == " " else re.escape(one)
        pattern += "" if latin or not following else r"\s*"
    return pattern + (r"(?!\d|[.]\d|,\d{3})" if stripped[-1].isdigit() else r"(?!\w)" if string[-1].isspace() else "")


def agreement_part(answer: Answer, agreement: str, library: Library) -> str:
    """What an answer says of one agreement: its row, or the lines from its name to the next agreement's.

    Of the lines before any of these, the sentences that name it or no agreement at all. All of the answer if it speaks of
    that agreement alone; "" if it does not speak of it.
    """
    if answer.agreement == (agreement,):
        return answer.answer
    names = [
        (_plain(name), a.id)
        for a in library.agreements.values()
        for name in (*a.short.values(), *a.title.values(), *a.names, *a.companies)
    ]
    lead, lines, current = "", [], ""
    for line in answer.answer.splitlines():
        start = _plain(line).lstrip("|【[*-・ ")
        named = max(((name, id) for name, id in names if start.startswith(name)), key=lambda n: len(n[0]), default=None)
        current = named[1] if named else "" if line.startswith("|") else current
        if current == agreement:
            lines.append(line)
        elif not current and not line.startswith("|"):
            lead += line + "\n"
    for sentence in re.split(r"(?<=[。!?\n])|(?<=\.)\s", lead):
        about = {id for name, id in names if name in _plain(sentence)}
        if sentence.strip() and (agreement in about or not about):
            lines.append(sentence)
    return "\n".join(lines)


def _invented(case: Case, answers: Sequence[Answer], library: Library) -> set[str]:
    """Numbers that no cited provision, no question of the conversation and no calculation holds.

    A clarification states nothing: its numbers are inputs understood and choices. An error quotes what is impossible.
    """
    known = set().union(*(numbers(turn.question) for turn in case.turns), numbers(str(case.today)))
    found: set[str] = set()
    for answer in answers:
        if answer.kind in ("clarification", "error"):
            continue
        noted = [label(locator, answer.language) for note in answer.notes for locator in note.locators]
        computed = numbers(json.dumps(answer.calculation, ensure_ascii=False) + " ".join(noted))
        found |= {_figure(n) for n in unsupported_numbers(answer, library)} - set(map(_figure, computed | known))
    return found


def _impossible(asked: Asked) -> bool:
    return asked.calculation is not None and asked.calculation["kind"] == "invalid"


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _figure(number: str) -> str:
    return number.lstrip("0") or "0"  # 2027-02-04 is 2027年2月4日


def _cites(citations: Sequence[Citation], locators: Sequence[str]) -> bool:
    return bool({unit(c.locator) for c in citations} & set(map(unit, locators)))


def _exact(value: Any) -> str:
    """A result as text in which 131, "131" and 131.0 are one, a period is its two days, and "Team 50" is team-50."""
    if isinstance(value, dict):
        return _exact(list(value.values()))
    if isinstance(value, list):
        return " ".join(map(_exact, value))
    return f"{value:.10g}" if isinstance(value, float) else str(value).replace(",", "").replace(" ", "-").casefold()


def _either(fact: Sequence[str]) -> str:
    return " / ".join(fact)
