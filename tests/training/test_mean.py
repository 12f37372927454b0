"""The mean of adapters is the mean of what they change."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from training.adapters import Adapter, read_adapter, write_adapter
from training.mean import between, main, mean

NAMES = [f"model.layers.{layer}.mlp.up_proj" for layer in range(4)]


def _adapter(seed: int, rank: int = 2) -> Adapter:
    rng = np.random.default_rng(seed)
    pairs = {
        name: (
            rng.normal(size=(rank, 6)).astype(np.float32),
            rng.normal(size=(5, rank)).astype(np.float32),
        )
        for name in NAMES
    }
    return Adapter(pairs, {"base_sha256": "0", "rank": str(rank), "alpha": str(2 * rank)})


def test_the_change_is_the_mean_of_the_changes() -> None:
    left, right = _adapter(1), _adapter(2)
    both = mean([left, right])
    for name in NAMES:
        wanted = (left.update(name) + right.update(name)) / 2
        assert np.allclose(both.update(name), wanted, atol=1e-5)


def test_adapters_of_another_kind_are_refused() -> None:
    other = _adapter(2)
    other.pairs.pop(NAMES[0])  # type: ignore[attr-defined]
    with pytest.raises(ValueError, match="different modules"):
        mean([_adapter(1), other])


def test_half_way_to_what_was_taught_lies_between() -> None:
    start, taught = _adapter(1), _adapter(2)
    near = Adapter(
        {
            n: tuple(
                0.98 * x + 0.02 * y for x, y in zip(start.pairs[n], taught.pairs[n], strict=True)
            )
            for n in NAMES
        },  # type: ignore[misc]
        start.metadata,
    )
    half = between(start, near, 0.5)
    assert (half.rank, half.alpha) == (start.rank, start.alpha)
    for name in NAMES:
        moved = np.linalg.norm(near.update(name) - start.update(name))
        wanted = (start.update(name) + near.update(name)) / 2
        assert np.linalg.norm(half.update(name) - wanted) < 0.05 * moved
    assert between(start, taught, 0.0).update(NAMES[0]) == pytest.approx(start.update(NAMES[0]))
    assert between(start, taught, 1.0).update(NAMES[0]) == pytest.approx(taught.update(NAMES[0]))


def test_it_is_written_in_parts_that_make_the_whole(tmp_path: Path) -> None:
    left, right = _adapter(1), _adapter(2)
    for name, adapter in (("left", left), ("right", right)):
        write_adapter(adapter, tmp_path / f"{name}.safetensors", packed=True)
    files = [str(tmp_path / f"{name}.safetensors") for name in ("left", "right")]
    main(["both", str(tmp_path / "out"), *files, "--parts", "2"])
    parts = sorted((tmp_path / "out").glob("both-*.safetensors"))
    assert [len(read_adapter(part).pairs) for part in parts] == [2, 2]
    whole = read_adapter(*parts)
    for name in NAMES:
        wanted = (left.update(name) + right.update(name)) / 2
        assert np.abs(whole.update(name) - wanted).max() < 0.05 * np.abs(wanted).max()
