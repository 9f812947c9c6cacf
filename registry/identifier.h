/* Numbers that others gave out - identity cards, credit codes, bank cards, permits - read, checked
 * and taken apart.
 *
 * Every test takes one string and answers yes or no, so that it can stand in a shape as `check`.
 * Nothing is looked up: a right check digit says that the number was typed well, never that it
 * exists or belongs to whom gave it. Letters are taken in either case; identifier_canonical() makes
 * the one form that is stored and compared.
 */
#ifndef REGISTRY_IDENTIFIER_H
#define REGISTRY_IDENTIFIER_H

#include <stdbool.h>
#include <stddef.h>

/* Copies `text` without blanks (ASCII and U+3000) and with ASCII letters in upper case. False when
 * more than `size` - 1 bytes would be needed; `out` is then "". For identity cards, credit codes,
 * bank cards (people type groups of four), permits. */
bool identifier_canonical(const char *text, char *out, size_t size);

/* Citizen's identity number, 18 characters (GB 11643-1999): province, date of birth that exists and
 * is not to come, ISO 7064 MOD 11-2 check. The first six digits keep the division code of the day
 * of birth for life, hence only the province is looked at. Old 15-digit numbers are not taken. */
bool identifier_is_id_card(const char *text);
/* The number of 18 characters that stands behind what people have in hand: it itself, an old one of
 * 15 digits (born in 19..: the century and the check are put in), or the number of a disability
 * card, 20 characters, which begin with it. `text` is canonical. False when it is none of them. */
bool identifier_id_card_whole(const char *text, char whole[19]);
/* Date of birth "YYYY-MM-DD" and sex of a valid number (asserts that it is one). */
char *identifier_id_card_birth(const char *id_card, char day[11]);
bool identifier_id_card_is_male(const char *id_card);

/* Unified social credit code, 18 characters (GB 32100-2015): alphabet without I, O, S, V, Z;
 * weights 3^i mod 31. */
bool identifier_is_credit_code(const char *text);
/* What the first two characters say about the holder (registration department and class). */
enum identifier_holder {
    HOLDER_OTHER,
    HOLDER_ENTERPRISE,    /* 91 */
    HOLDER_SELF_EMPLOYED, /* 92 */
    HOLDER_COOPERATIVE,   /* 93: farmers' specialised cooperative */
    HOLDER_PUBLIC_BODY,   /* 11, 12, 13, 19 */
    HOLDER_SOCIAL_BODY,   /* 51, 52, 53, 59 */
    HOLDER_COLLECTIVE     /* N1, N2, N3: rural collective economic organisation of a group, village,
                             township */
};
enum identifier_holder identifier_credit_code_holder(const char *credit_code);
/* Whether places 9..17 also carry the check of an organisation code (GB 11714-1997). A mismatch is
 * a warning for the reviewer, never an error: codes given out since 2015 do not all keep it.
 * Asserts a valid credit code. */
bool identifier_credit_code_org_matches(const char *credit_code);
/* Organisation code of 9 characters, without hyphen (GB 11714-1997). */
bool identifier_is_org_code(const char *text);

/* Bank card, 16..19 digits with the Luhn check (ISO/IEC 7812-1 annex B). */
bool identifier_is_bank_card(const char *text);

/* Food production permit "SC" + 14 digits (1 food, 2 additive; ISO 7064 MOD 11,10 after GB/T
 * 17710). */
bool identifier_is_food_permit(const char *text);

/* Article number EAN-13 (GS1 General Specifications section 7.9). */
bool identifier_is_ean13(const char *text);

/* Mobile number of the mainland, 11 digits. The loose form takes all that may be given out one day,
 * the strict one only ranges in use. Since numbers can be carried over, no range tells the carrier.
 */
bool identifier_is_mobile(const char *text);
bool identifier_is_mobile_strict(const char *text);

/* Post code of six digits. */
bool identifier_is_post_code(const char *text);

/* Batch trace code, 24 digits: village (12, statistical division code), day of packing (yymmdd,
 * 2000..2099), serial (5), ISO 7064 MOD 11,10 check. */
bool identifier_is_batch_code(const char *text);
/* Makes one. `village` = 12 digits, `day` = "YYYY-MM-DD", `serial` 0..99999; asserts their form.
 * Returns `code`. */
char *identifier_batch_code(const char *village, const char *day, int serial, char code[25]);

#endif
