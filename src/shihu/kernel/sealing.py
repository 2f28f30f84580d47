"""Sealing of identity numbers and uploaded files: AES-256-GCM, with keyed hashes for look-up.

A sealed text is different each time it is sealed, so equal numbers cannot be seen to be equal. To find a
number again, a keyed hash (HMAC-SHA-256, the *blind index*) stands beside it. Every use has a purpose,
which enters both the key and the sealed text: a value moved to another column does not open.
"""

import base64
import hashlib
import hmac
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE = 12


class BrokenSeal(ValueError):
    """The sealed bytes were altered, moved to another purpose, or sealed with another key."""


@lru_cache(maxsize=64)
def _key(master: str, purpose: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=purpose.encode()).derive(master.encode())


def seal(content: bytes, *, master: str, purpose: str) -> bytes:
    """Return ``content`` sealed: 12 bytes nonce, ciphertext, 16 bytes tag."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(_key(master, f"seal:{purpose}")).encrypt(nonce, content, purpose.encode())


def unseal(sealed: bytes, *, master: str, purpose: str) -> bytes:
    """Return the content of ``sealed``; raise :class:`BrokenSeal` if it does not open."""
    try:
        cipher = AESGCM(_key(master, f"seal:{purpose}"))
        return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], purpose.encode())
    except InvalidTag:
        raise BrokenSeal(f"a sealed value ({purpose}) does not open with this key") from None


def blind_index(text: str, *, master: str, purpose: str) -> str:
    """Return the keyed hash of ``text``, 43 characters: equal texts give equal hashes, nothing else shows."""
    mac = hmac.new(_key(master, f"index:{purpose}"), text.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mac).rstrip(b"=").decode()
