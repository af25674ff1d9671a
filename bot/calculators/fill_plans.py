"""Mentions in a question → numbers of people, licences and gigabytes."""

import re
from typing import Any

from . import intent, plans
from .filling import Filling
from .mention import Mention


def plan(f: Filling) -> None:
    """Numbers of people and licences."""
    for count in f.scan.of("people", "licences"):
        if "fewer" in count.flags:
            f.say(
                f"{count.value + 1}未満は{count.value}として計算しました。",
                f"Fewer than {count.value + 1} was taken as {count.value}.",
            )
    if f.agreement in (None, "nework"):
        if intent.storage(f.text) or re.search(r"回線|帯域|\blines?\b|mbps|bandwidth", f.text, re.I):
            return
        f.put("guests", f.first("guests"))
        count = _participants(f)
        if count is None and f.follow_up and "guests" not in f.out:
            count = f.first("number")
        f.put("participants", count)
        return
    found = f.plans()
    licences = f.first("licences", "people")
    if intent.storage(f.text) or f.scan.of("gb") or f.known.get("what") == plans.WHAT["storage"]:
        f.put("what", plans.WHAT["storage"])
        f.put("plan", found[0].value if found else None)
        f.put("licences", licences)
        if sizes := f.scan.of("gb"):
            extended = re.search(r"拡張|オプション|追加|extension|extra|expan|add", f.text, re.I) and not re.search(
                r"必要|足り|need|enough|tier|どの拡張|which extension", f.text, re.I
            )
            f.put("extension" if extended else "needed", sizes[0].value)
    elif intent.rooms(f.text) or f.known.get("what") == plans.WHAT["rooms"]:
        f.put("what", plans.WHAT["rooms"])
        f.put("licences", licences)
        f.put("plan", found[0].value if found else None)
    else:
        _licence(f, found)


def _participants(f: Filling) -> Any:
    """How many there are in the end: "45 and 8 more", 30人から45人に."""
    counts = f.scan.of("people", "licences")
    if not counts:
        more = [m for m in f.scan.of("number") if _is_added(f.text, m)]
        kept = f.known.get("participants")
        return kept + more[0].value if more and kept else None
    numbers = [m for m in f.scan.of("number") if _is_added(f.text, m)]
    extra = next((m for m in [*counts, *numbers] if "more" in m.flags or _is_added(f.text, m)), None)
    rest = [m for m in counts if m is not extra]
    if extra and rest:
        return rest[0].value + extra.value
    becomes = [
        m
        for m in counts
        if re.search(r"\b(?:to|grow(?:ing)?\s+to|become)\s+$", f.text[: m.start], re.I)
        or re.match(r"\s*[にへ](?:な|増|減)", f.text[m.end :])
    ]
    return (becomes or counts)[0].value


def _licence(f: Filling, found: list[Mention]) -> None:
    counts = sorted(
        [*f.scan.of("people", "licences"), *(m for m in f.scan.of("number") if f.follow_up or _is_added(f.text, m))],
        key=lambda m: m.start,
    )
    counts = [m for m in counts if not _attends(f.text, m)]
    extra = next((m for m in counts if "more" in m.flags or _is_added(f.text, m)), None)
    rest = [m for m in counts if m is not extra]
    f.put("users", rest[0].value if rest else None)
    f.put("added", extra.value if extra else None)
    if (
        len(counts) > 1
        and re.search(r"から\D{0,6}$", f.text[: counts[1].start])
        and re.match(r"\s*[にへ]", f.text[counts[1].end :])
    ):
        f.put("users", counts[1].value)  # from 9 to 12
        f.out.pop("added", None)
    elif extra is None and len(rest) > 1 and re.search(r"追加|増|add|more|extra", f.text, re.I):
        f.put("added", rest[1].value)
    if found and (
        extra
        or re.search(
            r"現在|今|使って|利用中|契約中|から|current|now|have|on\b|using|from|下回|減|未満|割|切[るっ]|fall|drop|below|fewer|shrink",
            f.text,
            re.I,
        )
    ):
        f.put("current", found[0].value)


def _attends(text: str, count: Mention) -> bool:
    """Whether the people only take part in a meeting: they need no licence."""
    before, after = text[max(0, count.start - 8) : count.start], text[count.end : count.end + 8]
    return bool(
        re.search(r"attend|particip", count.raw, re.I)
        or re.search(r"参加者[がは]?$", before)
        or re.match(r"(?:規模|が?参加|(?:超|以上)?の?(?:会議|ミーティング))", after)
    )


def _is_added(text: str, count: Mention) -> bool:
    after, before = text[count.end : count.end + 8], text[max(0, count.start - 12) : count.start]
    return bool(
        re.match(r"\s*(?:more|extra|additional)\b|\s*(?:を|分|の|ほど|名|人)*\s*(?:追加|増や|増え|足)", after)
        or re.search(r"(?:追加で|さらに|あと|\badd(?:ing)?|\badded|plus)\s*$", before, re.I)
    )
