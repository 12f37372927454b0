"""How Chinese and English deny: tables of `negation`, frozen.

The Chinese words are those whose English has a negative word in nine of ten sentences or more of
NTREX-128, FLORES-101 dev and 9,982 machine translations of news; words that hold 不 or 无 but deny
nothing (不断, 不少, 不仅, 无论, 非常, 未来, 不得不, 无人机) are therefore left out.
"""

from __future__ import annotations

import re

from zhaiyi.lexicon.tables import rows

_DECISIONS = tuple((zh, en) for zh, en in rows("decisions"))
"""Verbs of decision, and English by which 不 before them may be said without a negative word."""

_DECIDED = "|".join(zh for zh, _ in _DECISIONS)

ZH_DENIES = re.compile(
    r"(?<!并非)没有(?!之一|想)|(?<![淹沉埋出湮吞辱])没(?![有收落顶辙劲趣命错事完什过])|从没"
    r"|(?<!杀)未(?![来必免尝婚遂决嫁满雨及可]|成年|知)|从不|尚未|并未|未能|未曾|并非(?!没有|法(?![律院国治制官规庭]))|绝非"
    r"|并不|尚无|毫无(?!疑|悬|保留)|无法|无需|无权|无意(?!识|间|中)|(?<!不)无关|无缘"
    r"|(?<![要是对否可能])不(?:是(?!吗)|会(?!不)|能(?!不|自|够?自)|要(?!紧|害|等)"
    r"|再(?!只|仅)|应(?!求)|该|必|愿|想|敢|肯|准|许|予|存在"
    r"|允许|同意|支持|接受|承认|考虑|属于|排除|希望|打算|相信|认为|符合|具备|参加|知道|知情|需要|清楚|了解"
    r"|可能|可以|可避免|利于|足以|太可能|意味|代表|等于|包括|影响|构成|适合|公开)"
    r"|(?<=[还都却仍均暂])不(?![断知少久同错得]|可思|好意|一)"
    r"|(?<!不)不得(?!不|已|了|安|罪)"
    rf"|(?<![要是对否可能无没莫何与或、])不(?:{_DECIDED})(?![^，。；]{{0,6}}不|[^。；]{{0,8}}[就便则])"
    r"|(?<=决定|宣布)不(?![变了下仅只单但管论断少久惜日时同一再治服公当法合力利妥符满解安足成对容可]"
    r"|[^，。；]{0,6}不|[^。；]{0,8}[就便则])"
    r"|否认|绝不|拒绝|禁止|严禁|不确定|无新增|(?<=不是)不[想愿会能敢肯要]"
    r"|不(?:用|受(?!不)|够|超过|喜欢|被(?!动)|合(?!作)|信(?!息)|去|见(?!得)|幸(?!运)"
    r"|在(?![少乎于])|放|卖|买)"
)
"""Words that deny, so plainly that their English has to as well."""

ZH_HINTS = re.compile(
    r"[不没未无非否勿莫难免缺拒反禁停失除仅只才差少别亏毫空避防止绝弃撤违误错漏断封闭离假罢休忘漠误零另外冇唔岂缄]"
    r"|(?<![猜妒顾])忌|谈何|何[必须况尝曾足]|怎[能会敢可]|慎[入用]|持平|沉默|徒劳|婉"
)
"""Any sign that a source might be rendered by a negative word; broad on purpose."""

