/* A household as the register tells it: read from JSON, every rule held against it, and written as
 * the one text that is kept and compared.
 *
 * The fields are those of the register's household and member records. A record that breaks a rule
 * is not taken over: a fault names the field, never a value.
 */
#ifndef REGISTRY_HOUSEHOLD_RECORD_H
#define REGISTRY_HOUSEHOLD_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/shape.h"

enum { RECORD_MEMBERS_MAX = 30, RECORD_FAULTS_MAX = 20 };

struct record_member {
    const char *person_no, *name, *id_number, *sex, *relation, *ethnicity, *education, *schooling;
    const char *labour, *employer, *identified_on, *phone, *state;
    struct shape_list health; /* of struct record_word */
    int64_t away_months;
    bool serious_illness_insurance, subsistence;
};

struct record_word {
    const char *word;
};

struct record {
    const char *household_no, *village_code, *group_name, *state, *standard, *attribute;
    const char *family_type, *main_cause, *phone, *bank_name, *bank_account, *bank_holder;
    const char *identified_on, *monitored_type, *monitored_on, *risk_removed_on, *risk_removed_by;
    const char *helper_name, *helper_unit;
    int64_t net_income_fen;      /* per head and year */
    int64_t out_of_poverty_year; /* 0 = none */
    bool unsafe_housing, safe_water, risk_removed, no_labour;
    struct shape_list other_causes, risks; /* of struct record_word */
    struct shape_list members;             /* of struct record_member */
};

struct record_fault {
    const char *field; /* "members[2].id_number" */
    const char *message;
};
struct record_faults {
    struct record_fault items[RECORD_FAULTS_MAX];
    int count;
};

/* Reads one record of `length` bytes, or one that was parsed. False when it is none, or breaks a
 * rule: `faults` says which, the first of its form or all of its content. Texts live in the arena;
 * household_no is set where it could be read, else "". */
bool record_read(struct arena *arena, const char *bytes, size_t length, struct record *record,
                 struct record_faults *faults);
bool record_read_json(struct arena *arena, json_t *object, struct record *record,
                      struct record_faults *faults);

/* The shape of `struct record`, for handing one to another process (base/shape_pack.h). */
const struct shape *record_shape(void);

/* Adds a fault while there is room; texts are borrowed. */
void record_fault_add(struct record_faults *faults, const char *field, const char *message);

/* The members that belong to the household now: neither dead nor gone. Head first, then as they
 * came. *count of them. */
const struct record_member **record_living(struct arena *arena, const struct record *record,
                                           int *count);
/* NULL when nobody of the living is the head. */
const struct record_member *record_head(const struct record *record);

/* Still on the register, with somebody alive in it. */
bool record_is_registered(const struct record *record);

/* The whole record as canonical JSON, the same bytes for the same facts. */
const char *record_text(struct arena *arena, const struct record *record);

#endif
