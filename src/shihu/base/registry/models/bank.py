"""The account on which a person is paid."""

from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from shihu.base.registry.models.households import Person
from shihu.base.registry.models.sealed import SealedTextField
from shihu.base.registry.rules.bank import LONGEST_BANK, PURPOSE


class BankAccount(models.Model):
    """One account from a day until a day. The number is sealed; a keyed hash finds who else has it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="bank_accounts")
    bank = models.CharField(max_length=LONGEST_BANK, help_text="Bank and branch")
    number = SealedTextField(purpose=PURPOSE)
    number_index = models.CharField(max_length=43, help_text="Keyed hash of the number")
    tail = models.CharField(max_length=4, help_text="Last four digits, as screens show them")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ("person", "since", "id")
        constraints = (
            models.UniqueConstraint(fields=("person",), condition=Q(until=None), name="registry_one_open_account"),
            models.UniqueConstraint(fields=("number_index",), condition=Q(until=None), name="registry_account_once"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="registry_account_period"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.tail}"
