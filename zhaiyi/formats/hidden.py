"""Text of a page that its visitors do not see, and that is therefore not read.

Whoever writes into a page what nobody sees (for search engines, for programs that summarise) must
not reach the brief. Looked at are the attributes ``hidden`` and ``aria-hidden``, closed dialogs,
inline styles and the page's own style sheets: display, visibility, opacity, size 0, places off the
screen, boxes without room, clips, and letters in the colour of their ground. Linked sheets are not
fetched: what they alone hide is read.

Many pages hide their whole text until a script shows it. So an element that holds most of a page's
Chinese counts as shown where opacity or visibility alone hide it, or where nothing else is left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from zhaiyi.formats.css import Sheets, declarations
from zhaiyi.formats.tags import DROPPED, name_of
from zhaiyi.text.script import count_han

_NAMED = (
    "display visibility opacity filter content-visibility position left top right bottom inset "
    "margin margin-left margin-top transform clip clip-path overflow overflow-x overflow-y "
    "width max-width height max-height text-indent font font-size color -webkit-text-fill-color "
    "background background-color"
)
_PROPERTIES = frozenset(_NAMED.split())
_MOST = 0.6
_NOTHING_LEFT = 50
"""Chinese characters."""
_EM = 16.0
_TINY = 2.0
"""Size of letters, in pixels, below which nobody reads them."""
_AWAY = -400.0
_FAR_AWAY = 4000.0
_CLEAR = 0.05
_SAME = 24
"""Difference of a colour's channels, of 255, that no eye sees on a screen."""
_LENGTH = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))(px|pt|em|rem|ex|ch|%|vw|vh|cm|mm|in)?\Z")
_UNITS = {"pt": 4 / 3, "em": _EM, "rem": _EM, "ex": 8, "ch": 8, "%": 10, "vw": 10, "vh": 10} | {
    "cm": 38,
    "mm": 3.8,
    "in": 96,
}
"""Pixels; a percentage as of a box of a thousand."""
_NAMES = {
    "white": (255, 255, 255),
    "black": (0, 0, 0),
    "red": (255, 0, 0),
    "blue": (0, 0, 255),
    "green": (0, 128, 0),
    "yellow": (255, 255, 0),
    "gray": (128, 128, 128),
    "grey": (128, 128, 128),
    "silver": (192, 192, 192),
    "lightgray": (211, 211, 211),
    "whitesmoke": (245, 245, 245),
    "snow": (255, 250, 250),
    "ivory": (255, 255, 240),
}
_WHITE = _NAMES["white"]
_FUNCTION = re.compile(r"rgba?\(([^)]*)\)")
_BY_SCRIPT = frozenset(("opacity", "visibility"))

Styles = Mapping[str, str]
Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _State:
    """What an element inherits. `by` names what hides it, `cause` the element that says so; the
    ground behind its letters is `unsure` where a linked sheet may give another."""

    by: str = ""
    cause: Any = None
    size: float = _EM
    indent: float = 0.0
    colour: str = ""
    ground: Colour | None = _WHITE
    unsure: bool = False
    visible: bool = True


def unseen(root: Any, check: Callable[[], None] = lambda: None) -> frozenset[Any]:
    """Elements of an lxml tree whose own text (not that of all elements within) is not shown.
    `check` is called now and then: it may raise when the time is up."""
    sheets = Sheets(root, _PROPERTIES, check)
    shown: set[Any] = set()
    while True:
        states = dict(_states(root, sheets, frozenset(shown)))
        cause = _by_script(states)
        if cause is None:
            return frozenset(element for element, state in states.items() if state.by)
        shown.add(cause)


def says_hidden(name: str, attributes: Mapping[str, str]) -> bool:
    """Whether an element that is called `name` hides its text by its own attributes."""
    styles = {key: value for key, (value, _) in declarations(attributes.get("style") or "").items()}
    return _state(attributes, name, styles, _State(), shown=False).by != ""


def own_text(element: Any) -> str:
    """The text that stands in an element itself."""
    return (element.text or "") + "".join(child.tail or "" for child in element)


