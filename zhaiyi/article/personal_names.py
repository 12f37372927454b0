"""Personal names by form alone: a surname and one or two characters, or parts with ``·``."""

from __future__ import annotations

import re

from zhaiyi.text.script import CHINESE

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭"
    "陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤常温康施文牛樊葛邢安齐"
    "易乔伍庞颜倪庄聂章鲁岳翟申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙"
    "鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞"
    "姬师仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘"
    "满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜"
    "羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利于呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富"
    "尧闭由張劉陳楊黃趙吳孫馬羅鄭謝許鄧韓馮蕭蔣葉蘇呂盧鍾鐘譚陸賈鄒龍賀顧龔萬錢嚴湯莊聶魯歐關蘭寧紀畢單駱藍遊蒙華"
    "饒農簡車項連蘆麥婁竇黨宮費衛應閔鄔邊師喬齊葛韋魏範閻俞鮑穆欒榮樂滿聞厲區樊練豐雲國詹賴游連塗項邱鄢蒯辜"
)
_COMPOUND = (
    "欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|夏侯|皇甫|尉迟|公孙|公孫|慕容|令狐|宇文|长孙|司徒|司空|端木|东方|南宫|拓跋|完颜|独"
    "孤|西门|呼延|太史|申屠|范姜|張簡"
)

NAME = (
    rf"(?:(?:{_COMPOUND}){CHINESE}{{1,2}}|[{_SURNAMES}]{CHINESE}{{1,2}}"
    rf"|[{_SURNAMES}][ \u3000]{CHINESE}(?!{CHINESE})"
    rf"|{CHINESE}{{1,10}}(?:[·•‧・](?:{CHINESE}|[A-Za-z]){{1,10}}){{1,3}})"
)
"""One personal name, as a regular expression."""

_BETWEEN = r"(?>\s*[、，,/／|｜]\s*|\s+)"
NAMES = rf"{NAME}(?:{_BETWEEN}{NAME}){{0,15}}"
"""One or several names."""

_NAMES = re.compile(NAMES)
_SEVERAL = re.compile(rf"{NAME}(?:{_BETWEEN}{NAME})+")
_WORDS_LIKE_NAMES = """
高科技 高质量 高考生 高新区 金融界 安全性 方便面 文化部 文化馆 文化节 全国性 全中国
和平区 和谐号 明年初 明信片 时间表 时间轴 国务院 国家级 国际化 公安部 公安局 海南省
云南省 江苏省 江西省 成都市 南京市 南宁市 常委会 平均值 平安夜 万人次 万余元 信息化
元旦节 计划书 应急办 白皮书 石油价 时政类 向未来 来论 于是乎 房地产 平台 马拉松
乐队 车展 银行业 银保监 海洋局 华侨城 强降雨 古建筑 国防部 国庆节 国台办 商务部
商业街 边检站 时尚周 党代会 党中央 尤其是 但是说 关注 包括 那么 阿根廷 阿富汗
乌克兰 哈萨克 伊拉克 伊朗 印度 利比亚 荣誉榜 文明网 应用题 简介 解读 解说词
项目部 路线图 游客们 盛会 平凡人 宣传部 宣传片 晋级赛
"""
_NOT_NAMES = frozenset(_WORDS_LIKE_NAMES.split())


def is_names(text: str) -> bool:
    """True if the text is one name or a list of names and nothing else."""
    return len(text) <= 120 and bool(_NAMES.fullmatch(text)) and text not in _NOT_NAMES


def is_name_list(text: str) -> bool:
    """True for at least two names and nothing else."""
    return len(text) <= 120 and bool(_SEVERAL.fullmatch(text))
