"""The days of the demonstration's records."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

# The day of the records: the morning on which the newspaper printed the township's figures.
NOW = datetime(2019, 8, 15, 8, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
# The pilot villages were asked in spring, so that by August their units have some months behind them.
DRAWN_ON = datetime(2019, 4, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
PUBLISHED_ON = datetime(2019, 4, 8, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
ELECTED_ON = datetime(2019, 4, 22, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
SHARED_ON = datetime(2019, 4, 26, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
CLOCK = "demo_clock.txt"
Progress = Callable[[int, int, str], None]  # done, total, what is being done
