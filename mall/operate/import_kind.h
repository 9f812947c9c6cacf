/* The kinds of files that people may upload, and what the importers say of them
 * (base/import_column.h), in Chinese.
 */
#ifndef MALL_OPERATE_IMPORT_KIND_H
#define MALL_OPERATE_IMPORT_KIND_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/import.h"

struct import_kind {
    const struct importer *importer;
    const char *title; /* Chinese */
};

/* The last column of a file of failed rows; passed over when it is uploaded again. */
#define IMPORT_REASON_HEADING "哪里要改"

/* By number, NULL behind the last; by name, NULL when there is none. */
const struct import_kind *import_kind_at(int index);
const struct import_kind *import_kind_find(const char *name);
const struct import_column *import_kind_columns(const struct import_kind *kind);

/* A fault for people (base/import_fault.h has it in English): what is wrong, and what to do - with
 * the words or the range that the column allows. Texts live in the arena; `column` may be NULL. */
struct import_advice {
    const char *wrong, *cure;
};
struct import_advice import_advice_say(struct arena *arena, const struct import_column *column,
                                       const char *message);
/* The same for what is odd and yet imported: one sentence. */
const char *import_notice_say(const char *message);
/* The headings of names with commas between: "phone,proxy" -> 手机号、由人代办. */
const char *import_headings(struct arena *arena, const struct import_column *columns,
                            const char *names);

#endif
