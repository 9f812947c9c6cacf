/* The verdict on a link between a household and a producer, by ten rules over what the register
 * says of the household and what the mall claims of it. Nothing is asked here: everything that the
 * rules need is given.
 */
#ifndef REGISTER_VERDICT_H
#define REGISTER_VERDICT_H

#include <stdbool.h>
#include <stdint.h>

#include "registry/household.h"
#include "registry/household_record.h"

enum register_rule {
    RULE_REGISTERED, /* the household is on the register */
    RULE_HEAD,       /* its head is the one that the mall knows, by name and identity number */
    RULE_ID_NUMBER,  /* the identity numbers of its members are well formed */
    RULE_VILLAGE,    /* it lives in the village that the mall credits, which its county lists as
                        a poor one on the day of the link */
    RULE_ONCE,       /* no plan of the producer that is on sale, or waits to be, counts it twice in
                        the same kind of link. A plan is the project here, its sales the period; and
                        that nobody stands in two households, the tables' keys hold */
    RULE_HEADS,      /* who is claimed to work for the producer is able to work */
    RULE_STRANGER,   /* nobody in it owns the producer, is its legal person, or one of the
                        shareholders that its dossier names */
    RULE_ACCOUNT,    /* the holder of its bank account is a member */
    RULE_DATE,       /* it was identified before it was linked */
    RULE_UNCHANGED,  /* the register confirms it still, as the mall keeps it */
    RULE_COUNT
};

/* How a rule's outcome is written when it cannot be told. */
enum { VERDICT_UNTOLD = '?' };

/* What the mall claims. Texts are "" and numbers 0 where nothing is known. */
struct link_claim {
    const char *village_code; /* that is credited */
    const char *head_name;    /* of the head that the mall knows */
    uint8_t head_id_hash[32]; /* of the head's identity number (MEMBER_ID_NUMBER) */
    bool has_head;
    const char *linked_on;    /* YYYY-MM-DD */
    bool has_list, is_listed; /* the county has a list of villages; the village stood on it then */
    bool has_plan, is_twice;  /* some plan counts it now; one counts it twice in one kind */
    bool by_wage;             /* some of the link is work for wages */
    enum household_state state; /* as the mall keeps it */
    const uint8_t (*staff)[32]; /* hashes of the phones (ACCOUNT_PHONE) of who owns it */
    int staff_count;
    /* hashes of the identity numbers (MEMBER_ID_NUMBER) of its legal person and shareholders */
    const uint8_t (*legal)[32];
    int legal_count; /* 0 = its legal person is not known */
};

/* Fills `rules` with a character for each rule: '+' it fits, '-' it does not, '?' it cannot be
 * told, '.' it was not asked; and a NUL. `record` NULL = the register told nothing. */
void verdict_rules(const struct record *record, const struct link_claim *claim,
                   char rules[RULE_COUNT + 1]);

/* Why a rule was not asked, or cannot be told, for people; "" when it was told. `rule` in the order
 * above. */
const char *verdict_why(int rule, char mark);

/* Whether the household is not who it should be, by what the register says: then sales do not
 * credit it for this link. (RULE_UNCHANGED is the household's own state, which says so by itself.)
 */
bool verdict_holds(const char rules[RULE_COUNT + 1]);

/* "fit", "doubt", "unfit" (the household is not who it should be) or "unknown". */
const char *verdict_word(const char rules[RULE_COUNT + 1]);

#endif
