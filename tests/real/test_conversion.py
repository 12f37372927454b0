"""The default model, converted without torch, beside transformers on the same GGUF."""

from __future__ import annotations

import pytest

from zhaiyi.core.settings import Settings
from zhaiyi.engines.base import Request
from zhaiyi.engines.registry import make_engine
from zhaiyi.models.cards import load_card
from zhaiyi.models.store import Store

SENTENCE = "汕头市副市长林依民率团访问了比利时首都布鲁塞尔。"
BARE = "qwen2.5-coder-1.5b"


def test_greedy_tokens_begin_like_those_of_transformers() -> None:
    """On the card without adapter, which is the file's own weights. int8 may turn a near tie, so
    the first eight tokens have to agree, not all."""
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
    ids = tokenizer(prompt, return_tensors="pt").input_ids
    with torch.no_grad():
        output = model.generate(ids, max_new_tokens=8, do_sample=False)
    expected = tokenizer.decode(output[0, ids.shape[1] :], skip_special_tokens=True).strip()
    assert ours.text.startswith(expected)
