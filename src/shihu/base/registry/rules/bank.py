"""Account numbers as people write them, and as screens show them."""

from shihu.base.registry.errors import AccountMistyped, BadAccountNumber, BadBankName
from shihu.base.registry.rules.people import plain_text

_SHORTEST, _LONGEST = 8, 32
# Cards of Chinese banks begin with 62 and end with a check digit; a savings book has a number of the bank's own make.
_CARD, _CARD_LENGTHS = "62", range(16, 20)
_SHOWN = 4
LONGEST_BANK = 60
PURPOSE = "person.bank_account"


def account_number(given: str, *, where: str = "number") -> str:
    """Return an account number without blanks and dashes; refuse what cannot be one.

    A card (62 and 16 to 19 digits in all) is checked by its last digit: ISO/IEC 7812-1, annex B.
    """
    number = "".join(plain_text(given).replace("-", "").split())
    if not (number.isascii() and number.isdecimal() and _SHORTEST <= len(number) <= _LONGEST):
        raise BadAccountNumber(where=where, shortest=_SHORTEST, longest=_LONGEST)
    if is_card(number) and check_digit(number[:-1]) != number[-1]:
        raise AccountMistyped(where=where)
    return number


def is_card(number: str) -> bool:
    """Tell whether a number is one of a Chinese bank's card."""
    return number.startswith(_CARD) and len(number) in _CARD_LENGTHS


def check_digit(digits: str) -> str:
    """Return the check digit of ``digits`` (Luhn): every second one from the right counts double."""
    total = 0
    for at, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if at % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def bank_name(given: str, *, where: str = "bank") -> str:
    """Return the name of a bank and its branch without outer blanks."""
    name = " ".join(plain_text(given).split())
    if not 2 <= len(name) <= LONGEST_BANK:
        raise BadBankName(where=where, longest=LONGEST_BANK)
    return name


def masked_account(number: str) -> str:
    """Hide all but the last four digits."""
    return f"****{number[-_SHOWN:]}"