def _by_script(states: Mapping[Any, _State]) -> Any | None:
    """The element that hides most of the page, and that a script is going to show."""
    seen, hidden = 0, dict[Any, int]()
    for element, state in states.items():
        amount = count_han(own_text(element))
        if state.by:
            hidden[state.cause] = hidden.get(state.cause, 0) + amount
        else:
            seen += amount
    for cause, amount in hidden.items():
        whole = amount >= _MOST * (seen + sum(hidden.values()))
        by = states[cause].by
        if amount and whole and (by in _BY_SCRIPT or (by == "display" and seen < _NOTHING_LEFT)):
            return cause
    return None


def _states(root: Any, sheets: Sheets, shown: frozenset[Any]) -> Iterator[tuple[Any, _State]]:
    linked = any(name_of(e) == "link" and "stylesheet" in (e.get("rel") or "") for e in root.iter())
    stack = [(root, _State(unsure=linked))]
    while stack:
        element, above = stack.pop()
        name = name_of(element)
        if not name or name in DROPPED:
            continue
        state = _state(element, name, sheets.styles(element), above, element in shown)
        yield element, state
        stack.extend((child, state) for child in reversed(element))


def _state(element: Any, name: str, styles: Styles, above: _State, shown: bool) -> _State:
    ground = _ground(element, styles, above.ground)
    state = replace(
        above,
        size=_size(styles, above.size),
        indent=_length(styles.get("text-indent", ""), above.indent),
        colour=_letter_colour(element, styles, above),
        ground=ground,
        unsure=above.unsure and ground is above.ground,
        visible=_visible(styles, above.visible) or shown,
    )
    if above.by and above.by not in _OWN:
        return state
    by = "" if shown else _box(element, name, styles) or _letters(state)
    if by and by == above.by:
        return replace(state, by=by, cause=above.cause)
    return replace(state, by=by, cause=element if by else None)


def _letter_colour(element: Any, styles: Styles, above: _State) -> str:
    """As it is declared. Where linked sheets may give another ground, only who colours words in
    place is taken at his word: a sheet gives letters and ground together."""
    own = styles.get("-webkit-text-fill-color") or styles.get("color") or element.get("color") or ""
    placed = "color" in (element.get("style") or "").lower() or element.get("color")
    if not own or own == "inherit":
        return above.colour
    return own if placed or not above.unsure else ""


_OWN = frozenset(("visibility", "size", "indent", "colour"))
"""What hides the letters of an element, and can be taken back for those within."""


def _letters(state: _State) -> str:
    if not state.visible:
        return "visibility"
    if state.size < _TINY:
        return "size"
    if state.indent <= _AWAY:
        return "indent"
    colour = _colour(state.colour)
    if colour == "none" or (colour and state.ground and _alike(colour, state.ground)):
        return "colour"
    return ""


def _box(element: Any, name: str, styles: Styles) -> str:
    """What hides an element with all that is in it."""
    closed = element.get("hidden") is not None or (name == "dialog" and element.get("open") is None)
    if styles.get("display", "none" if closed else "") == "none":
        return "display"
    if (element.get("aria-hidden") or "").lower() == "true":
        return "aria"
    if _number(styles.get("opacity", "")) < _CLEAR or "opacity(0" in styles.get("filter", ""):
        return "opacity"
    if styles.get("content-visibility") == "hidden":
        return "display"
    return "place" if _is_away(styles) or _is_clipped(styles) or _has_no_room(styles) else ""


def _is_away(styles: Styles) -> bool:
    sides = [styles.get(side, "") for side in ("left", "top", "right", "bottom")]
    sides += styles.get("inset", "").split()
    moved = styles.get("position") in {"absolute", "fixed", "relative", "sticky"}
    if moved and any(not _AWAY < _length(side, 0.0) < _FAR_AWAY for side in sides):
        return True
    margins = [styles.get("margin-left", ""), styles.get("margin-top", "")]
    margins += styles.get("margin", "").split()
    if any(_length(margin, 0.0) <= _AWAY for margin in margins):
        return True
    transform = styles.get("transform", "")
    if re.search(r"scale[xy]?\(\s*0?\.?0*\s*[,)]", transform):
        return True
    moves = re.findall(r"translate(?:x|y|3d)?\(([^)]*)\)", transform)
    return any(_length(part.strip(), 0.0) <= _AWAY for m in moves for part in m.split(","))


