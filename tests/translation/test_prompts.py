from __future__ import annotations

import pytest

from zhaiyi.core.errors import UsageError
from zhaiyi.core.resources import folder
from zhaiyi.translation.prompts import load_prompt, make_prompt


def test_a_prompt_takes_exactly_its_variables() -> None:
    prompt = make_prompt("greet", "Hello {{ name }}!\n")
    assert prompt.render(name="Lin") == "Hello Lin!"
    with pytest.raises(UsageError, match="name"):
        prompt.render()
    with pytest.raises(UsageError, match="title"):
        prompt.render(name="Lin", title="Dr")


def test_article_text_is_never_a_template() -> None:
    prompt = make_prompt("translate", "{{ source }}")
    assert prompt.render(source="{{ 7 * 7 }} {% raw %}") == "{{ 7 * 7 }} {% raw %}"


def test_the_hash_changes_with_the_text() -> None:
    assert make_prompt("a", "x").hash != make_prompt("a", "y").hash
    assert make_prompt("a", "x").hash == make_prompt("b", "x").hash


def test_an_unknown_prompt_is_told() -> None:
    with pytest.raises(UsageError, match="no prompt is called nonsense"):
        load_prompt("nonsense")


def test_every_template_of_the_package_loads() -> None:
    names = [path.stem for path in folder("prompts").glob("*.jinja")]
    assert "translate" in names
    for name in names:
        assert load_prompt(name).variables
