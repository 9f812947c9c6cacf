/* What the register knows, in one file: households, who belongs to which, the numbered changes,
 * snapshots, used nonces.
 *
 * - A household's record is one JSON text. Every change of it gets the next number, and the record
 *   that it replaces is kept as long as a readable snapshot shows it.
 * - A snapshot is a number of a change: it shows the records as they were after that one, whatever
 *   comes later. The last two taken are readable.
 * - A person is one member wherever they live: register_person says in which household's record
 *   they stand last as one who has not moved out.
 * - What is committed is on disk. The process that has the file open is its only one.
 */
#ifndef REGISTER_MOCK_REGISTER_STORE_H
#define REGISTER_MOCK_REGISTER_STORE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"
#include "register-mock/register_db.h"

struct register_store {
    struct register_db *db;
    int64_t change_no;  /* of the last change */
    int64_t households; /* exited ones are counted, too */
    int64_t members;    /* lines of members in their records */
};

/* Opens the file and makes its tables when it is new. False with a sentence on `errors`. */
bool register_store_open(struct register_store *store, const char *path, FILE *errors);
/* A new file that is filled in one go: register_store_fill() until register_store_close(). */
bool register_store_open_bulk(struct register_store *store, const char *path, FILE *errors);
void register_store_close(struct register_store *store);

void register_store_begin(struct register_store *store);
/* What was written since is on disk when this returns. */
void register_store_commit(struct register_store *store);
/* Nothing of it has happened. */
void register_store_rollback(struct register_store *store);

/* ---- households ---- */

struct register_person {
    const char *person_no, *id_number;
    bool moved_out; /* stands in the record, but lives elsewhere */
};

/* A record beside what it is found by. */
struct register_household {
    const char *household_no, *village_code;
    const char *record; /* JSON */
    const struct register_person *people;
    int count;
};

/* Puts one that was there before the first change. */
void register_store_fill(struct register_store *store, const struct register_household *household);
/* Behind the last one of these: what they are found by, and their sums. */
void register_store_filled(struct register_store *store);

/* Puts a household as it stands from now on. `kind`, and the household_nos that it became (a JSON
 * array, NULL = none), are told with it. Returns the change's number. */
int64_t register_store_change(struct register_store *store, const char *kind,
                              const struct register_household *household, const char *into,
                              int64_t now_us);

/* The present record, in the arena; NULL when there is none. */
char *register_store_record(struct register_store *store, struct arena *arena,
                            const char *household_no);
/* The household that a person lives in; NULL when the register does not know them. */
char *register_store_household_of(struct register_store *store, struct arena *arena,
                                  const char *id_number);
/* Whose identity number it is; NULL = nobody's. */
char *register_store_person_of(struct register_store *store, struct arena *arena,
                               const char *id_number);
/* The household that a person lives, or lived last, in; NULL when there is no such number. */
char *register_store_home(struct register_store *store, struct arena *arena, const char *person_no);
/* Numbers of households from `after` on, at most `limit`; returns how many. */
int register_store_numbers(struct register_store *store, struct arena *arena, const char *after,
                           int limit, const char **numbers);

/* The next number of a kind, from 1 on. */
int64_t register_store_count(struct register_store *store, const char *name);

/* ---- changes ---- */

struct register_news {
    int64_t change_no;
    const char *changed_at, *kind, *household_no, *record, *into; /* into: JSON, NULL = none */
};
/* Those behind `after`, at most `limit`; returns how many. */
int register_store_news(struct register_store *store, struct arena *arena, int64_t after, int limit,
                        struct register_news *news);

/* ---- snapshots ---- */

struct register_snapshot {
    const char *snapshot_id, *taken_at;
    int64_t change_no, households, members;
};
/* The last one taken; false when there is none. */
bool register_store_latest(struct register_store *store, struct arena *arena,
                           struct register_snapshot *snapshot);
/* One that is readable; false when there is no such. */
bool register_store_snapshot(struct register_store *store, struct arena *arena,
                             const char *snapshot_id, struct register_snapshot *snapshot);
/* Takes one: what only older ones than the one before showed is forgotten. */
void register_store_take(struct register_store *store, struct arena *arena, int64_t now_us,
                         struct register_snapshot *snapshot);

/* A page of a snapshot behind a place ("" "" = from the start): records one behind the other, each
 * with a line feed. */
struct register_page {
    char *text;
    size_t length;
    int count;
    size_t last;                             /* where the last record begins */
    char village_code[16], household_no[48]; /* of the last record */
    bool more;
};
/* The text is in the arena. */
void register_store_page(struct register_store *store, struct arena *arena,
                         const struct register_snapshot *snapshot, const char *village_code,
                         const char *household_no, int limit, struct register_page *page);

/* ---- nonces ---- */

/* Remembers a nonce of genuine requests for as long as their clocks may differ; false when it was
 * used before. */
bool register_store_nonce(struct register_store *store, const char *client, const char *nonce,
                          int64_t now_s);

#endif
