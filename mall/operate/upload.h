/* Imports that people upload: a table is stored, checked row by row by a job, and written.
 *
 * queued -> running -> done (all rows), partly (the right ones, mode "good"), faulty (nothing: rows
 * are wrong, mode "whole", or all of them are) or failed (the mall could not). In mode "good" the
 * rows that are wrong are left out and the others imported as a whole; what depended on a row that
 * was left out is wrong too and is found in a further round. Mode "try" does the same and takes it
 * back: it says what would become of each row. The bytes are sealed and kept for a
 * week. Each upload leaves a row in the access trail (subject "import").
 */
#ifndef MALL_OPERATE_UPLOAD_H
#define MALL_OPERATE_UPLOAD_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/idempotency.h"
#include "base/job.h"
#include "base/page.h"
#include "mall/operate/import_kind.h"

/* Bytes of an upload at most. */
#define UPLOAD_BYTES_MAX ((size_t)20 * 1024 * 1024)

struct upload_wish {
    int64_t account_id;
    const char *name, *file_name, *mode;
    const char *bytes;
    size_t length;
};

/* Stores it and writes down its job; refuses at once what is no such table. */
bool upload_ask(struct task *task, const struct upload_wish *wish, const struct idempotency *key,
                int64_t *upload_id, struct refusal *why);

/* All uploads, newest first; one; the faults of one, in the order of its rows (cursor: their
 * place). New reference, NULL when refused. */
json_t *upload_list_json(struct task *task, const struct page *page, struct refusal *why);
json_t *upload_json(struct task *task, int64_t upload_id, struct refusal *why);
json_t *upload_faults_json(struct task *task, int64_t upload_id, const struct page *page,
                           struct refusal *why);

/* What became of its rows, or would, the first 1000: {row_no, outcome ("added", "changed", "same",
 * "notice"), columns (headings), message}; outcome "" = all. */
json_t *upload_rows_json(struct task *task, int64_t upload_id, const char *outcome,
                         const struct page *page, struct refusal *why);
/* What was imported by command on the server, newest first. */
json_t *upload_commands_json(struct task *task, const struct page *page, struct refusal *why);

/* The same file again, as an upload of its own: what was tried is imported. Refused with not_found
 * when its bytes are gone. */
bool upload_again(struct task *task, int64_t upload_id, const char *mode, int64_t account_id,
                  const struct idempotency *key, int64_t *made_id, struct refusal *why);

/* The rows that were not imported, as a table to be mended; free(*bytes). */
bool upload_failed_rows(struct task *task, int64_t upload_id, char **bytes, size_t *length,
                        struct refusal *why);

/* The job. */
bool upload_run(struct task *task, int64_t job_id, json_t *payload, struct refusal *why);

#endif
