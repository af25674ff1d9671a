"""The reader: what it has learned of the edition, its arithmetic against PyTorch's, and its training."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from bot.chain import Bot
from index.passages import Passage, passages
from index.reader import GIVEN, Reader, words_of
from index.training import Network, train
from ingest.library import Library

TEXTS = ["録音は何日間残りますか", "How many days are recordings kept?"]


def written(folder: Path, networks: dict[str, Network], keys: list[str], locators: list[str]) -> Reader:
    arrays: dict[str, Any] = {"locators": np.array("\n".join(locators))}
    for language, network in networks.items():
        arrays[f"{language}.keys"] = np.array("\n".join(keys))
        for name, weight in network.named_parameters():
            arrays[f"{language}.{name}"] = weight.detach().numpy().astype(np.float16)
    np.savez(folder / "reader.npz", **arrays)
    return Reader(folder / "reader.npz")


def test_it_has_learned_everything_that_the_edition_has_questions_about(edition_library: Library) -> None:
    asked = {passage.locator for passage in passages(edition_library) if not passage.context}
    assert asked <= set(Reader().locators), "questions were added: run python -m index train"


@pytest.mark.parametrize("text", TEXTS)
def test_it_computes_what_the_trained_network_does(tmp_path: Path, text: str) -> None:
    torch.manual_seed(1)
    words = words_of(text)
    networks = {language: Network(given, len(set(words.keys)), 3) for language, given in GIVEN.items()}
    for network in networks.values():
        torch.nn.init.normal_(network.out.weight)
        network.half().float()  # as it is stored
    keys = sorted(set(words.keys))
    reader = written(tmp_path, networks, keys, ["a/article-1", "a/article-2", "a/silence-x"])
    network = networks[words.language].eval()
    numbers = torch.tensor([[keys.index(key) + 1 for key in words.keys]])
    expected = network(torch.from_numpy(words.given)[None], numbers, torch.ones_like(numbers, dtype=torch.bool))[0]
    assert reader.scores(text) == pytest.approx(expected.detach().numpy(), abs=1e-3)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("通話の録音は何日間残りますか", "no-answer"),
        ("通話の録音を聞き直せますか", "clause"),
        ("How many days are call recordings kept?", "no-answer"),
        ("Can we listen to recordings later?", "clause"),
    ],
)
def test_what_is_asked_of_a_thing_decides(question: str, kind: str, edition_bot: Bot) -> None:
    assert edition_bot.ask(question, agreement="cti").kind == kind


def test_a_text_without_a_word_has_no_score() -> None:
    assert not Reader().scores("、。ー").any()


def test_training_writes_what_the_reader_reads(tmp_path: Path) -> None:
    found = [
        Passage("a/article-1", "", "", {"ja": "料金はいくらですか", "en": "What does it cost?"}),
        Passage("a/article-2", "", "", {"ja": "解約はいつできますか", "en": "When can I cancel?"}),
        Passage("general/silence-hello", "", "", {"ja": "こんにちは", "en": "Hello"}),
    ]
    shares: list[float] = []
    file = tmp_path / "reader.npz"
    assert train(found, {"a": ("a",)}, lambda share, what: shares.append(share), file) == 6
    reader = Reader(file)
    assert reader.locators == ["a/article-1", "a/article-2", "general/silence-hello"]
    assert np.isfinite(reader.scores("料金は")).all()
    assert shares == sorted(shares)
    assert 0 <= shares[0] <= shares[-1] <= 1
