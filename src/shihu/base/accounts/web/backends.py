"""Signing in by user name or phone number."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import Q
from django.http import HttpRequest

from shihu.base.accounts.models import User


class NameOrPhoneBackend(ModelBackend):
    """Accepts the user name or the phone in the one login field."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        if not username or password is None:
            return None
        user = User.objects.filter(Q(username=username) | Q(phone=username)).order_by("username").first()
        if user is None:
            # Spend the same time as for a known name, so that the answer tells nothing.
            User().set_password(password)
            return None
        return user if user.check_password(password) and self.user_can_authenticate(user) else None


def name_given(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Return the name or phone that somebody signs in with, wherever it is written: the lock-out goes by it."""
    return str((credentials or {}).get("username") or request.POST.get("login", ""))
