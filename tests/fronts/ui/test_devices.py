"""Browsers and systems in words, from what they really send."""

import pytest

from shihu.fronts.ui import devices

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36"
EDGE = CHROME + " Edg/120.0"
WECHAT = (
    "Mozilla/5.0 (Linux; Android 10; HMA-AL00) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/88.0"
    " Mobile Safari/537.36 MMWEBID/1 MicroMessenger/8.0"
)
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0"
    " Mobile/15E148 Safari/604.1"
)


@pytest.mark.parametrize(
    ("agent", "expected"),
    [
        (CHROME, "Chrome · Windows"),
        (EDGE, "Edge · Windows"),
        (WECHAT, "微信 WeChat · Android"),
        (IPHONE, "Safari · iPhone / iPad"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0", "Firefox · Linux"),
        ("curl/8.0", "curl/8.0"),
        ("", ""),
        ("x" * 300, "x" * 60),
    ],
)
def test_a_device_is_known_by_its_browser_and_system(agent: str, expected: str) -> None:
    assert devices.name(agent) == expected
