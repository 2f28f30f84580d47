"""The peer: Django's own admin list over the same table, with the same number of rows and the same columns.

It is put together here, for the benchmark alone: the platform itself has no admin.
"""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.urls import path

from shihu.base.registry.models import Household


class OpenSite(admin.AdminSite):
    """Lets everybody in: the measurement is of the list, not of the door."""

    def has_permission(self, request: HttpRequest) -> bool:
        return True


class HouseholdAdmin(admin.ModelAdmin[Household]):
    """The columns of our list, as an administrator would set them up."""

    list_display = ("code", "householder", "hamlet", "street", "members", "wealth", "wishes_", "land_mu", "phone")
    list_select_related = ("householder", "hamlet")
    list_per_page = 50
    search_fields: ClassVar[list[str]] = ["code", "householder__name"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("memberships", "statuses", "wishes")

    def members(self, household: Household) -> int:
        return len([m for m in household.memberships.all() if m.until is None])

    def wealth(self, household: Household) -> str:
        held = (s.term_id for s in household.statuses.all() if s.vocabulary == "wealth" and s.until is None)
        return next(held, "")

    def wishes_(self, household: Household) -> str:
        return ", ".join(w.term_id for w in household.wishes.all())

    def _yes(self, *_: object, **__: object) -> bool:
        return True

    # One answer for all five questions; the stubs want five signatures.
    has_view_permission = has_module_permission = has_change_permission = _yes  # type: ignore[assignment]
    has_add_permission = has_delete_permission = _yes  # type: ignore[assignment]


site = OpenSite(name="admin")
site.register(Household, HouseholdAdmin)
urlpatterns = [path("peer/", site.urls)]