EN_NEGATIVE = re.compile(
    r"\b(?:no|not|never|none|nor|neither|nobody|nothing|nowhere|cannot|without|unless|except"
    r"|un(?!it|der|iver|il|ion|iqu|til|cles?\b|ifo|ifi|ani|rest|veil|fold|leash|load|lock|pack"
    r"|earth|cover|wind|icorn|icef|esco|hcr|ctad)\w{3,}|non-?(?!etheless)\w+"
    r"|(?!bless|(?:wire|stain|none?the|neverthe)less)\w+less(?:ly|ness)?"
    r"|in(?:abili|acc|acti|adeq|advert|appropr|capab|compar|compat|complet|conceiv|concl|conson"
    r"|conven|corr|cred|decis|defin|depend|differ|direct|discri|dispens|distinct|divis|effect"
    r"|effic|elig|equal|evitab|exhaust|exp|famous|finit|flex|formal|freq|just"
    r"|oper|sensit|separ|signif|stabi|suffic|surm|toler|valid|variab|visib)\w*"
    r"|im(?:balan|mature|measur|mobil|moral|partial|patien|perfect|person|poss|potent|prob|proper"
    r"|prud)\w*|il(?:legal|legitim|licit|literat|logic)\w*"
    r"|ir(?:regular|relev|respons|respect|revers"
    r"|repar|replac)\w*|dis(?!ast|ab|ease|cuss|play|tri|tan|tinct|cover|patch|clos|put"
    r"|cip|count|guis|burs|mant|pers|rupt|sem|sol|tres|tur)\w{3,}"
    r"|mis(?!sion|sil|siss|sour|sing|sed|ses|ter|ty)\w{3,}|anonym\w*"
    r"|lack\w*|fail\w*|den(?:y|ies|ied|ying|ial\w*)|refus\w*|withh[eo]ld\w*|reject\w*|refut\w*|declin\w*"
    r"|avoid\w*|prohibit\w*|forb\w+|bann(?:ed|ing)|bans?|barred|stop\w*|ceas(?!e?-?\s?fire)\w*|halt\w*"
    r"|outlaw\w*|cancel\w*|suspend\w*|abandon\w*|abstain\w*|refrain\w*|exclud\w*|exclusion|omit\w*|ignor\w*"
    r"|neglect\w*|overlook\w*|reluctan\w*|hesita\w*|lose\w*|losing|lost|loss\w*|waiv\w*|exempt\w*"
    r"|rule[sd]? out|ruling out|left out|out of work|yet to|doubt\w*|hardly|barely|scarcely|rarely"
    r"|seldom|few|fewer|little|less|minimal\w*"
    r"|difficult\w*|hard|unable|absen\w*|scarc\w*|zero|contrary"
    r"|free|gone|away|opposite|contradict\w*|resist\w*|wrong\w*"
    r"|false\w*|vain|missing|miss(?:ed|es)?|empty|vacan\w*|vacuum|nil)\b|n['’]t\b",
    re.IGNORECASE,
)
"""By what English can deny; broad on purpose: where nothing of it is found, nothing is denied.
Adversatives and limits (but, although, however, only, out, than, last) are left out: on the pairs
above they explain hardly any missing negation, and hide many."""

TOPICS = tuple(
    (re.compile(zh), re.compile(en, re.IGNORECASE))
    for zh, en in (
        ("失业|下岗", r"unemploy\w*|out of work"),
        ("亏损|损失|流失|丧失|失去|失利|损耗|遗失", r"los[est]\w*|losing"),
        ("自由|自贸|免费|免税|释放|获释", r"free"),
        ("失踪|失联|错过|缺", r"missing|miss(?:ed|es)?"),
        ("排除", r"rul\w+ out|exclu\w+"),
        ("独立|台独", r"independen\w*"),
        ("非法|违法|不法|违规", r"il(?:legal|licit)\w*|unlawful\w*"),
        ("努力|辛勤|强硬|艰苦", r"hard"),
        ("困难", r"difficult\w*"),
        ("停", r"(?:stop|halt|suspen|ceas)\w*"),
        ("禁令|禁赛", r"bans?|banned|prohibit\w*"),
        ("下降|下滑|下跌|衰退", r"declin\w*"),
        ("错|误", r"wrong\w*|mis\w*|false\w*"),
        ("假", r"false\w*"),
        ("取消", r"cancel\w*"),
        ("放弃|抛弃", r"abandon\w*"),
        ("避免|回避|避开", r"avoid\w*"),
        ("忽视|忽略|无视", r"(?:ignor|neglect|overlook)\w*"),
        ("抵抗|抵制|抗", r"resist\w*"),
        ("缺席", r"absen\w*"),
        ("疑", r"(?:un)?doubt\w*"),
        ("歧视", r"discriminat\w*"),
    )
)
"""Words of the topic: English that denies nothing where the source has its own word for it, as many
times as the source says it."""

