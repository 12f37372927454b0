"""等六部门 counts those that are named with it: five others, and no six."""

from __future__ import annotations

import pytest

from zhaiyi.quantities import compare, mend
from zhaiyi.quantities.mending.mend import faults

RIGHT = [
    ("水务局等六部门发出通知。", "The water bureau and five other departments gave notice."),
    ("水务局等六部门发出通知。", "Six departments, among them the water bureau, gave notice."),
    ("水务局和气象局等6部门发文。", "The water and weather bureaus and four other bodies wrote."),
    ("宁波、温州等10个城市入选。", "Ningbo, Wenzhou and eight other cities were chosen."),
    ("赵某等3人落网。", "Zhao and two others were caught."),
    ("挪威等五国签字。", "Norway and four other countries signed."),
    ("赵某等5人获奖，另有5人获提名。", "Zhao and four others won; five other people were named."),
    ("除煤炭之外，还有水电、风电等四种能源。", "Besides coal there are four other sources."),
    ("德国免签，另有瑞典等9个国家免签。", "Germany needs no visa, nor do another 9 countries."),
]
WRONG = [
    (
        "水务局等六部门发出通知。",
        "The water bureau and other six departments gave notice.",
        "The water bureau and five other departments gave notice.",
    ),
    (
        "水务局等9部门发出通知。",
        "The water bureau and 9 other departments gave notice.",
        "The water bureau and 8 other departments gave notice.",
    ),
    (
        "宁波、温州等10个城市入选。",
        "Ningbo, Wenzhou and ten other cities were chosen.",
        "Ningbo, Wenzhou and eight other cities were chosen.",
    ),
    ("钱某等三人落网。", "Qian and three others were caught.", "Qian and two others were caught."),
    (
        "矿山、港口等6个项目开工。",
        "Work began on the mine, the port and other six projects.",
        "Work began on the mine, the port and four other projects.",
    ),
]


@pytest.mark.parametrize(("source", "target"), RIGHT)
def test_the_others_are_fewer_than_all(source: str, target: str) -> None:
    assert faults(compare(source, target)) == 0
    assert mend(source, target) == target


@pytest.mark.parametrize(("source", "target", "mended"), WRONG)
def test_as_many_others_as_all_is_wrong_and_put_right(
    source: str, target: str, mended: str
) -> None:
    assert faults(compare(source, target))
    assert mend(source, target) == mended
