"""Numbers in names."""

from shihu.kernel.numerals import chinese, reading_order


def test_names_stand_as_people_count_them() -> None:
    names = ["10号棚", "2号棚", "东坡", "1号棚", "东坡10", "东坡9", ""]
    assert sorted(names, key=reading_order) == ["", "1号棚", "2号棚", "10号棚", "东坡", "东坡9", "东坡10"]


def test_numbers_are_written_as_they_are_read_aloud() -> None:
    assert [chinese(number) for number in (0, 10, 12, 21, 105, 110, 1003)] == [
        "零",
        "十",
        "十二",
        "二十一",
        "一百零五",
        "一百一十",
        "一千零三",
    ]
