"""What the codes of civility say in the reader's language."""

from collections.abc import Mapping

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from shihu.base.places.queries import names
from shihu.base.vocabularies.queries import terms
from shihu.kernel.money import yuan
from shihu.kernel.presentation import Badge
from shihu.kernel.presentation.words import Tone
from shihu.services.linkages.types.civility import MONEY_ITEMS, Item, RulesRow


def is_english() -> bool:
    """Tell whether the reader reads English."""
    return (get_language() or "zh-hans").startswith("en")


def place_names(codes: set[str]) -> dict[str, str]:
    """Names of places in the reader's language, by code."""
    english = is_english()
    return {code: (row.name_en if english and row.name_en else row.name) for code, row in names(codes).items()}


def place_name(code: str) -> str:
    """The name of one place."""
    return place_names({code}).get(code, code)


def categories() -> dict[str, str]:
    """What moral models are chosen for, by key."""
    return {row.key: row.name(get_language() or "zh-hans") for row in terms("moral_model")}


def stages() -> dict[str, str]:
    """The stages of a round, in order."""
    return {
        "nominating": pgettext("linkages", "Nominations"),
        "review": pgettext("linkages", "Panel"),
        "notice": pgettext("linkages", "Public notice"),
        "closed": pgettext("linkages", "Honour roll"),
    }


def nomination_badge(state: str) -> Badge:
    """How far a nomination is."""
    told: Mapping[str, tuple[str, Tone, str]] = {
        "nominated": (_("waits for the own word"), "ochre", "clock"),
        "consented": (_("consented to stand"), "indigo", "check"),
        "declined": (_("did not want to stand"), "plain", ""),
        "on_notice": (_("under public notice"), "ochre", "clock"),
        "not_chosen": (_("not chosen this time"), "plain", ""),
        "struck": (_("struck after an objection"), "plain", ""),
        "chosen": (pgettext("linkages", "moral model"), "pine", "check"),
    }
    return Badge(*told[state])


def rules_badge(row: RulesRow, in_force: int) -> Badge:
    """How far a version of the rules is."""
    if row.state == "filed":
        if row.version == in_force:
            return Badge(pgettext("linkages", "in force"), "pine", "check")
        if row.version > in_force:
            return Badge(_("in force from a later day"), "indigo", "clock")
        return Badge(pgettext("linkages", "replaced"), "plain")
    told: Mapping[str, tuple[str, Tone, str]] = {
        "draft": (pgettext("linkages", "draft"), "plain", "edit"),
        "discussion": (_("open for suggestions"), "ochre", "clock"),
        "passed": (_("passed, waits for the township's record"), "ochre", "clock"),
        "failed": (pgettext("linkages", "did not pass"), "plain", "stop"),
        "returned": (_("returned by the township"), "seal", "warn"),
    }
    return Badge(*told[row.state])


def method(given: str) -> str:
    """Who voted."""
    return _("Villagers' assembly") if given == "assembly" else _("Village representatives")


def item_name(item: Item) -> str:
    """An item of the customs."""
    return {
        Item.BRIDE_PRICE: pgettext("linkages", "Bride-price"),
        Item.WEDDING_TABLES: _("Tables at a wedding"),
        Item.WEDDING_TABLE_PRICE: _("Price of a wedding table"),
        Item.WEDDING_CARS: _("Cars of the wedding train"),
        Item.GIFT: pgettext("linkages", "Gift of one guest"),
        Item.FUNERAL_DAYS: pgettext("linkages", "Days of a funeral"),
        Item.FUNERAL_TABLES: _("Tables at a funeral"),
        Item.FUNERAL_TABLE_PRICE: _("Price of a funeral table"),
    }[item]


def item_unit(item: Item) -> str:
    """In what an item is counted."""
    if item in MONEY_ITEMS:
        return pgettext("linkages", "yuan")
    return {
        Item.FUNERAL_DAYS: pgettext("linkages", "days"),
        Item.WEDDING_CARS: pgettext("linkages", "cars"),
    }.get(item, pgettext("linkages", "tables"))


def item_label(item: Item) -> str:
    """An item with its unit, for a form."""
    return _("%(item)s (%(unit)s)") % {"item": item_name(item), "unit": item_unit(item)}


def amount(item: Item, value: int | None) -> str:
    """A number of an item with its unit; a dash where nothing was said."""
    if value is None:
        return "—"
    told = yuan(value).removesuffix(".00") if item in MONEY_ITEMS else str(value)
    return f"{told} {item_unit(item)}"


def event_kind(kind: str) -> str:
    """A wedding or a funeral."""
    return pgettext("linkages", "Wedding") if kind == "wedding" else pgettext("linkages", "Funeral")


def tell_label(kind: str) -> str:
    """Telling the council of one."""
    if kind == "wedding":
        return pgettext("linkages", "Tell of a wedding")
    return pgettext("linkages", "Tell of a funeral")


def event_badge(state: str) -> Badge:
    """How far a wedding or funeral is."""
    told: Mapping[str, tuple[str, Tone, str]] = {
        "told": (_("told, the council calls"), "ochre", "clock"),
        "talked": (pgettext("linkages", "talked over"), "indigo", "check"),
        "held": (pgettext("linkages", "was held"), "pine", "check"),
        "called_off": (pgettext("linkages", "called off"), "plain", ""),
    }
    return Badge(*told[state])