OWN_WAYS = tuple(
    (re.compile(zh), re.compile(en, re.IGNORECASE))
    for zh, en in (
        ("[尚仍还暂今]未|还没|尚无", r"\bpending\b"),
        ("(?:还|尚|仍)[没未]|[没未]等", r"\b(?:before|until|till)\b"),
        (
            "[未没](?:有|能)?(?:出席|参加|参与|参赛|到场|到会|现身|露面)",
            r"\b(?:skip(?:s|ped|ping)?|stay(?:s|ed|ing)? away|boycott\w*|no-show)\b",
        ),
        ("[未不]置(?:一词|可否|评)|[没未](?:有)?(?:说话|回应|作声|吭声)", r"\bsilen(?:t|tly|ce)\b"),
        (
            "[不未]排除|(?:不能|无法|没有)排除",
            r"^(?!.*\b(?:rul\w+ out|exclu\w+)\b).*?\b(?:possib\w+|could|may|might|open)\b",
        ),
        ("[未没](?:有)?脱[离離险險]", r"(?<!out of )\bdanger\b|\b(?:critical|serious|grave)\b"),
        (
            "[未没](?:能)?达|未及",
            r"\b(?:(?:f[ae]ll|fallen|falls|falling|come|came|comes|coming|is|are|was|were|just|votes?)"
            r" short|short of|below|under|shy of)\b",
        ),
        (
            "不敢",
            r"\b(?:(?:scared|afraid|frightened|terrified|fearful|timid|wary) (?:of|to)"
            r"|fear(?:s|ed|ing)?)\b",
        ),
        ("[未没不](?:有)?(?:完全|全部|全面)", r"\b(?:partly|partially|partial|in part)\b"),
        (
            "[不未](?:得|能|会|可|应|宜|准|许)?(?:超过|高于|多于|突破|大于)",
            r"\b(?:cap(?:s|ped)?(?: \w+)? (?:at|of|on)|limited to"
            r"|(?:limit|ceiling|maximum|max|high) (?:of|is)|at most|within|up to|below|under"
            r"|maximum|as (?:much|many|high) as|or (?:under|younger|less|fewer|below|shorter))\b",
        ),
        (
            "不(?:得|能|会|可|应|宜|准|许)?(?:低于|少于|小于)",
            r"\b(?:at least|minimum|floor (?:of|is)|or (?:more|over|above|older|higher|longer)"
            r"|and (?:over|above|older))\b",
        ),
        (
            "而(?:不是|非)",
            r"\b(?:(?<!or )rather than|instead of|as opposed to|in place of|over|prefer\w*)\b",
        ),
        ("并不|并非|不是|不算|不会|远未|尚未|并未", r"\b(?:anything but|far from)\b"),
        (
            "(?:没有?|无)(?:任何)?人[^，。；]{0,8}(?:丧生|死|遇难|受伤|伤亡)",
            r"\b(?:surviv|escap|saf|unhurt|unharm)\w*",
        ),
        (
            "禁止|严禁|不(?:得|准|许|让)",
            r"\b(?:bar(?:s|ring)?|block(?:s|ed|ing)?|prevent(?:s|ed|ing)?|ke(?:ep|eps|pt|eping)\b"
            r"[^.;]{1,40}\bfrom|enjoin\w*|injunctions?|embargo\w*|off[- ]limits|restrain\w*)\b",
        ),
        (
            "不(?:要|得|应|可|能|宜|准|许)|[别勿莫]",
            r"\b(?:warn|caution|counsel|advi[sc])\w*\b[^.;]{0,60}\bagainst\b|\bout of \w+ing\b",
        ),
        ("更[不没未无别]|更谈不上|遑论|何况|别说", r"\blet alone\b"),
        ("[宁寧][^，。；]*不", r"\b(?:rather|sooner|prefer\w*)\b"),
        ("而不", r"\b(?:(?<!or )rather than|instead of)\b"),
        (
            "(?:决定|宣布)不",
            r"\b(?:against|stay|remain|keep|kept|hold|held|drop|forgo|skip|boycott)\w*"
            r"|\bs[ai]t\w* out\b",
        ),
        *((f"不(?:{zh})", en) for zh, en in _DECISIONS),
    )
)
"""English that stands for these denials and for no other."""

EN_DENIES = re.compile(
    r"\b(?:not(?! only| just| merely| simply| to mention| least| long| all| unlike| un"
    r"| less than| fewer than)|never"
    r"|cannot(?! help)|no longer|nobody|neither)\b|\b(?!don['’]t miss)\w+n['’]t\b(?! help| only)",
    re.IGNORECASE,
)
"""Words that deny, so plainly that the source has to as well."""
