"""Words of Japanese, English and mixed text, in the form under which they are indexed and looked up."""

import re
import threading
from functools import cache, lru_cache
from typing import Any

from ingest.normalise import normalise
from ingest.numbering import number

CONTENT = {"名詞", "動詞", "形容詞", "形状詞", "副詞", "接頭辞", "接尾辞"}
ASKING = {"何時", "何処", "誰"}  # when, where, who: pronouns that say what is asked of a thing
# Words that stand in nearly every Japanese sentence and say nothing of its subject.
STOP_JA = re.compile("為る|居る|有る|成る|出来る|下さる|頂く|呉れる|仕舞う|御|第|事|様|為|無い|どう")
# Likewise in English, with what an apostrophe cuts off.
STOP_EN = re.compile(
    "a|an|and|any|are|as|at|be|been|being|by|can|could|d|did|do|does|don|for|from|had|has|have|he|her|his|how|i|if|in|"
    "into|is|it|its|ll|m|may|me|my|of|on|or|our|re|s|shall|she|should|so|t|than|that|the|their|them|then|there|these|"
    "they|this|those|to|us|ve|was|we|were|what|when|where|which|who|whom|whose|why|will|with|would|you|your"
)
_PIECE = re.compile(r"(?P<latin>[a-z\u00c0-\u024f]+)|(?P<digits>\d+(?:,\d{3})*(?:\.\d+)?)|(?:[^\x00-\x7f]|%)+")
_KANJI_NUMBER = re.compile(r"[〇一二三四五六七八九十百]+\Z")
# 申し込み is 申し込む made a noun: the last kana of the noun, and that of the verb.
_VERB_ENDING = dict(zip("いきぎしちびみり", "うくぐすつぶむる", strict=True))
_VERB_ENDING |= {kana: kana + "る" for kana in "えけげせてべめれ"}
_tagging = threading.Lock()


def tokens(text: str) -> list[str]:
    """The content words of `text` in order, after NFKC; [] if it has none.

    Japanese words are UniDic lemmas (払った → 払う; a noun made of a verb counts as the verb), and a loan word is
    followed by the stem of its English (サービス → サービス, servic). Latin words are lower-cased and stemmed. A number
    is one token in Arabic digits, without commas (14.6, 24, 1000; 二十四 → 24).
    """
    found: list[str] = []
    for piece in _PIECE.finditer(normalise(text).lower()):
        word = piece[0]
        if piece["latin"]:
            if not STOP_EN.fullmatch(word):
                found.append(_stem(word))
        elif piece["digits"]:
            found.append(word.replace(",", ""))
        else:
            found += _japanese(word)
    return found


def tagged(text: str) -> list[Any]:
    """The words of a Japanese text with their UniDic features, in order."""
    with _tagging:  # a MeCab lattice serves one text at a time
        return list(_tagger()(text.encode("utf-8", "replace").decode()))


@cache
def readings(kanji: str) -> frozenset[str]:
    """How a kanji may be read, in katakana, as far as UniDic has it as a word."""
    with _tagging:
        paths = _tagger().nbestToNodeList(kanji, 8)
    return frozenset(word.feature.kana for path in paths for word in path if len(path) == 1 and word.feature.kana)


def _japanese(text: str) -> list[str]:
    found: list[str] = []
    digits = ""
    for word in tagged(text):
        if word.feature.pos2 == "数詞" and _KANJI_NUMBER.match(word.surface):
            digits += word.surface
            continue
        if digits:
            found.append(str(number(digits)))
            digits = ""
        feature = word.feature
        if feature.pos1 in CONTENT or feature.lemma in ASKING:
            found += _lemma(word.surface, feature.lemma or word.surface, feature.pos1, feature.goshu or "")
    return [*found, str(number(digits))] if digits else found


@lru_cache(maxsize=100_000)
def _lemma(surface: str, lemma: str, part: str, origin: str) -> tuple[str, ...]:
    # UniDic writes サービス-service, and 円-助数詞 where a lemma has several uses.
    word, _, note = lemma.partition("-")
    word = word or surface
    if STOP_JA.fullmatch(word):
        return ()
    if part == "名詞" and origin == "和" and len(word) > 1 and not "ぁ" <= word[0] <= "ん":
        word = word[:-1] + _VERB_ENDING.get(word[-1], word[-1])
    english = re.findall(r"[a-z]+", note.lower()) if origin == "外" else []
    return (word, *map(_stem, english))


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


@cache
def _tagger() -> Any:
    import fugashi

    return fugashi.Tagger()


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")
