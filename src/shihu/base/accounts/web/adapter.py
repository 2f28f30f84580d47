"""The library's account pages, adapted: nobody signs up by themselves."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedDoorAdapter(DefaultAccountAdapter):
    """Accounts are opened by an administrator or officer, never by the visitor."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
