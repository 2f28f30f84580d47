"""A text column that is sealed at rest."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from shihu.kernel.sealing import seal, unseal


class SealedTextField(models.BinaryField):  # type: ignore[type-arg]  # generic in the stubs alone
    """Text in Python, AES-GCM in the database. It cannot be filtered on: use the index column beside it."""

    def __init__(self, *args: Any, purpose: str = "", **kwargs: Any) -> None:
        self.purpose = purpose
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "purpose": self.purpose}

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        if isinstance(value, str):
            value = seal(value.encode(), master=settings.RECORD_KEY, purpose=self.purpose)
        return super().get_db_prep_value(value, connection, prepared)

    def from_db_value(self, value: Any, *_: object) -> str | None:
        if value is None:
            return None
        return unseal(bytes(value), master=settings.RECORD_KEY, purpose=self.purpose).decode()

    def to_python(self, value: Any) -> Any:
        return value
