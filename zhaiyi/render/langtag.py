"""Simplified or traditional script, for the `lang` attribute that picks font and voice. Pure."""

from __future__ import annotations

_PAIRS = (
    "这這国國会會们們来來时時个個为為说說对對发發经經动動过過还還问問学學进進种種与與现現见見长長东東车車门門"
    "马馬书書讲講开開关關无無业業习習乡鄉买買产產亿億从從传傳价價众眾优優华華协協单單卖賣卫衛厂廠历歷县縣双雙"
    "变變号號员員园園团團图圖场場声聲处處备備头頭实實审審导導将將层層岁歲师師广廣应應张張当當录錄总總战戰报報"
    "担擔拥擁据據数數断斷术術机機权權条條标標样樣气氣汉漢测測济濟点點热熱状狀独獨环環电電确確离離称稱"
    "类類约約级級纪紀线線组組结結统統维維综綜网網联聯职職节節药藥规規观觀认認议議论論设設证證评評诉訴该該请請"
    "调調责責贸貿费費资資转轉轻輕较較达達运運远遠连連选選钱錢银銀间間阳陽陆陸际際难難静靜页頁项項题題额額风風"
)
_SIMPLIFIED = frozenset(_PAIRS[::2])
_TRADITIONAL = frozenset(_PAIRS[1::2])


def language_tag(text: str) -> str:
    """``zh-Hant`` where characters of the traditional script prevail, else ``zh-Hans``."""
    simplified = sum(char in _SIMPLIFIED for char in text)
    traditional = sum(char in _TRADITIONAL for char in text)
    return "zh-Hant" if traditional > simplified else "zh-Hans"
