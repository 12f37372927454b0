"""The default model, converted without torch, beside transformers on the same GGUF."""

from __future__ import annotations

import pytest

from zhaiyi.core.settings import Settings
from zhaiyi.engines.base import Request
from zhaiyi.engines.registry import make_engine
from zhaiyi.models.cards import load_card
from zhaiyi.models.store import Store
from zhaiyi.text.han_tokens import writes_han

SENTENCE = "汕头市副市长林依民率团访问了比利时首都布鲁塞尔。"
BARE = "qwen2.5-coder-1.5b"
NEAR = 3.0
"""Logits below the best that int8 and bfloat16 together may account for. Weights that are read
wrongly write tokens that stand anywhere in the vocabulary."""


def test_greedy_tokens_are_near_the_top_of_what_transformers_says() -> None:
    """On the card without adapter, which is the file's own weights; every token, given those before
    it. Which of two near ones is written differs between processors. Our model cannot write what
    holds Chinese."""
    torch = pytest.importorskip("torch")
    transformers = pytest.importorskip("transformers")
    settings = Settings()
    card, store = load_card(BARE), Store(settings.home, settings.offline)
    assert card.chat is not None
    store.ensure(card)
    engine = make_engine(card, store, settings)
    prompt = card.chat.wrap(f"Translate into English:\n{SENTENCE}")
    (ours,) = engine.generate([Request("0", SENTENCE, prompt, max_new_tokens=24)])
    engine.close()

    gguf = next(settings.home.rglob(f"*{card.files[0].name}"))
    tokenizer = transformers.AutoTokenizer.from_pretrained(gguf.parent, gguf_file=gguf.name)
    model = transformers.AutoModelForCausalLM.from_pretrained(
        gguf.parent, gguf_file=gguf.name, dtype=torch.bfloat16
    )
    before = tokenizer(prompt, return_tensors="pt").input_ids
    written = tokenizer(ours.text, return_tensors="pt").input_ids
    assert written.shape[1] >= 8
    with torch.no_grad():
        logits = model(torch.cat([before, written], dim=1)).logits[0].float()
    tokens = tokenizer.convert_ids_to_tokens(range(logits.shape[1]))
    han = [i for i, t in enumerate(tokens) if t is None or writes_han(t, tokenizer.decode([i]))]
    said = logits[before.shape[1] - 1 : -1]
    said[:, han] = -torch.inf
    below = said.max(dim=1).values - said.gather(1, written.T)[:, 0]
    assert below.max() < NEAR, list(
        zip(tokenizer.convert_ids_to_tokens(written[0]), below.tolist(), strict=True)
    )
