"""Numbers and codes of share certificates."""

import hashlib

# Signs that are not mistaken for each other when read aloud or copied by hand.
_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_LENGTH = 16
PURPOSE = "share certificate"


def number(place: str, book: int, at: int) -> str:
    """Return the number of a certificate: the place, the book in it, the certificate in the book."""
    return f"{place}-{book:02d}-{at:04d}"


def signed_text(number: str, holder: str, shares: int, value: int, issued: str) -> str:
    """Return what the digest of a certificate covers."""
    return "\n".join(("shihu share certificate", number, holder, str(shares), str(value), issued))


def code(mac: str) -> str:
    """Return sixteen signs of a keyed digest, in fours."""
    rest = int.from_bytes(hashlib.sha256(mac.encode()).digest()[:12])
    signs = ""
    for _ in range(_LENGTH):
        rest, at = divmod(rest, len(_SIGNS))
        signs += _SIGNS[at]
    return "-".join(signs[at : at + 4] for at in range(0, _LENGTH, 4))


def surname_only(name: str) -> str:
    """Return how a family is named in public: the surname and 户."""
    doubles = ("欧阳", "司马", "上官", "诸葛", "皇甫", "尉迟", "令狐")
    first = next((two for two in doubles if name.startswith(two)), name[:1])
    return f"{first}户" if first else "—"
