"""From degrees to metres around a village, and from metres to the sheet."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Projection:
    """Metres east and north of a centre.

    A plane that touches the ellipsoid at the centre: over the 5 km of a village it is wrong by less than
    a metre, and it keeps angles, so that it lies on web map tiles without distortion.
    """

    lon: float
    lat: float

    @property
    def east(self) -> float:
        """Metres in one degree of longitude at the centre (WGS 84 series)."""
        phi = radians(self.lat)
        return 111412.84 * cos(phi) - 93.5 * cos(3 * phi) + 0.118 * cos(5 * phi)

    @property
    def north(self) -> float:
        """Metres in one degree of latitude at the centre (WGS 84 series)."""
        phi = radians(self.lat)
        return 111132.92 - 559.82 * cos(2 * phi) + 1.175 * cos(4 * phi)

    def metres(self, lon: float, lat: float) -> Point:
        """Return metres east and north of the centre."""
        return (lon - self.lon) * self.east, (lat - self.lat) * self.north

    def degrees(self, x: float, y: float) -> Point:
        """Return the longitude and latitude that lie so many metres east and north."""
        return self.lon + x / self.east, self.lat + y / self.north


def around(points: Iterable[Point]) -> Projection:
    """Return the projection centred on the middle of ``points`` (lon, lat)."""
    lons, lats = zip(*points, strict=True)
    return Projection((min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawing of so many units across and down; y grows downwards as in SVG."""

    width: float
    height: float
    scale: float
    left: float
    top: float

    def place(self, point: Point) -> Point:
        """Return where a point in metres lies on the sheet."""
        return (point[0] - self.left) * self.scale, (self.top - point[1]) * self.scale

    def back(self, point: Point) -> Point:
        """Return the metres that lie at a point of the sheet."""
        return point[0] / self.scale + self.left, self.top - point[1] / self.scale


def fit(points: Iterable[Point], *, width: float, height: float, margin: float, foot: float, most: float) -> Sheet:
    """Return the sheet that shows all ``points`` (metres) as large as possible.

    ``most`` is the largest scale: three houses are not blown up to fill a page. ``foot`` stays free for
    the scale bar. The sheet is as high as the village needs, not higher than ``height``.
    """
    xs, ys = zip(*points, strict=True)
    across, down = max(xs) - min(xs), max(ys) - min(ys)
    room, high = width - 2 * margin, height - 2 * margin - foot
    scale = min(room / max(across, 1.0), high / max(down, 1.0), most)
    needed = max(down * scale + 2 * margin + foot, height * 0.45)
    left = (min(xs) + max(xs)) / 2 - width / 2 / scale
    top = (min(ys) + max(ys)) / 2 + (needed - foot) / 2 / scale
    return Sheet(width, needed, scale, left, top)
