/* Files kept in the database, in pieces: whoever serves next has them, whichever worker or machine
 * made them. What people uploaded is sealed, as it may be somebody's; what the mall made holds
 * masked figures only and is kept as it is.
 */
#ifndef MALL_OPERATE_STORED_H
#define MALL_OPERATE_STORED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/db.h"
#include "base/sealed.h"

/* Bytes of a stored file at most. */
#define STORED_MAX ((int64_t)24 * 1024 * 1024)

/* The folder's sealed fields: the pieces of uploaded files; ended by NULL. */
extern const struct sealed_table *const STORED_SEALED[];

/* A new unnamed file of this process, gone when it is closed; /proc/self/fd's path names it for
 * libraries that want one. NULL and `why` when the disk gives none. */
FILE *stored_scratch(struct refusal *why);
const char *stored_scratch_path(struct task *task, FILE *file);

/* Stores the whole file, in place of what was there; *length = its bytes. */
bool stored_save(struct task *task, int64_t file_id, FILE *file, int64_t *length,
                 struct refusal *why);
/* Part of a transaction: stores text (no NUL in it), sealed. */
bool stored_save_sealed(struct db_tx *tx, int64_t file_id, const char *text, size_t length,
                        struct refusal *why);

/* The whole file in memory of its own (free()); not_found when it was deleted. */
bool stored_load(struct task *task, int64_t file_id, char **bytes, size_t *length,
                 struct refusal *why);
/* Appends a sealed file to `out`. */
bool stored_open_sealed(struct task *task, int64_t file_id, FILE *out, struct refusal *why);

#endif
