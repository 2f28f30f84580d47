"""What the registry's fragments need where another app's page lays them."""

from datetime import date

from django import template
from django.utils import timezone

from shihu.base.registry.types.households import HouseholdDetail
from shihu.base.registry.web.pages.household import HouseholdView
from shihu.base.registry.web.pages.household import household_view as view_of
from shihu.base.registry.web.pages.wording import words

register = template.Library()


@register.simple_tag(takes_context=True)
def household_view(context: template.Context, household: HouseholdDetail) -> HouseholdView:
    """Return what the household's fragment draws."""
    request = context.get("request")
    today: date = timezone.localdate(getattr(request, "now", None))
    return view_of(household, today=today, said=words())
