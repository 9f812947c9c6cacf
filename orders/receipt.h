/* A receipt: where the money of one order went, to the fen, for its buyer and for whoever the buyer
 * shows it to.
 *
 * - Every figure is read from stored ledger rows (transfers, attributions and their reversals);
 * none is computed anew from prices or plans. The parts add up to what was paid, in every state.
 * - It names households by pseudonym and village only, and nothing of the buyer; for the public
 * small groups of households stand together, without pseudonym.
 * - The public code is the order's id and a keyed hash of it: it needs no table, and nobody can
 * find one by trying (35 bits). It is bound to the master secret: a new secret makes new codes.
 */
#ifndef ORDERS_RECEIPT_H
#define ORDERS_RECEIPT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/task.h"

extern const struct refusal_kind RECEIPT_NOT_FOUND; /* 404 receipt_not_found */
extern const struct refusal_kind RECEIPT_YEAR_AWAY; /* 409 receipt_year_away (base/year.h) */

enum { RECEIPT_CODE_SIZE = 24 };
/* The purpose of its key (base/code_key.h). */
#define RECEIPT_CODE "receipt"

/* "0D1K2-V6XQZ-00P3M-7TTKA": 13 digits of the id and 7 of the hash, Crockford's base 32, in groups
 * of five. Returns `code`. */
char *receipt_code(int64_t order_id, char code[RECEIPT_CODE_SIZE]);

/* Reads a code as people type it (any case, O for 0, I and L for 1, with or without hyphens and
 * blanks); false when it is not one of ours. */
bool receipt_parse(const char *text, int64_t *order_id);

/* What the order's books hold, by where the money is now. All in fen. */
struct receipt_parts {
    int64_t paid;      /* captured for this order */
    int64_t accrued;   /* credited to households, claim window still open */
    int64_t matured;   /* households' own */
    int64_t withheld;  /* shares kept back until the register confirms the household */
    int64_t producer;  /* below zero when a refund after completion took more than its share */
    int64_t freight;   /* the station's */
    int64_t escrow;    /* paid, to be settled after receipt: goods for the producer, and freight */
    int64_t refunding; /* on its way back to the buyer */
    int64_t refunded;  /* back at the buyer's */
    int64_t other;     /* accounts that a receipt has no line for; 0 today */
};

/* Whether the parts add up to what was paid. */
bool receipt_adds_up(const struct receipt_parts *parts);

/* The receipt as JSON (new reference); NULL and why on refusal. buyer_id > 0: only for that buyer
 * (anybody else gets RECEIPT_NOT_FOUND), with the order's id; 0: the public form, for who has the
 * code. Households stand by themselves only in groups of at least `least` (ledger/group.h; 0 =
 * each: for the buyer and for who looks over the money). Of a year that lies
 * outside the books there is none (RECEIPT_YEAR_AWAY). `balanced` says whether parts, and
 * households one by one, agree with what was paid. */
json_t *receipt_json(struct task *task, int64_t order_id, int64_t buyer_id, int64_t least,
                     struct refusal *why);

#endif
