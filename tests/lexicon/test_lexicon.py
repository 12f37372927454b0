"""Words, readings and names of the embedded dictionary."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaiyi.lexicon import Lexicon
from zhaiyi.lexicon import pinyin as romanise

LEXICON = Lexicon()


@pytest.mark.parametrize(
    ("word", "target"),
    [
        ("汕头", "Shantou"),
        ("汕头市", "Shantou"),
        ("四川省", "Sichuan"),
        ("海淀区", "Haidian District"),
        ("金阳县", "Jinyang County"),
        ("恩施土家族苗族自治州", "Enshi Tujia and Miao Autonomous Prefecture"),
        ("新疆维吾尔自治区", "Xinjiang Uygur Autonomous Region"),
        ("布鲁塞尔", "Brussels"),
        ("布尔加斯", "Burgas"),
        ("波音", "Boeing"),
        ("春节", "Spring Festival"),
        ("发改委", "National Development and Reform Commission"),
        ("国家发改委", "National Development and Reform Commission"),
        ("习近平", "Xi Jinping"),
        ("中国银行", "Bank of China"),
        ("郴州", "Chenzhou"),
        ("墨西哥城", "Mexico City"),
        ("开普敦", "Cape Town"),
        ("紫禁城", "Forbidden City"),
        ("晋城", "Jincheng"),
        ("图们江", "Tumen River"),
        ("澜沧江", "Lancang River"),
        ("不扩散核武器条约", "Treaty on the Non-Proliferation of Nuclear Weapons"),
    ],
)
def test_descriptions_are_cut_to_names(word: str, target: str) -> None:
    found = LEXICON.name(word)
    assert found is not None
    assert found[0].target == target


@pytest.mark.parametrize("word", ["改订伊犁条约"])
def test_half_a_title_is_no_name(word: str) -> None:
    """Treaty of Saint Petersburg is only half of what the dictionary says."""
    assert LEXICON.name(word) is None


@pytest.mark.parametrize("word", ["王", "日至", "城市", "法制", "经济", "十月", "英语"])
def test_surnames_common_words_and_time_words_are_no_names(word: str) -> None:
    assert LEXICON.name(word) is None


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("林依民", "Lin Yimin"),
        ("欧阳修", "Ouyang Xiu"),
        ("王斌", "Wang Bin"),
        ("曾庆红", "Zeng Qinghong"),
        ("单田芳", "Shan Tianfang"),
        ("吕建安", "Lyu Jian'an"),
    ],
)
def test_persons_are_written_surname_first(name: str, latin: str) -> None:
    assert romanise.person(name) == latin


def test_all_senses_of_a_word_are_kept() -> None:
    word = LEXICON.lookup("波音")
    assert word is not None
    assert any("Boeing" in gloss for gloss in word.glosses)


def test_traditional_words_are_known_too() -> None:
    word = LEXICON.lookup("廣東")
    assert word is not None
    assert word.proper


def test_pinyin_gives_one_reading_for_each_character() -> None:
    assert LEXICON.pinyin("汕头A") == (("汕", "shàn"), ("头", "tóu"), ("A", ""))


def test_words_know_where_they_stand() -> None:
    text = "😀汕头市副市长林依民"
    words = LEXICON.words(text)
    assert "".join(w.text for w in words) == text
    assert next(w for w in words if w.text == "汕头市").start == 1


@given(st.text(alphabet=st.characters(), max_size=40))
def test_odd_text_is_answered_and_covered(text: str) -> None:
    words = LEXICON.words(text)
    assert "".join(w.text for w in words) == text
    assert all(text[w.start : w.end] == w.text for w in words)
    assert len(LEXICON.pinyin(text)) == len(text)


def test_lone_surrogates_do_not_raise() -> None:
    assert "".join(w.text for w in LEXICON.words("汕\ud800头")) == "汕\ud800头"
    assert len(LEXICON.pinyin("汕\ud800头")) == 3


def test_a_unit_is_not_said_twice() -> None:
    found = Lexicon().name("滨海新区")
    assert found is not None
    assert found[0].target == "Binhai New Area"
