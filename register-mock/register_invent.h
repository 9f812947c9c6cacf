/* Records of households that do not exist: what the register would know about one of whom only the
 * seed of it is given. Everything follows from the household's number, the same every time.
 */
#ifndef REGISTER_MOCK_REGISTER_INVENT_H
#define REGISTER_MOCK_REGISTER_INVENT_H

#include <stdbool.h>

#include "base/arena.h"
#include "register-mock/register_store.h"

enum { REGISTER_MEMBERS_MAX = 30 };

struct register_seed_person {
    const char *person_no, *name, *id_number, *sex, *relation, *labour;
};

/* What is given; the head of the household stands first. */
struct register_seed {
    const char *household_no, *village_code, *identified_on, *attribute, *family_type, *main_cause;
    const char *phone, *bank_account; /* "" = none */
    bool exited;
    struct register_seed_person people[REGISTER_MEMBERS_MAX];
    int count;
};

/* The whole record; its texts are in the arena, or the seed's. */
struct register_household register_invent(struct arena *arena, const struct register_seed *seed);

#endif
