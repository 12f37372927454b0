"""As much of CSS as it takes to tell what a page hides: its own style sheets, cascaded.

Rules of ``<style>`` elements and inline styles, with specificity, order and ``!important`` (CSS
Cascading and Inheritance 4). At-rules count where they hold for a screen; selectors know names,
classes, ids, attributes, the four combinators and the structural pseudo-classes ``:not``, ``:is``,
``:where``, ``:first-child``, ``:last-child``, ``:nth-child``, ``:root``; a selector with anything
else matches nothing. Linked sheets are not fetched.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from zhaiyi.formats.tags import name_of

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.S)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\n]?|(.))", re.S)
_BRACE = re.compile("[{}]")
_STRING = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")
_SCREEN = re.compile(
    r"@media\s+(?:only\s+)?(?:all|screen)\s*\Z|@(?:supports|layer|scope)\b.*", re.S
)
_PART = re.compile(
    r"(?P<tag>\*|[a-zA-Z][\w-]*)|\.(?P<cls>[\w\u0080-\U0010ffff-]+)|#(?P<id>[\w\u0080-\U0010ffff-]+)"
    r"|\[\s*(?P<attr>[\w-]+)\s*(?:(?P<op>[~|^$*]?=)\s*[\"']?(?P<value>[^\"'\]]*)[\"']?\s*(?:[is]\s*)?)?\]"
    r"|:(?P<pseudo>[\w-]+)(?:\((?P<inner>[^()]*)\))?"
)
_COMBINATOR = re.compile(r"\s*([>+~])\s*|\s+")
_NTH = re.compile(r"\s*(?:(odd)|(even)|([+-]?\d*)n\s*(?:([+-])\s*(\d+))?|(\d+))\s*\Z")
_MOST_RULES = 5_000
_MOST_TRIALS = 400_000
"""Rules of a page, and tries of a rule on an element, beyond which no more are looked at."""

Weight = tuple[bool, tuple[int, int, int, int], int]
"""``!important``, specificity (inline first), order."""


class _Test(NamedTuple):
    kind: str
    name: str
    value: str = ""


class _Rule(NamedTuple):
    """`steps`: (combinator before it, tests) from the last compound to the first."""

    steps: tuple[tuple[str, tuple[_Test, ...]], ...]
    specificity: tuple[int, int, int, int]
    order: int
    declarations: Mapping[str, tuple[str, bool]]


class Sheets:
    """The style sheets of a page, where they speak of the properties `wanted`. `check` is called
    now and then: it may raise when time is up."""

    def __init__(
        self, root: Any, wanted: frozenset[str], check: Callable[[], None] = lambda: None
    ) -> None:
        self._check = check
        self._trials = 0
        self._index: defaultdict[str, list[_Rule]] = defaultdict(list)
        texts = [e.text or "" for e in root.iter() if name_of(e) == "style" and _on_screen(e)]
        for number, (selectors, body) in enumerate(_blocks("\n".join(texts))):
            if number >= _MOST_RULES:
                break
            declared = {k: v for k, v in declarations(body).items() if k in wanted}
            for rule in _rules(selectors, number, declared) if declared else ():
                self._index[_key(rule.steps[0][1])].append(rule)

    def styles(self, element: Any) -> dict[str, str]:
        """What the page's own rules and the element's ``style`` say of it, by property."""
        found: dict[str, tuple[Weight, str]] = {}
        for rule in self._candidates(element):
            if self._matches(element, rule):
                for name, (value, important) in rule.declarations.items():
                    _win(found, name, (important, rule.specificity, rule.order), value)
        for name, (value, important) in declarations(element.get("style") or "").items():
            _win(found, name, (important, (1, 0, 0, 0), 0), value)
        return {name: value for name, (_, value) in found.items()}

    def _candidates(self, element: Any) -> Iterator[_Rule]:
        if not self._index or self._trials > _MOST_TRIALS:
            return
        classes = (element.get("class") or "").split()
        keys = [f".{c}" for c in dict.fromkeys(classes)] + [name_of(element), "*"]
        for key in [f"#{element.get('id')}", *keys]:
            yield from self._index.get(key, ())

    def _matches(self, element: Any, rule: _Rule) -> bool:
        self._trials += 1
        if self._trials % 1000 == 0:
            self._check()
        if self._trials > _MOST_TRIALS or not _fits(element, rule.steps[0][1]):
            return False
        return self._leads(element, rule, 1)

    def _leads(self, element: Any, rule: _Rule, at: int) -> bool:
        """Whether the compounds before the last are met by ancestors or siblings; of several that
        would do the nearest is taken, and for descendants further ones are tried."""
        if at == len(rule.steps):
            return True
        combinator, _ = rule.steps[at - 1]
        _, tests = rule.steps[at]
        for other in _related(element, combinator):
            self._trials += 1
            if self._trials > _MOST_TRIALS:
                return False
            if _fits(other, tests) and self._leads(other, rule, at + 1):
                return True
        return False


def _on_screen(style: Any) -> bool:
    media = (style.get("media") or "all").strip().lower()
    return media in {"", "all", "screen", "only screen"}


def _win(found: dict[str, tuple[Weight, str]], name: str, weight: Weight, value: str) -> None:
    if name not in found or weight >= found[name][0]:
        found[name] = (weight, value)


def declarations(text: str) -> dict[str, tuple[str, bool]]:
    """Value and ``!important`` of each property, in small letters."""
    found: dict[str, tuple[str, bool]] = {}
    for part in _COMMENT.sub("", text).split(";"):
        name, colon, value = part.partition(":")
        name, value = _plain(name), _plain(value)
        important = value.endswith("important") and "!" in value
        value = value.rpartition("!")[0].strip() if important else value
        if colon and name and value and (important or not found.get(name, ("", False))[1]):
            found[name] = (value, important)
    return found


def _plain(text: str) -> str:
    return " ".join(_ESCAPE.sub(_character, text).lower().split())


def _character(escape: re.Match[str]) -> str:
    if not escape[1]:
        return escape[2] or ""
    code = int(escape[1], 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    """(selectors, declarations) of the rules, those of at-rules for a screen among them."""
    css = _STRING.sub(lambda s: re.sub(r"[{};]", " ", s[0]), _COMMENT.sub("", css))
    css = css.replace("<!--", "").replace("-->", "")
    holding: list[bool] = []
    start = 0
    for mark in re.finditer(r"[{};]", css):
        before = css[start : mark.start()].strip()
        start = mark.end()
        if mark[0] == "{" and before.startswith("@"):
            holding.append(_SCREEN.match(before.lower()) is not None)
        elif mark[0] == "{":
            end = _BRACE.search(css, start)
            if all(holding):
                yield before, css[start : end.start() if end else len(css)]
            holding.append(True)
        elif mark[0] == "}" and holding:
            holding.pop()


def _rules(selectors: str, order: int, declared: Mapping[str, tuple[str, bool]]) -> Iterator[_Rule]:
    for selector in _parted(selectors):
        steps = _steps(selector)
        if steps:
            yield _Rule(steps, _specificity(steps), order, declared)


def _parted(selectors: str) -> list[str]:
    """At the commas outside brackets."""
    parts, depth, start = [], 0, 0
    for at, character in enumerate(selectors):
        depth += (character in "([") - (character in ")]")
        if character == "," and depth == 0:
            parts.append(selectors[start:at])
            start = at + 1
    return [*parts, selectors[start:]]


def _steps(selector: str) -> tuple[tuple[str, tuple[_Test, ...]], ...]:
    """The compounds from last to first, each with the combinator before it; empty if unknown."""
    steps: list[tuple[str, tuple[_Test, ...]]] = []
    tests: list[_Test] = []
    before, at = "", 0
    text = _unescaped(selector.strip())
    while at < len(text):
        if gap := _COMBINATOR.match(text, at):
            if not tests:
                return ()
            steps.append((before, tuple(tests)))
            tests, before, at = [], gap[1] or " ", gap.end()
            continue
        part = _PART.match(text, at)
        test = _test(part) if part else None
        if part is None or test is None:
            return ()
        tests.append(test)
        at = part.end()
    return tuple(reversed([*steps, (before, tuple(tests))])) if tests else ()


def _unescaped(selector: str) -> str:
    return _ESCAPE.sub(_character, selector)


def _test(part: re.Match[str]) -> _Test | None:
    if part["tag"]:
        return _Test("tag", part["tag"].lower())
    if part["cls"]:
        return _Test("class", part["cls"])
    if part["id"]:
        return _Test("id", part["id"])
    if part["attr"]:
        return _Test(part["op"] or "has", part["attr"].lower(), part["value"] or "")
    name, inner = part["pseudo"].lower(), part["inner"]
    if name in {"not", "is", "where", "matches"} and inner:
        return _Test(name, inner)
    if name == "nth-child" and inner and _NTH.match(inner.lower()):
        return _Test(name, inner.lower())
    return _Test(name, "") if name in {"root", "first-child", "last-child"} else None


def _specificity(steps: tuple[tuple[str, tuple[_Test, ...]], ...]) -> tuple[int, int, int, int]:
    kinds = [test for _, tests in steps for test in tests]
    ids = sum(test.kind == "id" for test in kinds)
    tags = sum(test.kind == "tag" and test.name != "*" for test in kinds)
    free = sum(test.kind == "where" or test.name == "*" for test in kinds)
    return 0, ids, len(kinds) - ids - tags - free, tags


def _key(tests: tuple[_Test, ...]) -> str:
    """By what a rule is looked up: the rarest thing that its last compound asks for."""
    for kind, sign in (("id", "#"), ("class", "."), ("tag", "")):
        for test in tests:
            if test.kind == kind:
                return sign + test.name
    return "*"


def _related(element: Any, combinator: str) -> Iterator[Any]:
    if combinator in (" ", ">"):
        above = element.getparent()
        while above is not None:
            yield above
            above = above.getparent() if combinator == " " else None
    else:
        for count, sibling in enumerate(element.itersiblings(preceding=True)):
            if combinator == "+" and count:
                return
            yield sibling


def _fits(element: Any, tests: tuple[_Test, ...]) -> bool:
    return all(_holds(element, test) for test in tests)


def _holds(element: Any, test: _Test) -> bool:
    if test.kind == "tag":
        return test.name in ("*", name_of(element))
    if test.kind == "class":
        return test.name in (element.get("class") or "").split()
    if test.kind == "id":
        return bool(test.name == element.get("id"))
    if test.kind in {"not", "is", "where", "matches"}:
        return _any(element, test.name) is (test.kind != "not")
    if test.kind in {"root", "first-child", "last-child", "nth-child"}:
        return _placed(element, test)
    return _attribute(element.get(test.name), test)


def _any(element: Any, selectors: str) -> bool:
    compounds = [_steps(selector) for selector in _parted(selectors)]
    return any(len(steps) == 1 and _fits(element, steps[0][1]) for steps in compounds)


def _attribute(has: str | None, test: _Test) -> bool:
    if has is None or test.kind == "has":
        return has is not None
    value = test.value
    fits = {
        "=": has == value,
        "~=": value in has.split(),
        "|=": has == value or has.startswith(f"{value}-"),
        "^=": bool(value) and has.startswith(value),
        "$=": bool(value) and has.endswith(value),
        "*=": bool(value) and value in has,
    }
    return fits[test.kind]


def _placed(element: Any, test: _Test) -> bool:
    parent = element.getparent()
    if test.kind == "root" or parent is None:
        return parent is None and test.kind == "root"
    if test.kind == "last-child":
        return element.getnext() is None
    place = parent.index(element) + 1
    return place == 1 if test.kind == "first-child" else _nth(place, test.name)


def _nth(place: int, pattern: str) -> bool:
    found = _NTH.match(pattern)
    if found is None:
        return False
    odd, even, step, sign, offset, alone = found.groups()
    if alone:
        return place == int(alone)
    a = 2 if odd or even else int(f"{step}1" if step in ("", "+", "-") else step)
    b = int(bool(odd)) if odd or even else int(f"{sign or ''}{offset or 0}")
    rest = place - b
    return rest == 0 if a == 0 else rest % a == 0 and rest // a >= 0
