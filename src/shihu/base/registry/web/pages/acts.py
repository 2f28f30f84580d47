"""The pages of one change: the form, then what will happen, then it is done."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from shihu.base.places.types import PlaceRow
from shihu.base.registry.types.households import HouseholdDetail, PersonDetail
from shihu.base.registry.web.forms import bank as of_bank
from shihu.base.registry.web.forms import household as of_household
from shihu.base.registry.web.forms import links as of_links
from shihu.base.registry.web.forms import members as of_members
from shihu.base.registry.web.forms.act import ActForm
from shihu.base.registry.web.forms.adding import AddForm, HomeForm, MemberForm
from shihu.base.registry.web.pages.wording import Words
from shihu.kernel.presentation import Link, PageHead

HOUSEHOLD_ACTS: Mapping[str, type[ActForm]] = {
    "facts": of_household.FactsForm,
    "wishes": of_household.WishesForm,
    "partners": of_household.PartnersForm,
    "status": of_household.StatusForm,
    "status-end": of_household.EndStatusForm,
    "status-back": of_household.TakeStatusBackForm,
    "householder": of_household.HouseholderForm,
    "split": of_household.SplitForm,
    "merge": of_household.MergeForm,
    "move": of_household.MoveForm,
    "came": of_members.CameForm,
    "marriage": of_members.MarriageForm,
}
PERSON_ACTS: Mapping[str, type[ActForm]] = {
    "facts": of_members.AmendForm,
    "skills": of_members.SkillsForm,
    "account": of_links.AccountForm,
    "bank": of_bank.BankForm,
    "relation": of_members.RelationForm,
    "left": of_members.LeftForm,
    "moved": of_members.MovedForm,
    "died": of_members.DiedForm,
}


@dataclass(frozen=True, slots=True)
class ActPage:
    """A change: its form, or what it will do."""

    head: PageHead
    form: ActForm
    happenings: tuple[str, ...]
    carried: tuple[tuple[str, str], ...]
    step: str
    next: str
    verb: str
    back: str


@dataclass(frozen=True, slots=True)
class AddPage:
    """The forms of a new household."""

    head: PageHead
    home: HomeForm
    head_of_house: MemberForm
    others: tuple[tuple[int, MemberForm], ...]
    shown: int
    back: str


def act_page(
    form: ActForm,
    *,
    home: HouseholdDetail,
    who: PersonDetail | None,
    happenings: list[str],
    posted: QueryDict,
) -> ActPage:
    """Return the page of a change."""
    name = who.member.name if who else home.householder
    back = (
        reverse("registry_person", kwargs={"code": home.code, "person": who.member.person})
        if who
        else reverse("registry_household", kwargs={"code": home.code})
    )
    head = PageHead(
        title=str(form.title),
        lead=str(form.lead),
        back=Link(
            _("Changes of %(name)s") % {"name": name}
            if who
            else _("Changes of household %(code)s") % {"code": home.code},
            back,
        ),
    )
    carried: list[tuple[str, str]] = []
    if happenings:
        pins = {key: str(value) for key, value in form.pins().items()}
        kept = {"csrfmiddlewaretoken", "step", *pins}
        carried = [(key, value) for key, values in posted.lists() if key not in kept for value in values]
        carried += pins.items()
    return ActPage(
        head=head,
        form=form,
        happenings=tuple(happenings),
        carried=tuple(carried),
        step="look" if form.previews else "do",
        next=_("Show what will happen") if form.previews else str(form.verb),
        verb=str(form.verb),
        back=back,
    )


def add_page(form: AddForm, *, place: PlaceRow, said: Words) -> AddPage:
    """Return the page of a new household."""
    name = place.label(said.language)
    back = f"{reverse('registry_households')}?place={place.code}"
    head = PageHead(
        title=_("Add a household"),
        lead=_("One householder, then the members. A whole roster is loaded quicker from the spreadsheet."),
        back=Link(_("Households of %(place)s") % {"place": name}, back),
    )
    others = tuple(enumerate(form.others, start=1))
    # Members that were filled in stay open; otherwise the first one invites.
    shown = max([number for number, one in others if one.is_bound and one.has_changed()], default=0) + 1
    return AddPage(head, form.home, form.head, others, shown, back)
