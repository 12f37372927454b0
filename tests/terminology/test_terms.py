"""The term list of an article, occurrences, and whether a target uses a term."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import shared
from zhaiyi.core.document import Article, Sentence, Term, TermKind
from zhaiyi.lexicon import Lexicon
from zhaiyi.lexicon import pinyin as romanise
from zhaiyi.terminology import count, find_terms, foreign_candidates, in_text, short_forms, uses

LEXICON = Lexicon()


def article(*lines: str) -> Article:
    sentences: list[Sentence] = []
    position = 0
    for line in lines:
        sentences.append(Sentence(len(sentences), position, position + len(line), line))
        position += len(line) + 1
    return Article("\n".join(lines), tuple(sentences))


def targets(*lines: str) -> dict[str, str]:
    return {t.source: t.target for t in find_terms(article(*lines), LEXICON)}


def test_a_person_behind_a_title_is_found() -> None:
    assert targets("由汕头市政府副市长林依民带队。")["林依民"] == "Lin Yimin"


@pytest.mark.parametrize(
    ("sentence", "name", "latin"),
    [
        ("新华社北京7月26日电（记者倪元锦）", "倪元锦", "Ni Yuanjin"),
        ("国家发展改革委胡祖才副主任会见了代表团。胡祖才说。", "胡祖才", "Hu Zucai"),
        ("副研究员连新明说：“风险较高。”", "连新明", "Lian Xinming"),
        ("作家欧阳明华介绍，新书已出版。", "欧阳明华", "Ouyang Minghua"),
        ("县长仇振国与同事到现场查看。", "仇振国", "Qiu Zhenguo"),
        ("诗人万俟雅静和读者见面。", "万俟雅静", "Moqi Yajing"),
        ("总指挥  何兰英：下一步是桥面铺装。", "何兰英", "He Lanying"),
        ("校长单明月说，孩子们很高兴。", "单明月", "Shan Mingyue"),
        ("三年级学生覃小山最喜欢看书。", "覃小山", "Qin Xiaoshan"),
        ("县级河长顾长河每周巡河两次。", "顾长河", "Gu Changhe"),
        ("周海军代表红队发言。", "周海军", "Zhou Haijun"),
        ("村民李长霞家中存粮不多。", "李长霞", "Li Changxia"),
    ],
)
def test_persons_are_found_whole(sentence: str, name: str, latin: str) -> None:
    assert targets(sentence)[name] == latin


@pytest.mark.parametrize(
    "sentence",
    [
        "新华社7月26日电 当天下午举行会议。",
        "冬天的日子从冬至日至立春。",
        "前总统萨利赫表示同意。",
        "部队发言人于周五表示，任务已完成。",
        "教师安排学生高兴地参加活动。",
        "这位部长曾指出，学习很重要。",
        "厂长于洪水退后赶到车间。",
        "记者高峰时段在现场看到，车流缓慢。",
    ],
)
def test_no_person_and_no_company_is_made_up(sentence: str) -> None:
    found = find_terms(article(sentence), LEXICON)
    assert not [t for t in found if t.kind == "person" or t.target in ("NEC", "Solstice")]


def test_pieces_of_longer_foreign_names_are_refused() -> None:
    found = targets(
        "西班牙安达卢西亚地区", "格雷西亚是一只巨嘴鸟。", "巴基斯坦总理阿巴西表示欢迎。"
    )
    assert found["安达卢西亚"] == "Andalusia"
    assert not {"安达", "西亚", "格雷", "巴西"} & set(found)


def test_longest_name_wins_and_word_boundaries_hold() -> None:
    found = targets("记者从中国人民银行了解到，北京市民很高兴。")
    assert found["中国人民银行"] == "People's Bank of China"
    assert "北京市" not in found
    assert found["北京"] == "Beijing"


def test_a_harbour_or_station_holds_the_name_of_its_town() -> None:
    found = targets("高雄港邊舊倉庫變身圖書館。", "青岛港昨日开放。", "香港很美。")
    assert (found["高雄"], found["青岛"]) == ("Kaohsiung", "Qingdao")
    assert "香" not in found


def test_short_and_long_names_of_one_body_have_one_target() -> None:
    found = targets("中国国家发展改革委表示。", "国家发改委和发改委都说。")
    assert {found[s] for s in ("国家发展改革委", "国家发改委", "发改委")} == {
        "National Development and Reform Commission"
    }


def test_a_latin_original_in_the_article_is_taken() -> None:
    found = find_terms(
        article("“达安系统”(Dassan)公司。", "议员马丁·安达纳尔（Martin Andanar）说。"), LEXICON
    )
    assert {t.target for t in found if t.origin == "article"} >= {"Martin Andanar"}


def test_user_terms_win() -> None:
    user = Term("汕头", "Swatow", "user")
    found = find_terms(article("汕头很美。"), LEXICON, [user])
    assert [(t.source, t.target, t.origin) for t in found] == [("汕头", "Swatow", "user")]


def test_traditional_articles_have_terms_too() -> None:
    assert targets("廣東省副省長張建國介紹，汕頭發展很快。")["汕頭"] == "Shantou"


def test_every_target_is_a_clean_name() -> None:
    lines = ["四川省在中国西南部，成都市是省会。", "汕头代表团赴布鲁塞尔访问欧盟委员会。"]
    for term in find_terms(article(*lines), LEXICON):
        assert term.target[:1].isupper() or term.target == "mainland"
        assert len(term.target.split()) <= 7
        assert "," not in term.target


def test_occurrences_are_in_order_and_do_not_overlap() -> None:
    terms = [Term("汕头", "Shantou", "dictionary"), Term("汕头市", "Shantou", "dictionary")]
    found = in_text("汕头和汕头市", terms)
    assert [(o.term.source, o.start, o.end) for o in found] == [("汕头", 0, 2), ("汕头市", 3, 6)]


def test_day_and_news_agency_mark_are_no_company() -> None:
    assert not in_text("26日电", [Term("日电", "NEC", "dictionary")])


@pytest.mark.parametrize(
    ("term", "text", "used"),
    [
        (Term("林依民", "Lin Yimin", "recognised", "person"), "Deputy Mayor Lin Yi-min led.", True),
        (Term("林依民", "Lin Yimin", "recognised", "person"), "Mr. Lin said so.", True),
        (Term("林依民", "Lin Yimin", "recognised", "person"), "Lin Yiming said so.", False),
        (Term("林依民", "Lin Yimin", "recognised", "person"), "Lin Dan said so.", False),
        (Term("西安", "Xi'an", "dictionary", "place"), "Xian’s walls", True),
        (Term("西安", "Xi'an", "dictionary", "place"), "the city of Xi’an", True),
        (
            Term("美国", "United States", "dictionary", "place", aliases=("US",)),
            "the U.S. side",
            True,
        ),
        (
            Term("美国", "United States", "dictionary", "place", aliases=("US",)),
            "tell us now",
            False,
        ),
        (Term("圣保罗", "São Paulo", "dictionary", "place"), "in Sao Paulo", True),
        (Term("亚洲", "Asia", "dictionary", "place"), "Asian markets", True),
        (Term("汕头", "Shantou", "dictionary", "place"), "SHANTOU, June 12", True),
        (Term("汕头", "Shantou", "dictionary", "place"), "Shantung", False),
    ],
)
def test_spelling_variants_count_as_uses(term: Term, text: str, used: bool) -> None:
    assert uses(term, text) is used


def test_count_tells_hits_from_misses() -> None:
    term = Term("汕头", "Shantou", "dictionary", "place")
    (counted,) = count([term], [("汕头很美，汕头", "Shantou is fine"), ("汕头", "The city")])
    assert (counted.count, counted.hits, counted.misses) == (3, 1, 1)


def test_foreign_names_without_a_rendering_are_asked_for() -> None:
    text = article("欧盟委员会委员科丽娜·克雷楚会见了联邦航空局局长史蒂夫·迪克森。")
    terms = find_terms(text, LEXICON)
    assert foreign_candidates(text, LEXICON, terms) == ("科丽娜·克雷楚", "史蒂夫·迪克森")


@pytest.mark.parametrize(
    "name",
    [
        "伊琳娜·维尼科娃",
        "谢尔达尔·别尔德穆哈梅多夫",
        "阿克尔别克·扎帕罗夫",
        "米哈尔·克瓦希涅夫斯基",
        "尤利娅·斯维里坚科",
        "亚历山德罗斯·阿纳斯塔西亚季斯",
        "根纳季·久加诺夫",
    ],
)
@pytest.mark.parametrize("sentence", ["会见{}时说。", "{}坚持参赛。", "外长{}和科丽娜·克雷楚说。"])
def test_dotted_names_are_asked_for_whole(name: str, sentence: str) -> None:
    text = article(sentence.format(name))
    assert foreign_candidates(text, LEXICON, ())[0] == name


def test_chinese_words_are_no_foreign_candidates() -> None:
    text = article("多家媒体报道，马拉松比赛在克服困难后顺利举行。", "汕头市副市长林依民说。")
    assert foreign_candidates(text, LEXICON, find_terms(text, LEXICON)) == ()


@given(st.text(alphabet="汕头市日电26林依民·斯克尔(Ab)，。的\ud800", max_size=30))
def test_any_text_is_answered(text: str) -> None:
    found = find_terms(article(text), LEXICON)
    assert all(t.source in text and t.count > 0 for t in found)
    for o in in_text(text, found):
        assert text[o.start : o.end] == o.term.source


def test_at_least_95_in_100_terms_are_confirmed_by_a_translator() -> None:
    with shared("eval/newstest2021-dev.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[:300]
    columns = ("en", "google", "microsoft", "bergamot", "online_y")
    right = total = 0
    for start in range(0, len(rows), 15):
        part = rows[start : start + 15]
        terms = find_terms(article(*(r["zh"] for r in part)), LEXICON)
        for row in part:
            for term in {o.term for o in in_text(row["zh"], terms, LEXICON)}:
                total += 1
                right += any(uses(term, row[c] or "") for c in columns)
    assert total > 250
    assert right / total >= 0.95


@pytest.mark.parametrize("text", ["超A体育生的B计划", "一级A标准", "请看C·D"])
def test_letters_between_characters_are_no_foreign_names(text: str) -> None:
    article = Article(text, (Sentence(0, 0, len(text), text),))
    assert foreign_candidates(article, LEXICON, ()) == ()


@pytest.mark.parametrize(
    ("sentence", "name", "target"),
    [
        ("【記者蘇怡君／高雄報導】", "蘇怡君", "Su Yijun"),
        ("住在附近的退休船員許金水，每天早上到館。", "許金水", "Xu Jinshui"),
        ("今天凌晨3时47分，岷南县发生5.2级地震。", "岷南县", "Minnan County"),
        ("工信部和国家数据局发布通知。", "国家数据局", "National Data Administration"),
        ("国务院副总理何立峰出席。", "国务院副总理", "Vice Premier"),
        ("他参观了圣保罗大教堂。", "圣保罗大教堂", "St. Paul's Cathedral"),
    ],
)
def test_names_of_the_news(sentence: str, name: str, target: str) -> None:
    assert targets(sentence)[name] == target


@pytest.mark.parametrize(
    "sentence", ["附近6个县有震感。", "全省县乡干部参加。", "这个县有三万人。"]
)
def test_what_stands_before_a_county_is_not_always_its_name(sentence: str) -> None:
    assert not any(source.endswith("县") for source in targets(sentence))


def test_the_names_of_one_body_have_one_rendering() -> None:
    found = targets("国家发展改革委、国家发改委和发改委说的是同一个部门。")
    assert set(found.values()) == {"National Development and Reform Commission"}
    assert len(found) == 3


@pytest.mark.parametrize(
    ("sentence", "name", "target"),
    [
        ("村干部王礼稳给他出主意。", "王礼稳", "Wang Liwen"),
        ("记者来到扬州东关街道办事处。", "东关街道", "Dongguan Subdistrict"),
        ("因滨河路供水管道改造停水。", "滨河路", "Binhe Road"),
        ("休斯敦一家商业团体表示遗憾。", "休斯敦", "Houston"),
        ("巴西总统博索纳罗表示同意。", "博索纳罗", "Bolsonaro"),
        ("事故发生在海西州格尔木市。", "海西州", "Haixi Prefecture"),
        ("被告人被判处死缓。", "死缓", "suspended death sentence"),
        ("国际货币基金组织发表报告。", "国际货币基金组织", "International Monetary Fund"),
    ],
)
def test_names_say_what_the_chinese_says(sentence: str, name: str, target: str) -> None:
    assert targets(sentence)[name] == target


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("法国总统埃马纽埃尔·马克龙宣布此事。", "纽埃"),
        ("责任体系已实现区市县乡村全覆盖。", "区市县"),
        ("记者从广东海警局了解到此事。", "海警局"),
        ("美国证监会发布声明。", "证监会"),
        ("他走遍了上海街道。", "上海街道"),
    ],
)
def test_no_name_is_taken_for_another(sentence: str, name: str) -> None:
    assert name not in targets(sentence)


def test_a_person_called_by_the_surname_alone_is_the_same_person() -> None:
    lines = ("民权斗士约翰·刘易斯（John Lewis）被追念。", "刘易斯的追悼会周六举行。")
    term = next(t for t in find_terms(article(*lines), LEXICON) if t.source == "刘易斯")
    assert (term.target, term.origin, term.count) == ("Lewis", "article", 1)


def test_two_persons_of_one_surname_have_no_short_form() -> None:
    lewis, other = (
        Term(f"{n}·刘易斯", t, "article") for n, t in (("约翰", "J L"), ("卡尔", "C M"))
    )
    assert short_forms((lewis, other), ["刘易斯说。"]) == ()
    assert [t.target for t in short_forms((lewis,), ["刘易斯说。"])] == ["L"]
    assert short_forms((lewis,), ["约翰·刘易斯说。"]) == ()


@pytest.mark.parametrize(
    ("sentence", "origin"),
    [
        ("香港特区政府政务司司长张建荣表示，疫情严峻。", "guessed"),
        ("汕头市副市长张建荣表示，疫情严峻。", "recognised"),
        ("中国驻美国大使张建荣表示，疫情严峻。", "recognised"),
    ],
)
def test_pinyin_of_people_from_abroad_is_unconfirmed(sentence: str, origin: str) -> None:
    term = next(t for t in find_terms(article(sentence), LEXICON) if t.kind == "person")
    assert (term.origin, term.confirmed) == (origin, origin == "recognised")


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("参议院领袖米奇·麦康奈尔上周宣布此事。", ("米奇·麦康奈尔",)),
        ("副部长卡洛斯·隆等官员出席。", ("卡洛斯·隆",)),
        ("得州州长阿博塔表示担忧。", ("阿博塔",)),
        ("国防部副部长克里沃鲁奇科说。", ("克里沃鲁奇科",)),
        ("马丁·安达纳尔说。安达纳尔又说。", ("马丁·安达纳尔",)),
    ],
)
def test_foreign_names_are_asked_for_whole(sentence: str, names: tuple[str, ...]) -> None:
    text = article(sentence)
    assert foreign_candidates(text, LEXICON, find_terms(text, LEXICON)) == names


@pytest.mark.parametrize(
    ("place", "latin"),
    [
        ("长宁街道", "Changning Subdistrict"),
        ("长渡路", "Changdu Road"),
        ("朝宁路", "Chaoning Road"),
        ("重明路", "Chongming Road"),
    ],
)
def test_places_are_read_as_places(place: str, latin: str) -> None:
    name = targets(f"他住在{place}。").get(place)
    assert name in (latin, None)
    assert romanise.join(romanise.place_syllables(place[:2])) == latin.split()[0]


@pytest.mark.parametrize(
    ("place", "latin"), [("镇长", "Zhenzhang"), ("会长", "Huizhang"), ("长安", "Chang'an")]
)
def test_at_its_end_the_chief_stays(place: str, latin: str) -> None:
    assert romanise.join(romanise.place_syllables(place)) == latin


@pytest.mark.parametrize(
    ("text", "name", "kind", "told"),
    [
        ("衞生局局長盧寵茂到伊利沙伯醫院。", "盧寵茂", "person", True),
        ("财政部长贝森特和他的同事说。", "贝森特", "person", True),
        ("不能说大庆典不重要。", "大庆", "place", False),
    ],
)
def test_a_long_name_of_the_dictionary_needs_no_word_edges(
    text: str, name: str, kind: TermKind, told: bool
) -> None:
    """The segmenter sees 盧寵茂到: three characters of a person seldom meet by chance, two may."""
    found = in_text(text, [Term(name, "Name", "dictionary", kind=kind)], LEXICON)
    assert bool(found) == told


@pytest.mark.parametrize(
    ("sentence", "name", "latin"),
    [
        ("韓國首爾市長吳世勳表示，道路將重開。", "吳世勳", "Oh Se-hoon"),
        ("首尔大学教授朴成勋在协议上签字。", "朴成勋", "Park Sung-hoon"),
        ("韩国总统金大民表示，双方将合作。", "金大民", "Kim Dae-min"),
        ("李舜臣的铜像立在光化门广场。", "李舜臣", "Yi Sun-sin"),
        ("他住在北海道札幌市。", "北海道", "Hokkaido"),
        ("韩国京畿道水原市", "水原市", "Suwon"),
    ],
)
def test_koreans_and_japanese_places_are_not_read_as_chinese(
    sentence: str, name: str, latin: str
) -> None:
    assert targets(sentence)[name] == latin


def test_a_reading_of_a_korean_name_is_a_guess() -> None:
    (term,) = [
        t for t in find_terms(article("首尔大学教授朴成勋签了字。"), LEXICON) if t.kind == "person"
    ]
    assert term.origin == "guessed"
    assert not term.confirmed


def test_a_korean_name_that_cannot_be_read_is_no_term_and_a_chinese_one_stays() -> None:
    assert "朴成鑫" not in targets("首尔大学教授朴成鑫在协议上签字。")
    assert targets("中国驻韩国大使李明华表示，双方将合作。")["李明华"] == "Li Minghua"


def test_names_in_a_row_vouch_for_each_other() -> None:
    terms = find_terms(article("陈宝国、黄磊、孙红雷都来了。"), LEXICON)
    assert [term.target for term in terms] == ["Chen Baoguo", "Huang Lei", "Sun Honglei"]
