"""What a formation's page says beside its tables: refusals, notes on the roster, how it was made."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shihu.kernel.presentation import Fact
from shihu.services.units.queries import words
from shihu.services.units.web.pages.draws import Draws

MOST_LISTED = 60


def refusals(draws: Draws) -> tuple[Fact, ...]:
    """Hamlets that could not be formed: in words; who is concerned only for the officer."""
    private = draws.detail.sees_private
    told = []
    for refused in draws.detail.outcome.get("refused", ()):
        if draws.hamlet and draws.hamlet not in refused["hamlets"]:
            continue
        text = words.refused_text(refused, private=private)
        if refused["households"] and (private or refused["rule"] != "refusal"):
            shown = list(refused["households"])[:MOST_LISTED]
            text += " " + _("Households: %(codes)s") % {"codes": words.listed(shown)}
        told.append(Fact(words.listed([draws.place_name(code) for code in refused["hamlets"]]), text))
    return tuple(told)


def notes(draws: Draws) -> tuple[Fact, ...]:
    """What the officer should know about the input; who refuses is for the officer alone."""
    told = []
    for note in draws.detail.outcome.get("notes", ()):
        if draws.hamlet and note["hamlet"] != draws.hamlet:
            continue
        if note["code"] == "refuses_elsewhere" and not draws.detail.sees_private:
            continue
        codes = list(note["households"])
        count = ngettext("%(count)s household", "%(count)s households", len(codes)) % {"count": len(codes)}
        shown = words.listed(codes[:12]) + ("…" if len(codes) > 12 else "")
        told.append(Fact(f"{draws.place_name(note['hamlet'])} · {count}", f"{words.note_text(note['code'])} {shown}"))
    return tuple(told)


def made(draws: Draws) -> tuple[Fact, ...]:
    """How it was made: enough to repeat it."""
    choices, outcome = draws.detail.choices, draws.detail.outcome
    sizes = [s for cluster in outcome.get("clusters", ()) if cluster["sizes"] for s in cluster["sizes"]]
    objective = sum(cluster["objective"] for cluster in outcome.get("clusters", ()))
    told = [
        Fact(_("Asked by"), draws.detail.row.actor_name),
        Fact(
            _("Sizes"),
            _("%(low)s to %(high)s, best %(target)s")
            % {"low": choices.low, "high": choices.high, "target": choices.target},
        ),
        Fact(
            _("What matters how much"),
            words.listed([f"{_(words.TERMS[name])} {getattr(choices, name):g}" for name in words.TERMS]),
        ),
        Fact(_("Objective (lower is better)"), words.together(words.points(objective), _terms(draws))),
        Fact(_("Seed"), str(choices.seed)),
        Fact(_("Fingerprint of the roster"), draws.detail.input_hash[:16]),
    ]
    if sizes:
        text = _("units of %(sizes)s households, because no others fit") % {
            "sizes": words.listed([str(s) for s in sizes])
        }
        told.insert(2, Fact(_("Exception"), text))
    return tuple(told)


def _terms(draws: Draws) -> str:
    """The objective by term, of all hamlets together."""
    clusters = draws.detail.outcome.get("clusters", ())
    told = [
        f"{_(text)} {words.points(sum(cluster['terms'][name] for cluster in clusters))}"
        for name, text in words.TERMS.items()
    ]
    return f" ({words.listed(told)})" if words.is_english() else f"（{words.listed(told)}）"
