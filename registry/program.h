/* A program of another office - the county's statistics, a bank, a carrier - that reads what it was
 * let see, as an account of its own (机器账号).
 *
 * - It has a region, whose subtree it reaches, and scopes, each of them one or two rights of
 * registry/permission.h. All of them read; none opens a personal field. A program calls with GET
 * alone, and nothing that is anybody's own.
 * - Four eyes: what one person made, another lets in. Only an operator who is the only one makes
 * one that is active at once.
 * - It calls with a key (registry/program_key.h), from the addresses that it was given, if any.
 * - Each call is counted by day and route.
 */
#ifndef REGISTRY_PROGRAM_H
#define REGISTRY_PROGRAM_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/machine.h"
#include "base/page.h"
#include "base/shape.h"
#include "base/task.h"

#define PROGRAM_STATES(STATE)                                                                      \
    STATE(PROGRAM_WAITING, "waiting") /* for a second person's word */                             \
    STATE(PROGRAM_ACTIVE, "active")                                                                \
    STATE(PROGRAM_REVOKED, "revoked")
enum program_state { PROGRAM_STATES(STATE_ENUM) };
extern const struct machine PROGRAM_MACHINE;

/* What a program may read. */
extern const char *const PROGRAM_SCOPES[]; /* "figures" ...; NULL */
/* The rights of scopes that are separated by blanks, bits 1 << enum right; words that are none give
 * nothing. */
uint64_t program_rights(const char *scopes);
/* The scope that gives one of the rights (bits), NULL when none does. */
const char *program_scope_of(uint64_t rights);

extern const struct refusal_kind PROGRAM_OWN;         /* 409 own_program: another person lets in */
extern const struct refusal_kind PROGRAM_WRONG_STATE; /* 409 program_wrong_state */

enum { PROGRAM_ADDRESSES_MAX = 20 };
struct program_wish {
    const char *name, *owner;    /* what it is called, and whose it is */
    const char *region_code;     /* 6, 9 or 12 digits */
    struct shape_list scopes;    /* of const char *: PROGRAM_SCOPES */
    struct shape_list addresses; /* of const char *: "203.0.113.0/24", "2001:db8::7"; none = any */
};

/* Whether a text is an IPv4 or IPv6 address, alone or with the length of its network. Pure. */
bool program_is_address(const char *text);

/* Makes one. `is_operator`: who makes it decides over the whole mall. *state says whether it
 * waits. */
bool program_create(struct task *task, const struct program_wish *wish, int64_t actor_id,
                    bool is_operator, int64_t *program_id, enum program_state *state,
                    struct refusal *why);

/* Another person lets it in. */
bool program_release(struct task *task, int64_t program_id, int64_t actor_id, struct refusal *why);

/* Ends it for ever, with all its keys. */
bool program_revoke(struct task *task, int64_t program_id, int64_t actor_id, const char *reason,
                    struct refusal *why);

/* The region it reaches, in the task's arena; NULL and not_found. */
const char *program_region(struct task *task, int64_t program_id, struct refusal *why);

/* A page of those in a region's subtree ("" = everywhere), newest first: {program_id, name, owner,
 * region_code, region_name, scopes, addresses, state, created_at, creator_id, created_by_name,
 * released_by_name, keys (good ones), last_used_at, calls (of the last 30 days)}. `state` "" = any.
 * New reference. */
json_t *program_list_json(struct task *task, const char *region_code, const char *state,
                          const struct page *page, struct refusal *why);

/* One, with "keys": [{key_id, prefix, created_at, created_by_name, expires_at, revoked_at,
 * last_used_at}] and "usage": [{day, route, calls, refused}] of the last 30 days. New reference. */
json_t *program_json(struct task *task, int64_t program_id, struct refusal *why);

#endif
