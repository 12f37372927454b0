"""The characters that write foreign names by sound."""

from __future__ import annotations

SOUNDS = frozenset(
    "阿埃艾安奥巴班邦保鲍贝本比彼宾波伯博布蔡查茨达戴丹道德登邓迪蒂丁杜多顿厄恩尔法凡费芬弗佛夫福"
    "盖甘冈高戈格葛贡古哈汉赫海亨洪侯胡霍基吉加贾杰金卡凯坎康考科克肯孔库夸奎昆拉莱赖兰朗劳勒雷里"
    "利莉丽连列林琳卢鲁伦罗洛吕玛马迈麦曼芒毛梅门蒙米密敏明摩莫姆穆纳娜南内尼涅宁纽努诺欧帕潘庞培"
    "佩彭皮平蒲普奇齐恰钱乔切琴丘热日荣茹儒瑞若撒萨塞赛森桑瑟沙莎山尚绍舍申圣施史什舒斯丝松苏索塔"
    "泰坦汤特腾提田廷通图托瓦万旺威韦维魏温翁沃乌伍武西希锡夏香肖歇谢辛欣兴雄休许雅亚延扬耶叶伊"
    "因英尤于约泽扎詹章珍朱兹佐楚娅妮娃蕾薇琪茜"
)
"""Characters that Xinhua's tables of transliteration use."""
NAME_SOUNDS = SOUNDS | frozenset("奈菲逊默蓬仑拿黛捷烈隆翰黎朔玻拜弥佳嘉芝龙耐木可昂柯喀珀迦滕")
"""These, and rarer ones that are common in Chinese words too."""
DOTTED_SOUNDS = NAME_SOUNDS | frozenset(
    "别季契卜坚济卓根久津祖狄柏芙寇汀钦彻陶姬范萝珊札伽芭勃罕斐岑敦圭历"
)
"""These, and everyday characters that are sounds beside the dot between the parts of a name."""
TYPICAL = frozenset("斯尔克德特姆弗夫茨兹蒂娜娅妮莎埃奥厄恩伊耶")
"""Of these, the ones that rarely stand beside each other in Chinese words."""


def mostly_sounds(word: str) -> bool:
    """True if at least half of the characters are ones that foreign names are written with."""
    return 2 * sum(c in NAME_SOUNDS for c in word) >= len(word)


def is_sound(word: str) -> bool:
    """True if every character of `word` is one that transliterations use."""
    return all(c in SOUNDS or c == "·" for c in word)
