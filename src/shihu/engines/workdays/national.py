"""The national schedule 2019 to 2026, as the General Office of the State Council published it, notice by notice.

Typed as exceptions to the week: Mondays to Fridays that are off, Saturdays and Sundays that are worked, each ``MM-DD``.
A test holds every day against an independent package. To add a year, type its notice here; rows kept elsewhere come in
through :meth:`Book.with_notices`.
"""

from datetime import date

from shihu.engines.workdays.calendar import Book, Notice


def _days(year: int, text: str) -> frozenset[date]:
    return frozenset(date.fromisoformat(f"{year}-{day}") for day in text.split())


def _year(number: str, published: str, year: int, *, off: str, work: str) -> Notice:
    return Notice(number, date.fromisoformat(published), year, _days(year, off), _days(year, work))


_NOTICES = (
    # As first published, 1 May 2019 was a single day off.
    _year(
        "国办发明电〔2018〕15号",
        "2018-12-06",
        2019,
        off="01-01 02-04 02-05 02-06 02-07 02-08 04-05 05-01 06-07 09-13 10-01 10-02 10-03 10-04 10-07",
        work="02-02 02-03 09-29 10-12",
    ),
    Notice(
        "国办发明电〔2019〕3号",
        date(2019, 3, 22),
        None,
        _days(2019, "05-01 05-02 05-03"),
        _days(2019, "04-28 05-05"),
    ),
    _year(
        "国办发明电〔2019〕16号",
        "2019-11-21",
        2020,
        off="01-01 01-24 01-27 01-28 01-29 01-30 04-06 05-01 05-04 05-05 06-25 06-26 "
        "10-01 10-02 10-05 10-06 10-07 10-08",
        work="01-19 02-01 04-26 05-09 06-28 09-27 10-10",
    ),
    # The epidemic: the Spring Festival holiday was extended to 2 February, a make-up day among the days taken back.
    Notice("国办发明电〔2020〕1号", date(2020, 1, 27), None, _days(2020, "01-31 02-01 02-02"), frozenset()),
    _year(
        "国办发明电〔2020〕27号",
        "2020-11-25",
        2021,
        off="01-01 02-11 02-12 02-15 02-16 02-17 04-05 05-03 05-04 05-05 06-14 09-20 09-21 "
        "10-01 10-04 10-05 10-06 10-07",
        work="02-07 02-20 04-25 05-08 09-18 09-26 10-09",
    ),
    _year(
        "国办发明电〔2021〕11号",
        "2021-10-25",
        2022,
        off="01-03 01-31 02-01 02-02 02-03 02-04 04-04 04-05 05-02 05-03 05-04 06-03 09-12 "
        "10-03 10-04 10-05 10-06 10-07",
        work="01-29 01-30 04-02 04-24 05-07 10-08 10-09",
    ),
    _year(
        "国办发明电〔2022〕16号",
        "2022-12-08",
        2023,
        off="01-02 01-23 01-24 01-25 01-26 01-27 04-05 05-01 05-02 05-03 06-22 06-23 09-29 "
        "10-02 10-03 10-04 10-05 10-06",
        work="01-28 01-29 04-23 05-06 06-25 10-07 10-08",
    ),
    _year(
        "国办发明电〔2023〕7号",
        "2023-10-25",
        2024,
        off="01-01 02-12 02-13 02-14 02-15 02-16 04-04 04-05 05-01 05-02 05-03 06-10 09-16 09-17 "
        "10-01 10-02 10-03 10-04 10-07",
        work="02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    ),
    _year(
        "国办发明电〔2024〕12号",
        "2024-11-12",
        2025,
        off="01-01 01-28 01-29 01-30 01-31 02-03 02-04 04-04 05-01 05-02 05-05 06-02 "
        "10-01 10-02 10-03 10-06 10-07 10-08",
        work="01-26 02-08 04-27 09-28 10-11",
    ),
    _year(
        "国办发明电〔2025〕7号",
        "2025-11-04",
        2026,
        off="01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06 05-01 05-04 05-05 06-19 09-25 "
        "10-01 10-02 10-05 10-06 10-07",
        work="01-04 02-14 02-28 05-09 09-20 10-10",
    ),
)

NATIONAL = Book(_NOTICES)
