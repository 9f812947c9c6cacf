/* SQL as a list of tokens, for programs that ask which tables it uses. Comments are left out, names
 * are in small letters, and so are casts (`::bigint[]`), which say nothing about tables. */
#ifndef OPS_BUILD_SQL_TOKENS_H
#define OPS_BUILD_SQL_TOKENS_H

#include <stdbool.h>

struct sql_token {
    enum {
        SQL_END, /* ends the list */
        SQL_WORD,
        SQL_PARAMETER, /* $1 */
        SQL_STRING,
        SQL_SIGN, /* one character; also each digit */
    } kind;
    const char *text;
    int line;
};

/* A new list. `path` stands in sentences about what is wrong. */
struct sql_token *sql_tokens(const char *path, const char *text);

bool sql_is(const struct sql_token *token, const char *text);

/* Is it one of these words, each followed by a blank: "select with "? */
bool sql_is_one_of(const struct sql_token *token, const char *words);

#endif
