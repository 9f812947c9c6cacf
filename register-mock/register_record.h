/* A household's record as JSON: whether it keeps the rules of PROTOCOL.md, and what it is found by.
 */
#ifndef REGISTER_MOCK_REGISTER_RECORD_H
#define REGISTER_MOCK_REGISTER_RECORD_H

#include <jansson.h>
#include <stdbool.h>

#include "base/arena.h"
#include "register-mock/register_store.h"

/* False with the first member that breaks a rule: "main_cause", "members[2].id_number"; in the
 * arena. */
bool register_record_check(struct arena *arena, const json_t *record, const char **fault);

/* The record, which keeps the rules, as the store takes it; its texts are in the arena or the
 * record's. */
struct register_household register_record_household(struct arena *arena, json_t *record);

/* "" when there is none. */
const char *register_record_text(const json_t *object, const char *name);
/* Whether a member's `state` is this word. */
bool register_member_is(const json_t *member, const char *state);

/* 1 to 40 letters, digits and "-". */
bool register_number_is(const char *text);
/* 12 digits. */
bool register_village_is(const char *text);
/* Citizen's identity number (GB 11643-1999): 18 characters with their check character. */
bool register_identity_is(const char *text);
/* The check character of its first 17 digits. */
char register_identity_check(const char *digits);
/* The digit that makes a card's number pass Luhn's check (ISO/IEC 7812-1). */
char register_card_check(const char *digits);
bool register_mobile_is(const char *text);

#endif
