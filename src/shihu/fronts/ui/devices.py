"""What a browser calls itself, in words that its owner knows."""

import re

# The first that fits: browsers claim to be each other, the most particular claim is the true one.
_BROWSERS = (
    (r"MicroMessenger", "微信 WeChat"),
    (r"HuaweiBrowser", "华为浏览器 Huawei Browser"),
    (r"MiuiBrowser|XiaoMi", "小米浏览器 Mi Browser"),
    (r"UCBrowser|UCWEB", "UC"),
    (r"QQBrowser|MQQBrowser", "QQ 浏览器 QQ Browser"),
    (r"QihooBrowser|QHBrowser|360SE", "360 浏览器 360 Browser"),
    (r"Edg(e|A|iOS)?/", "Edge"),
    (r"Firefox/|FxiOS/", "Firefox"),
    (r"Chrome/|CriOS/|Chromium/", "Chrome"),
    (r"Safari/", "Safari"),
)
_SYSTEMS = (
    (r"HarmonyOS|OpenHarmony", "鸿蒙 HarmonyOS"),
    (r"Android", "Android"),
    (r"iPhone|iPad", "iPhone / iPad"),
    (r"Windows", "Windows"),
    (r"Mac OS X|Macintosh", "macOS"),
    (r"Linux|X11", "Linux"),
)


def name(agent: str) -> str:
    """Return browser and system, or the beginning of what it says when neither is known."""
    found = [word for table in (_BROWSERS, _SYSTEMS) if (word := _first(table, agent))]
    return " · ".join(found) or agent[:60]


def _first(table: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((word for pattern, word in table if re.search(pattern, agent)), "")
