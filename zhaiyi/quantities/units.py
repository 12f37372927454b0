"""Units of measure, time and money: their names in both languages and how they convert."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple


class Unit(NamedTuple):
    """`factor` converts to the base of `dimension`; `one` and `many` are English names."""

    dimension: str
    factor: Fraction
    one: str
    many: str


def _unit(dimension: str, factor: str, one: str, many: str = "") -> Unit:
    return Unit(dimension, Fraction(factor), one, many or one + "s")


UNITS: dict[str, Unit] = {
    "nanometer": _unit("length", "0.000000001", "nanometer"),
    "micrometer": _unit("length", "0.000001", "micrometer"),
    "mm": _unit("length", "0.001", "millimeter"),
    "cm": _unit("length", "0.01", "centimeter"),
    "m": _unit("length", "1", "meter"),
    "km": _unit("length", "1000", "kilometer"),
    "nm": _unit("length", "1852", "nautical mile"),
    "mile": _unit("length", "1609.344", "mile"),
    "yard": _unit("length", "0.9144", "yard"),
    "li": _unit("length", "500", "li", "li"),
    "chi": _unit("length", "1/3", "chi", "chi"),
    "zhang": _unit("length", "10/3", "zhang", "zhang"),
    "foot": _unit("length", "0.3048", "foot", "feet"),
    "inch": _unit("length", "0.0254", "inch", "inches"),
    "m2": _unit("area", "1", "square meter"),
    "km2": _unit("area", "1000000", "square kilometer"),
    "ha": _unit("area", "10000", "hectare"),
    "mu": _unit("area", "2000/3", "mu", "mu"),
    "ping": _unit("area", "400/121", "ping", "ping"),
    "jia": _unit("area", "9699.17", "jia", "jia"),
    "acre": _unit("area", "4046.8564224", "acre"),
    "mile2": _unit("area", "2589988.110336", "square mile"),
    "foot2": _unit("area", "0.09290304", "square foot", "square feet"),
    "m3": _unit("volume", "1", "cubic meter"),
    "cm3": _unit("volume", "0.000001", "cubic centimeter"),
    "km3": _unit("volume", "1000000000", "cubic kilometer"),
    "L": _unit("volume", "0.001", "liter"),
    "mL": _unit("volume", "0.000001", "milliliter"),
    "foot3": _unit("volume", "0.028316846592", "cubic foot", "cubic feet"),
    "gallon": _unit("volume", "0.003785411784", "gallon"),
    "barrel": _unit("volume", "0.158987294928", "barrel"),
    "mg": _unit("mass", "0.000001", "milligram"),
    "g": _unit("mass", "0.001", "gram"),
    "kg": _unit("mass", "1", "kilogram"),
    "jin": _unit("mass", "0.5", "jin", "jin"),
    "taijin": _unit("mass", "0.6", "Taiwan catty", "Taiwan catties"),
    "dan": _unit("mass", "50", "dan", "dan"),
    "t": _unit("mass", "1000", "ton"),
    "kt": _unit("mass", "1000000", "kiloton"),
    "Mt": _unit("mass", "1000000000", "megaton"),
    "lb": _unit("mass", "0.45359237", "pound"),
    "oz": _unit("mass", "0.028349523125", "ounce"),
    "W": _unit("power", "1", "watt"),
    "kW": _unit("power", "1000", "kilowatt"),
    "MW": _unit("power", "1000000", "megawatt"),
    "GW": _unit("power", "1000000000", "gigawatt"),
    "TW": _unit("power", "1000000000000", "terawatt"),
    "kWh": _unit("energy", "1", "kilowatt-hour"),
    "MWh": _unit("energy", "1000", "megawatt-hour"),
    "GWh": _unit("energy", "1000000", "gigawatt-hour"),
    "TWh": _unit("energy", "1000000000", "terawatt-hour"),
    "km/h": _unit("speed", "1", "kilometer per hour", "kilometers per hour"),
    "m/s": _unit("speed", "3.6", "meter per second", "meters per second"),
    "mph": _unit("speed", "1.609344", "mile per hour", "miles per hour"),
    "C": _unit("temperature", "1", "degree Celsius", "degrees Celsius"),
    "F": _unit("temperature", "5/9", "degree Fahrenheit", "degrees Fahrenheit"),
    "degree": _unit("degree", "1", "degree"),
    "MB": _unit("data", "0.001", "MB", "MB"),
    "GB": _unit("data", "1", "GB", "GB"),
    "TB": _unit("data", "1000", "TB", "TB"),
    "month": _unit("months", "1", "month"),
    "quarter": _unit("months", "3", "quarter"),
    "year": _unit("months", "12", "year"),
    "decade": _unit("months", "120", "decade"),
    "century": _unit("months", "1200", "century", "centuries"),
    "millennium": _unit("months", "12000", "millennium", "millennia"),
    "second": _unit("seconds", "1", "second"),
    "minute": _unit("seconds", "60", "minute"),
    "hour": _unit("seconds", "3600", "hour"),
    "day": _unit("seconds", "86400", "day"),
    "week": _unit("seconds", "604800", "week"),
    "pp": _unit("ratio", "0.01", "percentage point"),
    "bp": _unit("ratio", "0.0001", "basis point"),
    "off": _unit("ratio", "0.01", "percent off", "percent off"),
}
FREEZING_F = Fraction(32)
DURATIONS = frozenset({"months", "seconds"})
MONTH_IN_SECONDS = Fraction(30 * 86400)

CURRENCIES: dict[str, tuple[str, str]] = {
    "CNY": ("yuan", "yuan"),
    "USD": ("US dollar", "US dollars"),
    "EUR": ("euro", "euros"),
    "GBP": ("pound", "pounds"),
    "JPY": ("yen", "yen"),
    "HKD": ("Hong Kong dollar", "Hong Kong dollars"),
    "TWD": ("New Taiwan dollar", "New Taiwan dollars"),
    "SGD": ("Singapore dollar", "Singapore dollars"),
    "AUD": ("Australian dollar", "Australian dollars"),
    "CAD": ("Canadian dollar", "Canadian dollars"),
    "NZD": ("New Zealand dollar", "New Zealand dollars"),
    "KRW": ("won", "won"),
    "RUB": ("ruble", "rubles"),
    "INR": ("rupee", "rupees"),
    "CHF": ("Swiss franc", "Swiss francs"),
    "THB": ("baht", "baht"),
    "BRL": ("real", "reals"),
    "TRY": ("lira", "lira"),
    "MXN": ("peso", "pesos"),
    "PHP": ("Philippine peso", "Philippine pesos"),
    "MOP": ("Macau pataca", "Macau patacas"),
    "MYR": ("ringgit", "ringgit"),
    "IDR": ("rupiah", "rupiah"),
    "VND": ("dong", "dong"),
    "MMK": ("kyat", "kyat"),
    "KZT": ("tenge", "tenge"),
    "SAR": ("Saudi riyal", "Saudi riyals"),
    "IRR": ("Iranian rial", "Iranian rials"),
    "AED": ("dirham", "dirhams"),
    "ILS": ("shekel", "shekels"),
    "ZAR": ("rand", "rand"),
    "EGP": ("Egyptian pound", "Egyptian pounds"),
    "NGN": ("naira", "naira"),
    "SEK": ("Swedish krona", "Swedish kronor"),
    "NOK": ("Norwegian krone", "Norwegian kroner"),
    "DKK": ("Danish krone", "Danish kroner"),
    "PLN": ("zloty", "zlotys"),
    "HUF": ("forint", "forints"),
    "CZK": ("Czech koruna", "Czech korunas"),
    "UAH": ("hryvnia", "hryvnias"),
    "KPW": ("North Korean won", "North Korean won"),
}


def dimension(unit: str) -> str:
    """Dimension of a unit; ``money`` for a currency, empty for none."""
    if unit in UNITS:
        return UNITS[unit].dimension
    return "money" if unit in CURRENCIES or unit in AMBIGUOUS_CURRENCIES else ""


def in_base(value: Fraction, unit: str) -> Fraction:
    """`value` in the base unit of its dimension (Celsius for temperatures)."""
    known = UNITS.get(unit)
    if known is None:
        return value
    return (value - FREEZING_F if unit == "F" else value) * known.factor


def named(unit: str, value: Fraction) -> str:
    """English name of `unit` beside `value`; a currency or a measure, empty for no unit."""
    if unit in CURRENCIES:
        return CURRENCIES[unit][value != 1]
    known = UNITS.get(unit)
    if known is None:
        return ""
    return known.one if value == 1 else known.many


ZH_CURRENCIES: dict[str, str] = {
    "元人民币": "CNY", "人民币": "CNY", "块钱": "CNY", "元": "CNY", "块": "",
    "美元": "USD", "美金": "USD", "欧元": "EUR", "英镑": "GBP", "镑": "GBP",
    "日元": "JPY", "日圆": "JPY", "日币": "JPY", "港元": "HKD", "港币": "HKD", "元港币": "HKD",
    "新台币": "TWD", "元新台币": "TWD", "台币": "TWD", "新加坡元": "SGD", "新元": "SGD",
    "澳元": "AUD", "澳大利亚元": "AUD", "加元": "CAD", "加拿大元": "CAD", "新西兰元": "NZD",
    "韩元": "KRW", "韩币": "KRW", "卢布": "RUB", "卢比": "INR", "瑞士法郎": "CHF", "泰铢": "THB",
    "雷亚尔": "BRL", "里拉": "TRY", "比索": "MXN", "墨西哥比索": "MXN", "菲律宾比索": "PHP",
    "澳门元": "MOP", "澳门币": "MOP", "林吉特": "MYR", "令吉": "MYR", "印尼盾": "IDR",
    "印尼卢比": "IDR", "越南盾": "VND", "越盾": "VND", "缅元": "MMK", "缅币": "MMK", "坚戈": "KZT",
    "沙特里亚尔": "SAR", "里亚尔": "SAR", "伊朗里亚尔": "IRR", "迪拉姆": "AED", "谢克尔": "ILS",
    "兰特": "ZAR", "埃及镑": "EGP", "奈拉": "NGN", "瑞典克朗": "SEK", "挪威克朗": "NOK",
    "丹麦克朗": "DKK", "捷克克朗": "CZK", "兹罗提": "PLN", "福林": "HUF", "格里夫纳": "UAH",
    "朝鲜元": "KPW", "印度卢比": "INR", "泰币": "THB",
}  # fmt: skip

ZH_MEASURES: dict[str, str] = {
    "纳米": "nanometer", "奈米": "nanometer", "微米": "micrometer", "公厘": "mm", "公尺": "m",
    "毫米": "mm", "厘米": "cm", "公分": "cm", "米": "m", "公里": "km", "千米": "km", "海里": "nm",
    "海浬": "nm", "浬": "nm", "哩": "mile", "英哩": "mile", "英呎": "foot",
    "吋": "inch", "英吋": "inch", "平方呎": "foot2", "方呎": "foot2", "平方公尺": "m2",
    "立方公尺": "m3", "公克": "g", "公吨": "t",
    "里": "li", "华里": "li", "市里": "li", "尺": "chi", "市尺": "chi", "丈": "zhang",
    "英里": "mile", "英尺": "foot", "英寸": "inch", "码": "yard",
    "平方米": "m2", "平米": "m2", "平方公里": "km2", "平方千米": "km2", "公顷": "ha", "亩": "mu",
    "英亩": "acre", "坪": "ping", "甲": "jia", "平方英里": "mile2", "平方英尺": "foot2",
    "立方米": "m3", "立方厘米": "cm3", "立方公里": "km3", "升": "L", "公升": "L", "毫升": "mL",
    "立方英尺": "foot3", "加仑": "gallon", "桶": "barrel",
    "毫克": "mg", "克": "g", "千克": "kg", "公斤": "kg", "斤": "jin", "市斤": "jin",
    "台斤": "taijin", "担": "dan", "市亩": "mu", "吨": "t", "磅": "lb",
    "盎司": "oz",
    "瓦": "W", "千瓦": "kW", "兆瓦": "MW", "吉瓦": "GW", "千瓦时": "kWh", "千瓦·时": "kWh",
    "度电": "kWh", "兆瓦时": "MWh",
    "公里/小时": "km/h", "公里每小时": "km/h", "千米/小时": "km/h", "米/秒": "m/s",
    "米每秒": "m/s", "英里/小时": "mph",
    "摄氏度": "C", "℃": "C", "°C": "C", "华氏度": "F", "℉": "F", "°F": "F", "度": "degree",
    "°": "degree",
    "mm": "mm", "cm": "cm", "m": "m", "km": "km", "km2": "km2", "km²": "km2", "m2": "m2",
    "m²": "m2", "㎡": "m2", "m3": "m3", "m³": "m3", "ml": "mL", "mL": "mL", "L": "L", "mg": "mg",
    "g": "g", "kg": "kg", "kW": "kW", "MW": "MW", "GW": "GW", "kWh": "kWh", "km/h": "km/h",
    "m/s": "m/s", "MB": "MB", "GB": "GB", "TB": "TB",
}  # fmt: skip

ZH_DURATIONS: dict[str, str] = {
    "周年": "year", "年": "year", "载": "year", "个年头": "year",
    "个月": "month", "个多月": "month", "月": "month",
    "个季度": "quarter", "世纪": "century", "个世纪": "century", "个多世纪": "century",
    "周": "week", "个星期": "week", "星期": "week", "个礼拜": "week",
    "天": "day", "昼夜": "day", "日": "day",
    "小时": "hour", "个小时": "hour", "个多小时": "hour", "个钟头": "hour", "钟头": "hour",
    "分钟": "minute", "秒": "second", "秒钟": "second",
}  # fmt: skip

EN_CURRENCIES: dict[str, str] = {
    "yuan": "CNY", "rmb": "CNY", "renminbi": "CNY", "cny": "CNY", "chinese yuan": "CNY",
    "yuan renminbi": "CNY", "yuan rmb": "CNY", "rmb yuan": "CNY",
    "us dollars": "USD", "us dollar": "USD", "u.s. dollars": "USD", "u.s. dollar": "USD",
    "american dollars": "USD", "usd": "USD", "dollars": "$", "dollar": "$", "$": "$",
    "us$": "USD", "euros": "EUR", "euro": "EUR", "eur": "EUR", "€": "EUR",
    "pounds": "£", "pound": "£", "gbp": "GBP", "£": "GBP", "pounds sterling": "GBP",
    "british pounds": "GBP", "yen": "JPY", "japanese yen": "JPY", "jpy": "JPY",
    "hong kong dollars": "HKD", "hk dollars": "HKD", "hkd": "HKD", "hk$": "HKD",
    "new taiwan dollars": "TWD", "nt$": "TWD", "singapore dollars": "SGD", "s$": "SGD",
    "australian dollars": "AUD", "a$": "AUD", "au$": "AUD", "canadian dollars": "CAD",
    "c$": "CAD", "new zealand dollars": "NZD", "nz$": "NZD", "won": "KRW", "rubles": "RUB",
    "ruble": "RUB", "roubles": "RUB", "rupees": "INR", "swiss francs": "CHF", "baht": "THB",
    "reals": "BRL", "reais": "BRL", "lira": "TRY", "pesos": "MXN", "¥": "¥", "cents": "",
    "peso": "MXN", "philippine pesos": "PHP", "mexican pesos": "MXN", "patacas": "MOP",
    "pataca": "MOP", "sgd": "SGD", "twd": "TWD", "ntd": "TWD", "rm": "MYR", "myr": "MYR",
    "macau patacas": "MOP", "macao patacas": "MOP", "mop": "MOP", "ringgit": "MYR",
    "ringgits": "MYR", "rupiah": "IDR", "dong": "VND", "kyat": "MMK", "kyats": "MMK",
    "tenge": "KZT", "saudi riyals": "SAR", "riyals": "SAR", "iranian rials": "IRR",
    "rials": "IRR", "dirhams": "AED", "shekels": "ILS", "rand": "ZAR", "egyptian pounds": "EGP",
    "naira": "NGN", "swedish kronor": "SEK", "kronor": "SEK", "norwegian kroner": "NOK",
    "danish kroner": "DKK", "kroner": "NOK", "czech korunas": "CZK", "korunas": "CZK",
    "zlotys": "PLN", "zloty": "PLN", "forints": "HUF", "forint": "HUF", "hryvnias": "UAH",
    "hryvnia": "UAH", "north korean won": "KPW", "south korean won": "KRW", "korean won": "KRW",
    "indian rupees": "INR", "thai baht": "THB",
}  # fmt: skip
SIGNS = {"HKD": "HK$", "MOP": "MOP ", "TWD": "NT$", "SGD": "S$", "MYR": "RM"}
"""What English writes before a sum of these currencies."""
CURRENCY_LETTERS = frozenset(
    {"rmb", "cny", "usd", "eur", "gbp", "hkd", "jpy", "rm", "myr", "sgd", "twd", "ntd", "mop"}
)
"""Names of currencies that English writes before the sum: RMB 5, RM600,000."""
AMBIGUOUS_CURRENCIES: dict[str, frozenset[str]] = {
    "$": frozenset({"$", "USD", "HKD", "TWD", "SGD", "AUD", "CAD", "NZD", "MXN"}),
    "£": frozenset({"£", "GBP", "EGP"}),
    "¥": frozenset({"¥", "CNY", "JPY"}),
    "MXN": frozenset({"MXN", "PHP"}),
    "NOK": frozenset({"NOK", "SEK", "DKK"}),
    "IRR": frozenset({"IRR", "SAR"}),
    "KRW": frozenset({"KRW", "KPW"}),
}
"""English signs and words that several currencies share. A reading keeps the likeliest."""
LIKELIEST = {"$": "USD", "£": "GBP", "¥": "CNY"}

EN_MEASURES: dict[str, str] = {
    name: unit
    for unit, entry in UNITS.items()
    for name in (entry.one.lower(), entry.many.lower())
} | {
    "mm": "mm", "cm": "cm", "km": "km", "kms": "km", "metre": "m", "metres": "m",
    "millimetre": "mm", "millimetres": "mm", "centimetre": "cm", "centimetres": "cm",
    "kilometre": "km", "kilometres": "km", "nautical miles": "nm", "feet": "foot", "ft": "foot",
    "inches": "inch", "square metre": "m2", "square metres": "m2", "sq m": "m2", "m²": "m2",
    "square kilometre": "km2", "square kilometres": "km2", "sq km": "km2", "km²": "km2",
    "cubic metre": "m3", "cubic metres": "m3", "m³": "m3", "cubic centimetres": "cm3",
    "litre": "L", "litres": "L", "millilitre": "mL", "millilitres": "mL", "ml": "mL",
    "kg": "kg", "kgs": "kg", "kilo": "kg", "kilos": "kg", "mg": "mg", "g": "g",
    "km2": "km2", "m2": "m2", "m3": "m3", "km3": "km3", "cm3": "cm3",
    "catty": "jin", "catties": "jin", "tonne": "t", "tonnes": "t", "metric ton": "t",
    "metric tons": "t", "metric tonnes": "t", "lb": "lb", "lbs": "lb", "oz": "oz",
    "kw": "kW", "mw": "MW", "gw": "GW", "kwh": "kWh", "kilowatt hour": "kWh",
    "kilowatt hours": "kWh", "mwh": "MWh", "megawatt hours": "MWh",
    "tw": "TW", "gwh": "GWh", "gigawatt hours": "GWh",
    "twh": "TWh", "terawatt hours": "TWh", "kt": "kt", "mt": "Mt", "bcm": "km3",
    "km/h": "km/h", "kph": "km/h", "kilometres per hour": "km/h", "kilometers an hour": "km/h",
    "km per hour": "km/h", "metres per second": "m/s", "m/s": "m/s", "mph": "mph",
    "celsius": "C", "degree celsius": "C", "°c": "C", "℃": "C", "degrees centigrade": "C",
    "degree centigrade": "C", "° c": "C", "fahrenheit": "F", "°f": "F", "℉": "F", "°": "degree",
    "mb": "MB", "megabytes": "MB", "gb": "GB", "gigabytes": "GB", "tb": "TB", "terabytes": "TB",
    "hr": "hour", "hrs": "hour", "mins": "minute", "min": "minute", "secs": "second",
    "fortnight": "week", "percentage points": "pp", "percentage point": "pp", "bps": "bp",
    "lis": "li", "mus": "mu", "nm": "nanometer", "nanometre": "nanometer",
    "nanometres": "nanometer", "micron": "micrometer", "microns": "micrometer",
    "micrometre": "micrometer", "micrometres": "micrometer", "μm": "micrometer",
}  # fmt: skip

METRIC: dict[str, tuple[tuple[int, str], ...]] = {
    "mu": ((15, "ha"), (0, "m2")), "jin": ((2000, "t"), (0, "kg")), "li": ((2, "km"), (0, "m")),
    "taijin": ((1667, "t"), (0, "kg")), "ping": ((0, "m2"),), "jia": ((0, "ha"),),
}  # fmt: skip
"""Chinese units with those of their metric values, each from so many on."""
