"""A sample hamlet: eight units along four streets, some houses not joined."""

from math import cos, radians, sin

from django.utils.translation import pgettext

from shihu.kernel.colouring import colours
from shihu.kernel.numerals import chinese
from shihu.kernel.presentation import House, MapUnit, UnitMap

_LON, _LAT = 111.1832, 36.9821
# Streets as start, direction in degrees, length in metres; units lie along them.
_STREETS = ((-330, -60, 8, 640), (-120, 0, 104, 190), (-118, 0, -78, 190), (95, 20, -70, 180), (60, 25, 62, 190))
_UNITS = ((0, 20, 10), (0, 185, 9), (0, 350, 9), (0, 505, 9), (1, 30, 11), (2, 25, 11), (3, 25, 10), (4, 30, 11))
_LOOSE = ((0, 168, -9), (0, 330, 12), (3, 172, 14), (4, 10, -12), (1, 14, 13))


def unit_map(*, selected: str = "3") -> UnitMap:
    houses: list[House] = []
    for at, (street, start, size) in enumerate(_UNITS, start=1):
        for seat in range(size):
            along = start + seat * 13.5 + (seat * seat * 7 % 5)
            side = 15 + seat * 11 % 7 if seat % 2 else -14 - seat * 5 % 8
            lon, lat = _spot(street, along, side)
            number = f"{at}-{seat + 1}"
            houses.append(House(number, f"尚家沟 {number}", lon, lat, str(at), is_head=seat == size // 2, href="#map"))
    for at, (street, along, side) in enumerate(_LOOSE, start=1):
        lon, lat = _spot(street, along, side)
        houses.append(House(f"x{at}", f"尚家沟 {at}", lon, lat, is_marked=at == 1))
    chosen = colours(
        {str(at): [(h.lon, h.lat) for h in houses if h.unit == str(at)] for at in range(1, len(_UNITS) + 1)}
    )
    units = tuple(
        MapUnit(str(at), chinese(at), f"尚家沟{chinese(at)}单元", "#map", str(at) == selected, chosen[str(at)])
        for at in range(1, len(_UNITS) + 1)
    )
    streets = tuple((_spot(at, 0, 0), _spot(at, street[3], 0)) for at, street in enumerate(_STREETS))
    return UnitMap(
        pgettext("sample", "Eight units along the streets; five households have not joined"),
        tuple(houses),
        units,
        streets,
    )


def _spot(street: int, along: float, side: float) -> tuple[float, float]:
    east, north, turn, _length = _STREETS[street]
    angle = radians(turn)
    x = east + along * cos(angle) - side * sin(angle)
    y = north + along * sin(angle) + side * cos(angle)
    return _LON + x / (111320 * cos(radians(_LAT))), _LAT + y / 110990
