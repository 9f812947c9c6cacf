/* Masks: what is shown of a person's data to those who need not know all of it.
 *
 * - A mask is made by the server before anything leaves it; logs never carry more than a mask.
 * - Every mask keeps whole characters (UTF-8), and never gives back its input: what does not look
 * as expected is hidden altogether ("***"), since a value typed into the wrong field must not slip
 * through.
 * - NULL and "" stay "".
 */
#ifndef REGISTRY_MASK_H
#define REGISTRY_MASK_H

#include "base/arena.h"

/* First character kept, a `*` for each other one: 王小明 -> 王**. A lone character -> 王*. */
char *mask_name(struct arena *arena, const char *name);

/* A masked value beside the one that it takes the place of: with （换过） behind it where both
 * masks are alike, as two values are meant. */
char *mask_beside(struct arena *arena, const char *masked, const char *before);

/* What is nobody's business here, and yet must be seen to be another: ***; "" stays "". */
char *mask_whole(struct arena *arena, const char *text);

/* Mobile number: first 3 and last 4 of its 11 digits: 199****0000. */
char *mask_mobile(struct arena *arena, const char *mobile);

/* Identity card of 18 characters, for staff who work with the register: first 6 and last 4,
 * 500236********0012. */
char *mask_id_card(struct arena *arena, const char *id_card);

/* The same for everybody else: first and last character, 5****************2. */
char *mask_id_card_public(struct arena *arena, const char *id_card);

/* Bank card of 12 digits or more: first 4 and last 4, 6222****0012. */
char *mask_bank_card(struct arena *arena, const char *bank_card);

/* Address down to the township: 重庆市奉节县永乐镇***. When no township (镇, 乡, 街道, 苏木) is
 * found behind a county, down to the first county or district, otherwise to the city or province,
 * otherwise nothing. */
char *mask_address(struct arena *arena, const char *address);

/* First character before the @ and the domain: a***@example.cn. */
char *mask_email(struct arena *arena, const char *email);

#endif
