"""How each kind of household fares in a draft, against units drawn by lot. Counts only: it names nobody."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from shihu.kernel.presentation import Fact, Link, PageHead, Stat, Tab
from shihu.services.units.queries import drawing, words
from shihu.services.units.queries.drawing import Names
from shihu.services.units.rules.fairness import FEWEST, LESS_IS_BETTER, LEVEL, Audit, Figure, Kind
from shihu.services.units.types import Bench
from shihu.services.units.web.pages.workbench import views
from shihu.services.units.web.pages.workbench_kinds import ORDER, kind_label, kind_rule

_WIDTH = 120.0


@dataclass(frozen=True, slots=True)
class Strip:
    """A figure as a picture: nine draws of ten lie on the band, the tick is their mean, the dot is the draft."""

    band_x: str
    band_width: str
    mean_x: str
    dot_x: str
    tone: str
    label: str


@dataclass(frozen=True, slots=True)
class FigureCell:
    """One figure of one kind. ``label`` names its column where the table has no head."""

    label: str
    value: str
    by_lot: str
    words: str
    strip: Strip | None


@dataclass(frozen=True, slots=True)
class KindRow:
    """One kind of household."""

    name: str
    rule: str
    count: int
    cells: tuple[FigureCell, ...]
    is_too_few: bool


@dataclass(frozen=True, slots=True)
class FairnessPage:
    """Everything that the template shows."""

    head: PageHead
    views: tuple[Tab, ...]
    stats: tuple[Stat, ...]
    columns: tuple[tuple[str, str], ...]
    rows: tuple[KindRow, ...]
    how: tuple[Fact, ...]


def page(bench: Bench, audit: Audit, *, names: Names, label: words.Label, hamlet: str) -> FairnessPage:
    """Build the page of a draft, or of one of its hamlets."""
    zh, en = names.get(hamlet or bench.place, ("", ""))
    place = en if words.is_english() and en else zh
    columns = {
        "distance": (_("Metres to the others"), _("mean distance to the others of the own unit; less is better")),
        "alike": (
            _("Shares a wish with"),
            _("share of the unit's others with a wish in common, of those who name one"),
        ),
        "present": (_("Units that have one"), _("share of all units with at least one such household")),
        "only": (
            _("Only one of its kind"),
            _("share of these households that find no other of their kind in the unit"),
        ),
    }
    scale = _scale(audit)
    rows = tuple(_row(kind, audit.kinds[kind], label, scale, columns) for kind in ORDER if kind in audit.kinds)
    return FairnessPage(
        head=PageHead(
            _("How each kind fares: %(place)s") % {"place": place},
            _finding(audit, label),
            back=Link(_("This draft"), drawing.formation_address(bench.key, hamlet)),
            badge=drawing.state_badge(bench.state),
        ),
        views=views(bench, "fairness", hamlet),
        stats=(
            Stat(_("Number of households"), str(audit.households), _("hh")),
            Stat(_("Units"), str(audit.units)),
            Stat(_("Draws by lot"), str(audit.draws)),
        ),
        columns=tuple(columns.values()),
        rows=rows,
        how=_how(audit),
    )


def _finding(audit: Audit, label: words.Label) -> str:
    """The one sentence: who fares worse than others of the same draft, if anybody."""
    worse = [kind for kind in ORDER if kind in audit.kinds and audit.kinds[kind].is_worse_off]
    if not worse:
        return _(
            "No kind of household fares worse than others of this draft: what differs is no more than as many "
            "households taken at random would show."
        )
    told = {"kinds": words.listed([kind_label(kind, label) for kind in worse])}
    return _("Look at: %(kinds)s. They fare worse than others of this draft, and hardly by chance.") % told


def _scale(audit: Audit) -> dict[str, tuple[float, float]]:
    """The ends of each column's pictures, the same for all kinds so that they can be compared."""
    told = {"alike": (0.0, 1.0), "present": (0.0, 1.0), "only": (0.0, 1.0)}
    metres = [f for kind in audit.kinds.values() for f in (kind.figures["distance"],)]
    top = max((max(f.draft, f.high) for f in metres), default=1.0)
    return told | {"distance": (0.0, top * 1.05 or 1.0)}


def _row(
    kind: str,
    found: Kind,
    label: words.Label,
    scale: dict[str, tuple[float, float]],
    columns: dict[str, tuple[str, str]],
) -> KindRow:
    few = found.count < FEWEST
    cells = tuple(_cell(columns[name][0], name, figure, scale[name]) for name, figure in found.figures.items())
    return KindRow(kind_label(kind, label), kind_rule(kind), found.count, () if few else cells, few)


def _cell(label: str, name: str, figure: Figure, ends: tuple[float, float]) -> FigureCell:
    def shown(value: float) -> str:
        return _("%(metres)s m") % {"metres": f"{value:.0f}"} if name == "distance" else f"{100 * value:.0f} %"

    def at(value: float) -> str:
        low, high = ends
        return f"{4 + (_WIDTH - 8) * (min(max(value, low), high) - low) / (high - low):.1f}"

    text = _judged(name, figure)
    tone = "seal" if figure.is_worse_than_others(name) else "pine" if figure.beaten > 0.5 else "ochre"
    if figure.p > LEVEL:
        tone = "plain" if tone != "seal" else tone
    strip = Strip(
        band_x=at(figure.low),
        band_width=f"{max(float(at(figure.high)) - float(at(figure.low)), 1.0):.1f}",
        mean_x=at(figure.by_lot),
        dot_x=at(figure.draft),
        tone=tone,
        label=_("draft %(draft)s, by lot %(low)s to %(high)s")
        % {"draft": shown(figure.draft), "low": shown(figure.low), "high": shown(figure.high)},
    )
    return FigureCell(label, shown(figure.draft), _("by lot %(value)s") % {"value": shown(figure.by_lot)}, text, strip)


def _judged(name: str, figure: Figure) -> str:
    """In plain words: against the draws, and against others of the same draft where the figure is one that all have."""
    if figure.p > LEVEL:
        told = _("as by lot")
    elif (figure.draft < figure.by_lot) == (name in LESS_IS_BETTER):
        told = _("better than %(count)s of 100 draws") % {"count": int(100 * figure.beaten)}
    else:
        told = _("worse than by lot")
    if figure.beside_p is None:
        return told
    if figure.is_worse_than_others(name):
        return words.listed([told, _("worse than others here")])
    if figure.beside_p <= LEVEL:
        return words.listed([told, _("better than others here")])
    return words.listed([told, _("as others here")])


def _how(audit: Audit) -> tuple[Fact, ...]:
    return (
        Fact(
            _("Drawn by lot"),
            _("%(draws)s times, the same households were put into units of the same sizes at random, hamlet by hamlet.")
            % {"draws": audit.draws},
        ),
        Fact(
            _("As by lot"),
            _("More than 1 draw of 100 is as far from their mean. Of so many figures one may differ by luck."),
        ),
        Fact(
            _("As others here"),
            _("More than 1 of 100 groups of as many households, taken at random from this draft, differ as much."),
        ),
        Fact(_("Too few"), _("Of fewer than %(count)s households nothing can be said.") % {"count": FEWEST}),
        Fact(_("Seed"), str(audit.seed)),
    )
