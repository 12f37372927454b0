"""Adapter files: what is written is read back, packing loses little, a lower rank loses least."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from training.adapters import Adapter, average, distance, read_adapter, with_rank, write_adapter
from training.pack import main, pack

META = {"alpha": "8", "rank": "4", "layers": "0-1", "base_sha256": "0" * 64}
SAID = {"prompt": "p", "data": "d", "recipe": "r", "licence": "Apache-2.0"}


def make_adapter(seed: int = 0, scale: float = 0.01) -> Adapter:
    rng = np.random.default_rng(seed)
    pairs = {
        f"model.layers.{n}.mlp.up_proj": (
            rng.normal(size=(4, 48)).astype("f4"),
            # Columns of unlike size and a zero one: what a trained B looks like.
            (rng.normal(size=(96, 4)) * [1, 0.1, 0.01, 0] * scale).astype("f4"),
        )
        for n in range(2)
    }
    return Adapter(pairs, META)


@pytest.mark.parametrize(("packed", "error"), [(False, 1e-3), (True, 0.02)])
def test_a_file_holds_the_adapter(tmp_path: Path, packed: bool, error: float) -> None:
    adapter = make_adapter()
    write_adapter(adapter, tmp_path / "a.safetensors", packed=packed)
    found = read_adapter(tmp_path / "a.safetensors")
    assert found.metadata == META
    assert distance(adapter, found) < error


def test_a_packed_file_is_half_as_large(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    pair = (rng.normal(size=(16, 4096)).astype("f4"), rng.normal(size=(4096, 16)).astype("f4"))
    adapter = Adapter({"model.layers.0.mlp.up_proj": pair}, META)
    sizes = []
    for packed in (False, True):
        write_adapter(adapter, tmp_path / "a.safetensors", packed=packed)
        sizes.append((tmp_path / "a.safetensors").stat().st_size)
    assert sizes[1] < 0.6 * sizes[0]


def test_a_lower_rank_is_the_best_there_is() -> None:
    adapter = make_adapter()
    lower = with_rank(adapter, 2)
    assert lower.rank == 2
    for name in adapter.pairs:
        values = np.linalg.svd(adapter.update(name), compute_uv=False)
        lost = np.linalg.norm(adapter.update(name) - lower.update(name))
        assert lost == pytest.approx(np.linalg.norm(values[2:]), rel=1e-3)


def test_the_same_rank_changes_nothing() -> None:
    assert distance(make_adapter(), with_rank(make_adapter(), 4)) < 1e-5


def test_an_average_lies_between() -> None:
    left, right = make_adapter(1), make_adapter(2)
    name = next(iter(left.pairs))
    middle = average([left, right]).pairs[name][0]
    assert np.allclose(middle, (left.pairs[name][0] + right.pairs[name][0]) / 2)


def test_an_adapter_must_say_where_it_comes_from(tmp_path: Path) -> None:
    write_adapter(make_adapter(), tmp_path / "a.safetensors", packed=False)
    with pytest.raises(SystemExit, match="'data', 'licence', 'prompt', 'recipe'"):
        pack(tmp_path / "a.safetensors", tmp_path / "b.safetensors", rank=None, metadata={})
    assert not (tmp_path / "b.safetensors").exists()


def test_the_command_prints_checksum_and_size(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_adapter(make_adapter(), tmp_path / "a.safetensors", packed=False)
    said = [f"--set={key}={value}" for key, value in SAID.items()]
    main([str(tmp_path / "a.safetensors"), str(tmp_path / "b.safetensors"), "--rank=2", *said])
    checksum, file, size, _ = capsys.readouterr().out.split()
    assert len(checksum) == 64
    assert Path(file).stat().st_size == int(size)
    assert read_adapter(Path(file)).metadata["licence"] == "Apache-2.0"
    assert read_adapter(Path(file)).metadata["rank"] == "2"
