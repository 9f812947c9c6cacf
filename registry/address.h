/* An account's address book: where its orders are sent. Name, telephone and street are sealed field
 * by field; only their owner reads them here.
 *
 * An address goes down to the township wherever there are any. At most one is the default: the
 * first that is written, until another is made it; when it is removed, the newest.
 */
#ifndef REGISTRY_ADDRESS_H
#define REGISTRY_ADDRESS_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/idempotency.h"
#include "base/refusal.h"
#include "base/task.h"

enum { ADDRESS_MAX = 20, ADDRESS_NAME_MAX = 40, ADDRESS_DETAIL_MIN = 2, ADDRESS_DETAIL_MAX = 120 };

extern const struct refusal_kind ADDRESS_NOT_FOUND; /* 404 address_not_found */
extern const struct refusal_kind ADDRESS_TOO_MANY;  /* 409 too_many_addresses */
extern const struct refusal_kind ADDRESS_TOO_WIDE;  /* 422 region_too_wide: a township is missing */

struct address {
    int64_t id;
    const char *region_code;
    const char *name, *phone, *detail;
    bool is_default;
};

/* The region is one that a parcel can be sent to: a township, or a county without any. Refuses with
 * REGION_UNKNOWN or ADDRESS_TOO_WIDE, field "region_code". */
bool address_check_region(struct task *task, const char *region_code, struct refusal *why);

/* Adds one, at most ADDRESS_MAX; *address_id is set, also when the key was used before. */
bool address_add(struct task *task, const struct idempotency *key, const struct address *address,
                 int64_t *address_id, struct refusal *why);
/* Writes the one of that id anew. */
bool address_set(struct task *task, int64_t account_id, const struct address *address,
                 struct refusal *why);
/* Removes it. */
bool address_remove(struct task *task, int64_t account_id, int64_t address_id, struct refusal *why);

/* One of the account, in the clear, in the task's arena; refuses with ADDRESS_NOT_FOUND. */
bool address_find(struct task *task, int64_t account_id, int64_t address_id, struct address *out,
                  struct refusal *why);

/* {address_id, name, phone, detail, region_code, region_name, is_default}; and all of an account,
 * the default one first. New references. */
json_t *address_json(struct task *task, int64_t account_id, int64_t address_id,
                     struct refusal *why);
json_t *address_list_json(struct task *task, int64_t account_id, struct refusal *why);

#endif
