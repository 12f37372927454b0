"""Traditional characters and the Simplified ones for them: a frozen table.

Enough to tell the script of a text, and to recognise fixed words (記者, 責任編輯, 版權所有) in
either with one pattern. What is shown is always the text as it was written. What looks words up has
the map of the dictionary instead (`Lexicon.simplified`), which knows rarer characters.
"""

from __future__ import annotations

from collections.abc import Sequence

from zhaiyi.text.script import count_han

TRADITIONAL_PAIRS = (
    "国國会會为爲这這发發对對个個时時们們来來于於将將进進业業动動经經现現后後开開与與场場过過员"
    "員产產长長关關机機实實体體说說学學里裏并並尔爾区區当當务務总總间間据據报報内內联聯议議队隊"
    "资資该該数數从從赛賽亚亞车車还還电電强強运運党黨游遊计計罗羅统統两兩种種领領达達点點称稱问"
    "問战戰选選调調网網记記题題应應设設项項万萬组組认認导導济濟军軍际際马馬没沒决決华華门門参參"
    "举舉费費续續无無约約证證规規处處带帶台臺创創结結广廣团團护護价價线線让讓协協标標维維级級确"
    "確权權样樣习習变變税稅兰蘭视視风風环環获獲奥奧亿億论論东東术術别別传傳欧歐准準构構预預义義"
    "众衆类類显顯书書节節击擊营營划劃观觀办辦专專单單气氣质質纳納给給转轉购購话話农農备備头頭难"
    "難织織条條极極响響医醫况況号號几幾历歷么麼张張见見乐樂争爭责責复復积積监監许許儿兒则則岁歲"
    "终終随隨测測势勢群羣声聲边邊离離态態诺諾户戶试試图圖卫衛兴興坚堅评評继繼纪紀诉訴严嚴断斷采"
    "採较較优優检檢验驗苏蘇尽盡贸貿师師顿頓负負语語仅僅担擔双雙闻聞减減请請岛島满滿执執热熱银銀"
    "讲講范範伦倫连連远遠鲁魯庆慶届屆铁鐵货貨险險识識币幣竞競细細层層愿願奖獎围圍装裝胜勝压壓职"
    "職爱愛稳穩财財萨薩临臨宁寧县縣谈談龙龍帮幫够夠访訪莱萊签籤补補练練园園训訓剧劇红紅飞飛录錄"
    "伤傷馆館额額适適销銷鲜鮮须須轻輕干幹审審状狀违違紧緊绍紹占佔觉覺买買挥揮镇鎮云雲驾駕黄黃欢"
    "歡乡鄉温溫独獨托託绝絕征徵养養拥擁艺藝宝寶阳陽脱脫属屬启啓贫貧献獻余餘韩韓驻駐络絡亲親冲衝"
    "轮輪疗療杰傑础礎杀殺针針扩擴钟鍾筑築盖蓋陆陸讨討厂廠虽雖频頻袭襲讯訊刚剛败敗圣聖赢贏辆輛荣"
    "榮贡貢却卻绿綠药藥择擇舰艦听聽损損楼樓写寫画畫彻徹劳勞输輸纽紐夺奪枪槍丽麗灾災峰峯杂雜汇匯"
    "齐齊罚罰阵陣综綜虑慮厅廳简簡伟偉库庫怀懷块塊汉漢宾賓绩績读讀课課换換潜潛阶階贯貫览覽仪儀载"
    "載弹彈摄攝丰豐闭閉镜鏡励勵驶駛订訂麦麥钢鋼斗鬥释釋暂暫桥橋树樹兹茲赞贊携攜寻尋错錯误誤龄齡"
    "宫宮归歸迈邁饮飲奋奮叙敘键鍵顾顧乌烏刘劉涨漲径徑妇婦陈陳贵貴贝貝惊驚纷紛钱錢扬揚吨噸坛壇吃"
    "喫卢盧凯凱残殘胁脅妈媽啸嘯梦夢询詢谢謝誉譽伙夥烟煙贷貸纸紙缓緩韦韋鱼魚顺順猪豬缩縮坏壞词詞"
    "吁籲秘祕乱亂遗遺债債旧舊顶頂绕繞触觸异異乔喬邮郵缴繳丝絲戏戲毁毀润潤谋謀忧憂鉴鑑脸臉狱獄码"
    "碼废廢蓝藍驱驅筹籌逊遜凭憑恶惡卖賣湾灣软軟贺賀镑鎊诊診脑腦礼禮亩畝汤湯鸡雞辞辭碍礙档檔饰飾"
    "账賬链鏈粮糧侧側脏髒诚誠浓濃贴貼辩辯迹跡编編吗嗎宪憲灵靈迟遲趋趨胀脹储儲锁鎖谊誼弃棄锦錦雇"
    "僱岗崗赖賴隐隱邻鄰递遞寿壽践踐侨僑篮籃猫貓沟溝恒恆惯慣抢搶忆憶艰艱脚腳谁誰盘盤虚虛栋棟踪蹤"
    "阅閱宽寬腾騰阁閣厦廈诸諸晓曉撑撐赶趕拟擬墙牆偿償净淨颁頒圆圓详詳鸟鳥扫掃盐鹽尸屍玛瑪册冊沪"
    "滬剂劑轨軌扰擾肃肅滩灘毕畢跃躍迁遷娱娛挤擠笔筆静靜炼煉杨楊勋勳诞誕页頁峡峽谓謂骑騎"
)
"""Simplified and Traditional character in turn: ``"国國说說…"``."""

