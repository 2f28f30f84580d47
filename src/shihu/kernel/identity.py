"""Chinese identity numbers: the resident ID and the unified social credit code.

Resident ID: GB 11643-1999, 17 digits and a check character by ISO 7064 MOD 11-2; digits 7 to 14 are the
birth date and the 17th tells sex. The county part is not checked against a list: codes are retired and
added by decree, and an unknown one is no proof of a typing error.
Unified social credit code: GB 32100-2015, 17 characters of 31 and a check character MOD 31.
"""

from dataclasses import dataclass
from datetime import date

from shihu.kernel.refusals import N_, Refusal

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECK = "10X98765432"
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = tuple(pow(3, i, 31) for i in range(17))
_ID_LENGTH = 18

# County part of the numbers that the demonstration uses. 99 is no province, so that such a number cannot
# belong to anyone; settings for real use refuse it.
RESERVED_COUNTY = "990000"


class BadResidentId(Refusal):
    code = "bad_resident_id"
    sentence = N_("The ID number needs 17 digits and a last digit or X.")


class BadResidentIdCheck(BadResidentId):
    code = "bad_resident_id_check"
    sentence = N_("The last character of the ID number does not fit the other 17: one of them is mistyped.")


class BadResidentIdDate(BadResidentId):
    code = "bad_resident_id_date"
    sentence = N_("Digits 7 to 14 of the ID number are not a possible birth date.")


class ReservedResidentId(BadResidentId):
    code = "reserved_resident_id"
    sentence = N_("ID numbers that begin with 99 are for demonstration and are not taken here.")


class BadCreditCode(Refusal):
    code = "bad_credit_code"
    sentence = N_("“%(given)s” is not a unified social credit code: 18 characters with a fitting last one.")


@dataclass(frozen=True, slots=True)
class ResidentId:
    """A checked resident ID number."""

    number: str
    birth: date
    is_male: bool

    @property
    def masked(self) -> str:
        """The number as screens show it."""
        return mask(self.number)


def check_character(first17: str) -> str:
    """Return the 18th character of a resident ID from its first 17 digits."""
    return _ID_CHECK[sum(int(d) * w for d, w in zip(first17, _ID_WEIGHTS, strict=True)) % 11]


def resident_id(given: str, *, today: date, allow_reserved: bool = False) -> ResidentId:
    """Check ``given`` and return it parsed; raise a :class:`BadResidentId` that says what is wrong."""
    number = given.strip().upper()
    digits = number[:17]
    if len(number) != _ID_LENGTH or not (digits.isascii() and digits.isdigit()) or number[17] not in _ID_CHECK:
        raise BadResidentId
    if check_character(digits) != number[17]:
        raise BadResidentIdCheck
    try:
        birth = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise BadResidentIdDate from None
    if not date(1880, 1, 1) <= birth <= today:
        raise BadResidentIdDate
    if number.startswith(RESERVED_COUNTY[:2]) and not allow_reserved:
        raise ReservedResidentId
    return ResidentId(number, birth, int(number[16]) % 2 == 1)


def mask(number: str) -> str:
    """Hide all but the first six and the last character: enough to tell two cards apart on a desk."""
    return f"{number[:6]}{'*' * (len(number) - 7)}{number[-1:]}" if len(number) == _ID_LENGTH else "*" * len(number)


def credit_code(given: str) -> str:
    """Check a unified social credit code and return it normalised; raise :class:`BadCreditCode`."""
    code = given.strip().upper()
    if len(code) != _ID_LENGTH or any(c not in _USCC_ALPHABET for c in code):
        raise BadCreditCode(given=given)
    total = sum(_USCC_ALPHABET.index(c) * w for c, w in zip(code, _USCC_WEIGHTS, strict=False))
    if _USCC_ALPHABET[-total % 31] != code[17]:
        raise BadCreditCode(given=given)
    return code
