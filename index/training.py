"""Training of the reader (index/reader.py): minutes, so it is done once for the project and not when an index is built."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from ingest.annotations import GENERAL
from ingest.topics import TOPIC

from .passages import Passage
from .reader import FILE, GIVEN, HEADS, LONGEST, Words, words_of

WIDTH = 192
OWN = 96  # dimensions learned of a word itself,
COMMON = 2  # if it stands in so many texts
EPOCHS = 6
BATCH = 128
STEP = 2e-3
DECAY = 0.02
FORGOTTEN = 0.1  # share of words that a text is trained without
APART = -1e4  # logit of what a question was not asked of


class Network(nn.Module):
    """What index/reader.py computes, for batches; its parameters have the names that it looks for."""

    def __init__(self, given: int, keys: int, classes: int) -> None:
        super().__init__()
        self.own = nn.Embedding(keys + 1, OWN, padding_idx=0)
        nn.init.normal_(self.own.weight[1:], std=0.3)
        self.into, self.place = nn.Linear(given + OWN, WIDTH), nn.Embedding(LONGEST, WIDTH)
        nn.init.normal_(self.place.weight, std=0.02)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.attended = nn.Linear(WIDTH, WIDTH)
        self.wide, self.narrow = nn.Linear(WIDTH, 2 * WIDTH), nn.Linear(2 * WIDTH, WIDTH)
        self.out = nn.Linear(2 * WIDTH, classes)
        nn.init.zeros_(self.out.weight)

    def forward(self, given: Tensor, numbers: Tensor, there: Tensor) -> Tensor:
        """(batch, words, given), (batch, words) twice, the last False where no word is; logits (batch, classes)."""

        def heads(x: Tensor) -> Tensor:
            return x.reshape(*x.shape[:2], HEADS, -1).transpose(1, 2)

        def dropped(x: Tensor, share: float = 0.2) -> Tensor:
            return functional.dropout(x, share, self.training)

        x = self.into(torch.cat([given, self.own(numbers)], dim=2))
        x = dropped(x, 0.1) + self.place.weight[: x.shape[1]]
        inner = self.norm1(x)
        query, key, value = heads(self.query(inner)), heads(self.key(inner)), heads(self.value(inner))
        seen = functional.scaled_dot_product_attention(query, key, value, there[:, None, None])
        x = x + dropped(self.attended(seen.transpose(1, 2).flatten(2)))
        x = x + dropped(self.narrow(dropped(functional.relu(self.wide(self.norm2(x))))))
        mean = (x * there[:, :, None]).sum(1) / there.sum(1, keepdim=True)
        highest = x.masked_fill(~there[:, :, None], APART).amax(1)
        logits: Tensor = self.out(dropped(torch.cat([mean, highest], dim=1), 0.3))
        return logits


def train(
    passages: Sequence[Passage], groups: Mapping[str, Sequence[str]], progress: Callable[[float, str], None],
    file: Path = FILE,
) -> int:  # fmt: skip
    """Writes the file from what an index is built from; the number of texts. `groups`: agreements that are searched as one."""
    texts = [(passage.locator, text) for passage in passages for text in passage.wordings]
    locators = sorted({locator for locator, _ in texts})
    group_of = {agreement: n for n, group in enumerate(groups.values()) for agreement in group}
    heads = [locator.partition("/")[0] for locator in locators]
    asked = np.array([[h == GENERAL or group_of.get(h) == n for h in heads] for n in range(len(groups))])
    asked[[n for n, head in enumerate(groups) if head == TOPIC]] = [head == TOPIC for head in heads]
    read = []
    for n, (_, text) in enumerate(texts):
        read.append(words_of(text))
        progress(0.2 * n / len(texts), FILE.name)
    number = {locator: n for n, locator in enumerate(locators)}
    labels = np.array([number[locator] for locator, _ in texts])
    arrays: dict[str, NDArray[Any]] = {"locators": np.array("\n".join(locators))}
    for share, language in zip((0.2, 0.6), GIVEN, strict=True):
        mine = [n for n, words in enumerate(read) if words.language == language and words.keys]
        inputs = _Inputs(
            [read[n] for n in mine], labels[mine], asked, [group_of.get(heads[k], -1) for k in labels[mine]]
        )
        for name, array in _fit(inputs, language, lambda done: progress(share + 0.4 * done, language)).items():  # noqa: B023
            arrays[f"{language}.{name}"] = array
    np.savez(file, **arrays)  # type: ignore[arg-type]  # numpy/numpy's stub takes them for allow_pickle
    return len(texts)


class _Inputs:
    """Texts of one language as batches; `asked`: (groups, classes), which classes compete in a group."""

    def __init__(
        self, texts: Sequence[Words], labels: NDArray[np.intp], asked: NDArray[np.bool_], groups: Sequence[int]
    ) -> None:
        self.texts, self.labels, self.groups = texts, torch.from_numpy(labels), np.array(groups)
        self.asked = torch.from_numpy(asked)
        counts = Counter(key for text in texts for key in set(text.keys))
        self.keys = sorted(key for key, count in counts.items() if count >= COMMON)
        numbers = {key: n for n, key in enumerate(self.keys, 1)}
        self.numbers = [[numbers.get(key, 0) for key in text.keys] for text in texts]
        self.lengths = np.array([len(text.keys) for text in texts])
        worth = (
            np.bincount(labels, minlength=asked.shape[1]).clip(1) ** -0.5
        )  # what much is asked of must not draw others'
        self.worth = torch.from_numpy(worth / worth[labels].mean()).float()

    def batches(self, random: np.random.Generator) -> list[NDArray[np.intp]]:
        """All texts in random order, those of about one length together."""
        order = random.permutation(len(self.texts))
        parts = np.array_split(order, max(len(order) // (20 * BATCH), 1))
        order = np.concatenate([part[np.argsort(self.lengths[part], kind="stable")] for part in parts])
        batches = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
        return [batches[n] for n in random.permutation(len(batches))]

    def tensors(self, batch: NDArray[np.intp], random: np.random.Generator) -> tuple[Tensor, Tensor, Tensor]:
        """What Network takes, with some words left out."""
        longest = self.lengths[batch].max()
        given = np.zeros((len(batch), longest, self.texts[0].given.shape[1]), np.float32)
        numbers = np.zeros((len(batch), longest), np.int64)
        there = np.zeros((len(batch), longest), bool)
        for row, n in enumerate(batch):
            length = self.lengths[n]
            given[row, :length], numbers[row, :length] = self.texts[n].given, self.numbers[n]
            there[row, :length] = random.random(length) >= FORGOTTEN
            there[row, 0] = True
        return torch.from_numpy(given), torch.from_numpy(numbers), torch.from_numpy(there)


def _fit(inputs: _Inputs, language: str, progress: Callable[[float], None]) -> dict[str, NDArray[Any]]:
    torch.manual_seed(0)
    random = np.random.default_rng(0)
    network = Network(GIVEN[language], len(inputs.keys), inputs.asked.shape[1])
    optimizer = torch.optim.AdamW(network.parameters(), lr=STEP, weight_decay=DECAY)
    steps = EPOCHS * -(-len(inputs.texts) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, STEP, total_steps=steps + 1, pct_start=0.1)
    for epoch in range(EPOCHS):
        for n, batch in enumerate(inputs.batches(random)):
            groups = inputs.groups[batch]
            anywhere = random.integers(len(inputs.asked), size=len(batch))  # where a general one is asked
            groups = np.where(groups < 0, anywhere, groups)
            competing = inputs.asked[groups]
            competing[torch.arange(len(batch)), inputs.labels[batch]] = True
            logits = network(*inputs.tensors(batch, random)).masked_fill(~competing, APART)
            loss = functional.cross_entropy(logits, inputs.labels[batch], weight=inputs.worth)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            schedule.step()
            progress((epoch + n * BATCH / len(inputs.texts)) / EPOCHS)
    found: dict[str, NDArray[Any]] = {"keys": np.array("\n".join(inputs.keys))}
    found |= {name: weight.detach().numpy().astype(np.float16) for name, weight in network.named_parameters()}
    return found
