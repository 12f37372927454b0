"""The container file and the Kubernetes file of docs/cluster.md, read dry: nothing is built."""

from __future__ import annotations

import re
import shlex

import yaml

from tests.support import REPO
from zhaiyi.core.version import __version__

KNOWN = frozenset({"FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "VOLUME", "EXPOSE"})


def instructions() -> list[tuple[str, str]]:
    text = (REPO / "Dockerfile").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    joined = re.sub(r"\\\n", " ", "\n".join(lines))
    return [
        (word, rest.strip()) for word, _, rest in (x.partition(" ") for x in joined.split("\n"))
    ]


def test_every_instruction_is_known_and_what_is_copied_is_there() -> None:
    for word, rest in instructions():
        assert word in KNOWN | {"HEALTHCHECK", "CMD"}, word
        if word == "COPY" and not rest.startswith("--from"):
            for name in shlex.split(rest)[:-1]:
                assert (REPO / name).exists(), name
                assert name not in (REPO / ".dockerignore").read_text().splitlines()


def test_it_does_not_run_as_root_and_keeps_no_model() -> None:
    given = instructions()
    last = [word for word, _ in given]
    assert last.index("USER") < last.index("CMD")
    assert ("USER", "zhaiyi") in given
    assert ("VOLUME", "/models") in given
    assert any(word == "ENV" and "ZHAIYI_HOME=/models" in rest for word, rest in given)
    assert not any("models pull" in rest for word, rest in given if word == "RUN")


def test_the_kubernetes_file_names_this_version_and_its_ray() -> None:
    text = (REPO / "docs" / "cluster.md").read_text(encoding="utf-8")
    (source,) = re.findall(r"```yaml\n(.*?)```", text, re.S)
    job = yaml.safe_load(source)
    spec = job["spec"]["rayClusterSpec"]
    pinned = re.search(r"^ray==(.+)$", (REPO / "requirements-dev.txt").read_text(), re.M)
    assert pinned is not None
    assert spec["rayVersion"] == pinned[1]
    groups = [spec["headGroupSpec"], *spec["workerGroupSpecs"]]
    for group in groups:
        (container,) = group["template"]["spec"]["containers"]
        assert container["image"] == f"zhaiyi:{__version__}"
    assert "--cluster auto" in job["spec"]["entrypoint"]
