/* Who is what to whom in a household, when its head is another than before. */
#ifndef REGISTER_MOCK_REGISTER_KIN_H
#define REGISTER_MOCK_REGISTER_KIN_H

#include <jansson.h>

/* Makes the first living member the head - the spouse before all others - when the present head
 * lives there no more; nothing when nobody does. */
void register_kin_succeed(json_t *members);
/* The first of the members is the head, and what the others are to it is not known. */
void register_kin_anew(json_t *members);
/* The first living member; NULL when there is none. */
json_t *register_kin_living(const json_t *members);

#endif
