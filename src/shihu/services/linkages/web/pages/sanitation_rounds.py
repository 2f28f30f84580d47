"""Pages of a round: the walk on a phone, what was found in one area, the answer to an objection."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.kernel.presentation import Action, Badge, Event, Fact, Link, PageHead, Stat
from shihu.services.linkages.queries.duty_units import Opened
from shihu.services.linkages.queries.sanitation import HamletAreas
from shihu.services.linkages.rules.sanitation.scores import object_until
from shihu.services.linkages.types import FULL, RoundRow, ScoreRow
from shihu.services.linkages.web.pages.duty_parts import DutyPage, FormPart, Names, Part, label, place_label
from shihu.services.linkages.web.pages.sanitation import found_href, size_words, unit_href


@dataclass(frozen=True, slots=True)
class Stop:
    """One area on the walk. ``clean_key`` is the key that the one-tap form sends."""

    number: int
    name: str
    words: str
    points: str
    badge: Badge | None
    why: str
    score_href: str
    clean_href: str
    clean_key: str
    found_href: str
    is_scored: bool


@dataclass(frozen=True, slots=True)
class RoundPage:
    """The walk."""

    head: PageHead
    stats: tuple[Stat, ...]
    stops: tuple[Stop, ...]
    close_href: str
    close_why: str
    facts: tuple[Fact, ...]


def round_page(
    one: RoundRow, there: HamletAreas, *, names: Names, kin: set[UUID], may_inspect: bool, who: UUID | None
) -> RoundPage:
    """Build the walk: areas in order, one tap for a clean one."""
    units = {unit.key: unit for unit in there.units}
    stops = tuple(
        _stop(at, units[key], one, there, names, kin=kin, may=may_inspect, who=who)
        for at, key in enumerate(there.order, start=1)
    )
    scored = {score.unit for score in one.scores}
    points = [counted.points for unit in scored if (counted := one.counts(unit))]
    open_ = not one.is_closed
    facts: tuple[Fact, ...] = ()
    if one.is_closed:
        drawn = tuple(label(units[key], names) for key in one.drawn if key in units)
        facts = (
            Fact(_("Seed of the draw, published"), one.seed),
            Fact(_("Looked at again"), "、".join(drawn)),
            Fact(
                _("How to draw again"),
                _("Write the seed, a blank and the key of each unit scored, take the SHA-256 of each line, and sort."),
            ),
        )
    return RoundPage(
        head=PageHead(
            _("Round of %(hamlet)s, %(day)s") % {"hamlet": place_label(one.hamlet, names), "day": one.on.isoformat()},
            _("Walk in this order. A clean area is one tap; a photo only where something is wrong."),
            back=Link(
                pgettext("linkages", "Sanitation"), f"{reverse('linkages_sanitation_village')}?place={one.hamlet}"
            ),
            badge=None if open_ else Badge(pgettext("linkages", "Closed"), "pine", "check"),
        ),
        stats=(
            Stat(_("Areas scored"), str(len(scored)), f"/{len(stops)}"),
            Stat(_("Lowest so far"), str(min(points)) if points else "—", f"/{FULL}"),
        ),
        stops=stops,
        close_href=reverse("linkages_sanitation_close", kwargs={"key": one.key}) if open_ and may_inspect else "",
        close_why=_("%(left)s areas are not scored; they get nothing in this round.")
        % {"left": len(stops) - len(scored)}
        if len(scored) < len(stops)
        else _("All areas are scored."),
        facts=facts,
    )


def _stop(
    at: int,
    unit: Any,
    one: RoundRow,
    there: HamletAreas,
    names: Names,
    *,
    kin: set[UUID],
    may: bool,
    who: UUID | None,
) -> Stop:
    looks = one.looks(unit.key)
    counted = one.counts(unit.key)
    area = there.areas[unit.key]
    again = one.is_closed and unit.key in one.waits_again
    first = looks.get("first")
    own_look = again and first is not None and first.scored_by == who
    is_open = may and unit.key not in kin and ((not one.is_closed and first is None) or (again and not own_look))
    keys = {"key": one.key, "unit": unit.key}
    why, badge = "", None
    if unit.key in kin:
        why = _("Yours or your kin's: somebody else scores it.")
    elif own_look:
        why = _("You looked first: somebody else looks again.")
    elif again:
        badge = Badge(_("Drawn for a second look"), "ochre", "clock")
    score = reverse("linkages_sanitation_score", kwargs=keys) if is_open else ""
    return Stop(
        number=at,
        name=label(unit, names),
        words=f"{area.words} · {size_words(area.length, area.square)}",
        points=str(counted.points) if counted else "",
        badge=badge,
        why=why,
        score_href=score,
        clean_href=score,
        clean_key=str(uuid4()),
        found_href=found_href(one.key, unit.key) if counted else "",
        is_scored=counted is not None and not is_open,
    )


def found_page(found: Opened, one: RoundRow, *, names: Names, before: Any, after: Any, form: Any) -> DutyPage:
    """Build the page of what a round found in one area: seen by the unit at once."""
    unit = found.unit
    looks = one.looks(unit.key)
    counted = one.counts(unit.key)
    items = {item.key: item for item in one.sheet.items}
    objection = one.objection(unit.key)
    parts = [_look(score, items) for score in looks.values()]
    if counted and counted.points < FULL:
        parts.append(
            Part(
                pgettext("linkages", "Before"), _("One photo of what is wrong is enough; none is needed."), files=before
            )
        )
        parts.append(_mended(found, counted, after))
    if objection:
        parts.append(_objection(found, one, objection))
    elif form is not None and counted is not None:
        until = object_until(localdate(counted.scored_at), one.sheet.objection_days)
        action = reverse("linkages_sanitation_object", kwargs={"key": one.key, "unit": unit.key})
        parts.append(
            Part(
                _("Not as it was?"),
                _("Object until %(day)s, in a sentence. Somebody other than the inspector answers.") % {"day": until},
                form=FormPart(form, action, pgettext("linkages", "Object"), is_folded=not form.errors),
                key="object",
            )
        )
    stats = [Stat(_("Points that count"), str(counted.points) if counted else "—", f"/{FULL}")]
    if {"first", "again"} <= set(looks):
        difference = looks["again"].points - looks["first"].points
        stats.append(Stat(_("Second look differs by"), f"{difference:+d}" if difference else "0"))
    return DutyPage(
        head=PageHead(
            _("%(unit)s, round of %(day)s") % {"unit": label(unit, names), "day": one.on.isoformat()},
            _("A correction counts before the second look, the second look before the first."),
            back=Link(label(unit, names), unit_href(unit.key)),
        ),
        stats=tuple(stats),
        parts=tuple(parts),
        place=unit.hamlet,
    )


def _look(score: ScoreRow, items: dict[str, Any]) -> Part:
    titles = {"first": _("First look"), "again": _("Second look"), "corrected": _("Corrected after an objection")}
    lines = tuple(
        _("%(words)s: −%(points)s of %(most)s")
        % {
            "words": items[key].words if key in items else key,
            "points": points,
            "most": items[key].most if key in items else "",
        }
        for key, points in score.off.items()
    )
    who = _("%(points)s points, %(who)s, %(when)s") % {
        "points": score.points,
        "who": score.scorer,
        "when": f"{localtime(score.scored_at):%Y-%m-%d %H:%M}",
    }
    return Part(titles[score.look], f"{who}. {score.words}" if score.words else who, lines=lines or (_("All clean."),))


def _mended(found: Opened, counted: ScoreRow, after: Any) -> Part:
    if counted.mended_on:
        words = _("Put right on %(day)s, says %(who)s.") % {"day": counted.mended_on, "who": counted.mended_by}
        return Part(pgettext("linkages", "After"), words, files=after)
    acts: tuple[Action, ...] = ()
    if found.own is not None or found.keeps:
        href = reverse("linkages_sanitation_mend", kwargs={"key": counted.key})
        acts = (Action(_("It is put right"), href, "primary", "check", posts=True),)
    return Part(pgettext("linkages", "After"), _("Not put right yet."), actions=acts)


def _objection(found: Opened, one: RoundRow, objection: Any) -> Part:
    verdict = ""
    if objection.is_upheld is not None:
        verdict = _("Right: corrected.") if objection.is_upheld else _("The score stands.")
        verdict += f" {objection.answer}"
    event = Event(
        when=objection.raised_on.isoformat(),
        iso=objection.raised_on.isoformat(),
        title=objection.words,
        text=verdict or _("Waits for an answer."),
        who=objection.answered_by or objection.raised_by,
        tone="pine" if objection.is_upheld else "ochre",
    )
    acts: Sequence[Action] = ()
    if objection.is_upheld is None and found.keeps and one.is_closed:
        href = reverse("linkages_sanitation_answer", kwargs={"key": objection.key})
        acts = (Action(_("Answer the objection"), href, "primary"),)
    return Part(_("Objection"), events=(event,), actions=tuple(acts))