_FURTHER_PAIRS = (
    "布佈说説阅閲锐鋭悦悅产産卫衞台枱线綫妆粧户戸床牀删刪厉厲叁叄丛叢吴吳吕呂呗唄哟喲叹嘆嘱囑尧堯"
    "涂塗娄婁孙孫岳嶽帅帥栗慄晋晉朴樸栏欄栾欒浏瀏为為琼瓊众眾窦竇纠糾纬緯缪繆绘繪缆纜聂聶荆荊庄莊"
    "叶葉蒋蔣荐薦蔺藺芦蘆苹蘋里裡谐諧咨諮谌諶谭譚译譯岂豈贰貳贾賈赵趙轴軸辑輯邹鄒邬鄔邓鄧郑鄭邝鄺"
    "闫閆闵閔阙闕阚闞阴陰巩鞏颜顏馈饋饶饒冯馮骆駱郁鬱鲍鮑凤鳳庞龐龚龔亏虧丧喪尝嘗辙轍劲勁"
)
"""The same for rarer characters of the words that stand around articles or that checks look for."""

_BOTH = TRADITIONAL_PAIRS + _FURTHER_PAIRS
_SIMPLIFIED = str.maketrans({_BOTH[i + 1]: _BOTH[i] for i in range(0, len(_BOTH), 2)})
_TRADITIONAL_ALONE = frozenset(_BOTH[1::2]) - frozenset("於夥徵鍾")
"""Traditional characters that no Simplified text has, in a name or in a word of its own."""
_ITS_FORMS = frozenset(_BOTH[::2])
"""Their Simplified forms, of which some stand in a Traditional text too (里, 台, 后)."""
_LEAST = 0.08
"""Share of characters that are Traditional in a text of that script, at the least."""


def simplified(text: str) -> str:
    """`text` in Simplified characters as far as the table goes; its length stays the same."""
    return text.translate(_SIMPLIFIED)


def is_traditional(text: str) -> bool:
    """Whether a text is written in Traditional characters: it has enough of them, and not twice as
    many that are Simplified (a text that quotes the other script)."""
    traditional = sum(char in _TRADITIONAL_ALONE for char in text)
    simple = sum(char in _ITS_FORMS for char in text)
    return traditional > count_han(text) * _LEAST and 2 * traditional >= simple


def each_traditional(texts: Sequence[str]) -> tuple[bool, ...]:
    """Which of an article's sentences are: by themselves, or because the whole is (a short line may
    have no character that tells)."""
    whole = is_traditional("".join(texts))
    return tuple(whole or is_traditional(text) for text in texts)
