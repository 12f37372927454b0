"""Names of Chinese persons that a recogniser sees whole, and what it sees wrongly."""

from __future__ import annotations

import pytest

from tests.terminology.test_recogniser import targets


@pytest.mark.parametrize(
    ("marked", "name", "latin"),
    [
        ("院士/n 王其红/PER 表示/v 。/w", "王其红", "Wang Qihong"),
        ("市长/n 孙和平/PER 主持/v 会议/n 。/w", "孙和平", "Sun Heping"),
        ("队员/n 庄雨珊/PER 得分/v 。/w", "庄雨珊", "Zhuang Yushan"),
        ("记者/n 郭再前/PER 报道/v 。/w", "郭再前", "Guo Zaiqian"),
        ("他/r 与/p 周以明/PER 、/w 高年丰/PER 见面/v 。/w", "周以明", "Zhou Yiming"),
    ],
)
def test_a_title_or_a_row_bears_out_any_character(marked: str, name: str, latin: str) -> None:
    assert targets(marked)[name] == latin


@pytest.mark.parametrize(
    "marked",
    [
        "主任/n 李在/PER 会/n 上/f 说/v 。/w",
        "他/r 赞成/v 周以明/PER 。/w",
        "校长/n 高某/PER 走/v 了/u 。/w",
    ],
)
def test_not_without_them_nor_with_a_word_at_its_end(marked: str) -> None:
    assert not {"李在", "周以明"} & set(targets(marked))
    assert targets(marked).get("高某") != "Gao Mou"


@pytest.mark.parametrize(
    ("marked", "name", "latin"),
    [
        ("选手/n 郭欣莎/PER 晋级/v 。/w", "郭欣莎", "Guo Xinsha"),
        ("美国/LOC 比赛/n 中/f ，/w 选手/n 郭欣莎/PER 晋级/v 。/w", "郭欣莎", "Guo Xinsha"),
        ("冠军/n 周颖妮/PER 来/v 了/u 。/w", "周颖妮", "Zhou Yingni"),
        ("议员/n 金泽康/PER 说/v 。/w", "金泽康", "Jin Zekang"),
    ],
)
def test_a_chinese_name_may_have_characters_of_sound(marked: str, name: str, latin: str) -> None:
    assert targets(marked)[name] == latin


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("美国/LOC 后卫/n 金泽康/PER 说/v 。/w", "金泽康"),
        ("后卫/n 刘易斯/PER 得分/v 。/w", "刘易斯"),
        ("演员/n 周颖妮/PER ·/w 格林/PER 来/v 了/u 。/w", "周颖妮"),
        ("他/r 在/p 法国/LOC 遇见/v 周颖妮/PER 。/w", "周颖妮"),
    ],
)
def test_a_foreigner_has_no_chinese_name(marked: str, name: str) -> None:
    assert name not in targets(marked)


@pytest.mark.parametrize(
    ("marked", "name", "latin"),
    [
        ("作家/n 铁清/PER 出席/v 。/w", "铁清", "Tie Qing"),
        ("院士/n 种明辉/PER 表示/v 。/w", "种明辉", "Chong Minghui"),
        ("主任/n 明立红/PER 介绍/v 。/w", "明立红", "Ming Lihong"),
        ("导演/n 缑平/PER 到场/v 。/w", "缑平", "Gou Ping"),
    ],
)
def test_a_surname_that_is_a_word_behind_a_title(marked: str, name: str, latin: str) -> None:
    assert targets(marked)[name] == latin


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("他/r 看见/v 明立红/PER 。/w", "明立红"),
        ("主任/n 明/TIME 立红/v 旗/n 。/w", "明立红"),
        ("日本/LOC 选手/n 水野/PER 得分/v 。/w", "水野"),
        ("律师/n 阿里木/PER 说/v 。/w", "阿里木"),
    ],
)
def test_such_a_surname_is_else_a_word(marked: str, name: str) -> None:
    assert name not in targets(marked)


@pytest.mark.parametrize(
    ("marked", "name", "latin"),
    [
        ("创办人/n 冯骏/PER 谈/v 《/w 游戏/n 》/w 。/w", "冯骏", "Feng Jun"),
        ("陈智宁案/PER 今日/TIME 开审/v 。/w", "陈智宁", "Chen Zhining"),
        ("欧阳志/PER 远/a 院士/n 表示/v 。/w", "欧阳志远", "Ouyang Zhiyuan"),
        ("村民/n 诸葛亮明/PER 说/v 。/w", "诸葛亮明", "Zhuge Liangming"),
        ("張亞/PER 中/f 競選/v 黨/n 主席/n 。/w", "張亞中", "Zhang Yazhong"),
        ("被告人/n 李某甲/PER 上诉/v 。/w", "李某甲", "Li Moujia"),
    ],
)
def test_where_a_name_ends(marked: str, name: str, latin: str) -> None:
    found = targets(marked)
    assert found[name] == latin
    assert not [other for other in found if other != name and (other in name or name in other)]


def test_a_surname_of_the_list_with_mou() -> None:
    assert targets("嫌疑人/n 应某/r 被/p 抓获/v 。/w")["应某"] == "Ying"


@pytest.mark.parametrize(
    ("marked", "name", "latin"),
    [
        ("导演/n 郝岚/PER 新作/n 定档/v 。/w", "郝岚", "Hao Lan"),
        ("导演/n 郝岚新/PER 作/v 入围/v 。/w", "郝岚", "Hao Lan"),
        ("作家/n 郝岚新/PER 作/v 出版/v 。/w", "郝岚", "Hao Lan"),
        ("歌手/n 郝岚新/PER 专辑/n 上线/v 。/w", "郝岚", "Hao Lan"),
        ("市长/n 龚勇作/PER 政府/n 工作报告/n 。/w", "龚勇", "Gong Yong"),
        ("秘书长/n 郝刚作/PER 说明/v 。/w", "郝刚", "Hao Gang"),
        ("代表/n 郝立新/PER 作/v 报告/n 。/w", "郝立新", "Hao Lixin"),
        ("代表/n 郝立新/PER 作为/v 主席/n 出席/v 。/w", "郝立新", "Hao Lixin"),
        ("司机/n 郝立新/PER 作证/v 。/w", "郝立新", "Hao Lixin"),
        ("作家/n 郝立新/PER 作品/n 展出/v 。/w", "郝立新", "Hao Lixin"),
        ("副主席/n 郝兆/PER 才/d 被/p 判/v 刑/n 。/w", "郝兆才", "Hao Zhaocai"),
        ("歌手/n 郝立新/PER 单曲/n 上线/v 。/w", "郝立新", "Hao Lixin"),
        ("作家/n 郝建新/PER 小说/n 获奖/v 。/w", "郝建新", "Hao Jianxin"),
        ("两/m 天/n 后/f ，/w 矿工/n 郝勇/PER 才/d 被/p 救出/v 。/w", "郝勇", "Hao Yong"),
        ("直到/p 去年/t ，/w 局长/n 郝勇/PER 才/d 被/p 判/v 刑/n 。/w", "郝勇", "Hao Yong"),
        ("村民/n 郝勇/PER 银行卡/n 被盗/v 。/w", "郝勇", "Hao Yong"),
        ("经理/n 郝勇/PER 公司/n 倒闭/v 。/w", "郝勇", "Hao Yong"),
    ],
)
def test_a_name_ends_where_the_next_word_begins(marked: str, name: str, latin: str) -> None:
    told = {s: t for s, t in targets(marked).items() if s.startswith(name[:2])}
    assert told == {name: latin}
