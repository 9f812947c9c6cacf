"""Check characters of the identifiers that stand in the demo tables.

Sources: GB 11643 (identity number, ISO 7064 MOD 11-2), GB 32100 (unified social credit code),
GB 11714 (organisation code, places 9-17 of the former), ISO/IEC 7812 (Luhn, bank card).
"""

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity(body):
    """The 18th character for the first 17 digits of an identity number."""
    return "10X98765432"[sum(w * int(d) for w, d in zip(IDENTITY_WEIGHTS, body, strict=True)) % 11]


def organisation(body):
    """The ninth character for the eight of an organisation code."""
    check = 11 - sum(w * int(c, 36) for w, c in zip(ORGANISATION_WEIGHTS, body, strict=True)) % 11
    return "X" if check == 10 else "0" if check == 11 else str(check)


def uscc(body):
    """The 18th character for the first 17 of a unified social credit code."""
    assert len(body) == 17
    total = sum(USCC_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return USCC_ALPHABET[-total % 31]


def luhn(body):
    """The last digit for the others of a bank card number."""
    total = 0
    for place, digit in enumerate(reversed(body)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)
