/* Migrations: forward only, embedded at build time from <folder>/migrations/NNNN_name.sql, where
 * each folder keeps those of its own tables; numbered from 1 over all folders without a gap.
 *
 * Each runs in one transaction that first inserts its own row into schema_migration (number, name,
 * SHA-256 of its text): of two starters the second one's insert waits for the first and fails,
 * after which it reads the table again and goes on. An applied migration whose text has changed
 * since is refused.
 */
#ifndef MALL_MIGRATE_H
#define MALL_MIGRATE_H

#include <stdbool.h>

#include "base/refusal.h"
#include "base/task.h"

struct migration {
    int number; /* 0 ends the table */
    const char *name;
    const char *text;
};

/* Applies what is missing, as the owner (MALL_DB_OWNER; db_start() was called with it). Says what
 * it did on standard output. */
bool migrate_run(struct task *task, const char *owner_conninfo, struct refusal *why);

/* True when the database has exactly the migrations of this program; otherwise `why` says which
 * side is older. */
bool migrate_check(struct task *task, struct refusal *why);

#endif