def _is_clipped(styles: Styles) -> bool:
    clip = re.fullmatch(r"rect\(([^)]*)\)", styles.get("clip", ""))
    if clip and "auto" not in clip[1] and styles.get("position") in {"absolute", "fixed"}:
        top, right, bottom, left = (
            [_length(p, 0.0) for p in re.split(r"[ ,]+", clip[1].strip())] + [0.0] * 4
        )[:4]
        if right - left <= _TINY or bottom - top <= _TINY:
            return True
    path = styles.get("clip-path", "")
    return bool(re.match(r"inset\(\s*(?:[5-9]\d|100)(?:\.\d+)?%|circle\(\s*0", path))


def _has_no_room(styles: Styles) -> bool:
    overflow = " ".join(styles.get(f"overflow{way}", "") for way in ("", "-x", "-y"))
    if not re.search("hidden|clip", overflow):
        return False
    sides = (styles.get(side, "") for side in ("height", "max-height", "width", "max-width"))
    return any(_length(side, _EM) <= _TINY for side in sides)


def _visible(styles: Styles, above: bool) -> bool:
    value = styles.get("visibility", "")
    return value == "visible" or (above and value not in {"hidden", "collapse"})


def _size(styles: Styles, above: float) -> float:
    value = styles.get("font-size", "")
    if not value and (
        found := re.match(r"(?:[a-z-]+ )*([\d.]+[a-z%]*)(?:/| )", styles.get("font", ""))
    ):
        value = found[1]
    number = _LENGTH.match(value)
    if number is None:
        return _EM if value and value[0].isalpha() and value != "inherit" else above
    if number[2] in ("em", "%", "ex", "ch"):
        return above * float(number[1]) / (100 if number[2] == "%" else 1)
    return _length(value, above)


def _length(value: str, otherwise: float) -> float:
    """Pixels, nearly."""
    found = _LENGTH.match(value)
    if found is None:
        return otherwise
    return float(found[1]) * _UNITS.get(found[2] or "px", 1.0)


def _number(value: str) -> float:
    try:
        return float(value.removesuffix("%")) / (100 if value.endswith("%") else 1)
    except ValueError:
        return 1.0


def _ground(element: Any, styles: Styles, above: Colour | None) -> Colour | None:
    """The colour behind the letters; None where it is not known (a picture, a linked sheet)."""
    value = styles.get("background-color") or styles.get("background") or element.get("bgcolor")
    if not value or value in {"transparent", "none", "inherit"}:
        return above
    if "url(" in value or "gradient" in value:
        return None
    found = next((c for part in _FUNCTION.findall(value) or [] if (c := _rgb(part))), None)
    found = found or next((c for part in value.split() if (c := _colour(part))), None)
    return found if isinstance(found, tuple) else above


def _colour(value: str) -> Colour | str | None:
    """Red, green and blue; ``none`` for a colour that is clear; None if not known."""
    value = value.strip().lower()
    if value == "transparent":
        return "none"
    if value in _NAMES:
        return _NAMES[value]
    if function := _FUNCTION.fullmatch(value):
        return _rgb(function[1])
    digits = value.removeprefix("#")
    if value[:1] != "#" or not re.fullmatch("[0-9a-f]{3,8}", digits):
        return None
    if len(digits) in (3, 4):
        digits = "".join(2 * digit for digit in digits)
    if len(digits) == 8 and int(digits[6:], 16) < 255 * _CLEAR:
        return "none"
    return (
        (int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16))
        if len(digits) >= 6
        else None
    )


def _rgb(inside: str) -> Colour | str | None:
    parts = [part for part in re.split(r"[ ,/]+", inside.strip()) if part]
    if len(parts) > 3 and _number(parts[3]) < _CLEAR:
        return "none"
    try:
        red, green, blue = (
            round(float(p.removesuffix("%")) * (2.55 if p.endswith("%") else 1)) for p in parts[:3]
        )
    except ValueError:
        return None
    return red, green, blue


def _alike(one: Colour | str, other: Colour) -> bool:
    return isinstance(one, tuple) and all(
        abs(a - b) <= _SAME for a, b in zip(one, other, strict=True)
    )
