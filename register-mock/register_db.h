/* SQLite as the register needs it: one file, one process, statements that are prepared once.
 *
 * What a statement cannot do is a programmer's error or a broken disk: the process ends, because an
 * answer must not be ahead of the file. Texts of statements are literals; what they bind is never
 * part of them.
 */
#ifndef REGISTER_MOCK_REGISTER_DB_H
#define REGISTER_MOCK_REGISTER_DB_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"

struct register_db;

/* Opens or creates the file for this process alone, every transaction on disk when it is committed.
 * NULL with a sentence on `errors`. */
struct register_db *register_db_open(const char *path, FILE *errors);
/* The same for a file that is filled and then closed: nothing of it counts before. */
struct register_db *register_db_open_bulk(const char *path, FILE *errors);
/* NULL is allowed. */
void register_db_close(struct register_db *db);

/* Statements without parameters and results, several of them. */
void register_db_run(struct register_db *db, const char *texts);

void register_db_begin(struct register_db *db);
void register_db_commit(struct register_db *db);

/* One use of a statement: from register_db_use() until register_db_done(), or a step that finds
 * nothing more. `text` is a literal. */
sqlite3_stmt *register_db_use(struct register_db *db, const char *text);
/* Parameters count from 1. The text must live until the statement is done. */
void register_db_text(sqlite3_stmt *statement, int parameter, const char *text);
void register_db_i64(sqlite3_stmt *statement, int parameter, int64_t value);
/* True when there is a row. */
bool register_db_step(struct register_db *db, sqlite3_stmt *statement);
void register_db_done(sqlite3_stmt *statement);
/* For a statement without rows: runs it to its end. */
void register_db_do(struct register_db *db, sqlite3_stmt *statement);

/* Of the present row; columns count from 0. A copy in the arena, NULL for null. */
char *register_db_column(sqlite3_stmt *statement, int column, struct arena *arena);

/* Rows that the last statement wrote. */
int register_db_written(struct register_db *db);

#endif
