#include "ops/build/sql_tokens.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "ops/build/sql_scan.h"
#include "ops/build/text.h"

static bool in_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static size_t word_length(const char *at)
{
    size_t length = 0;
    if (isdigit((unsigned char)at[0]))
        return 1;
    while (in_word(at[length]))
        length++;
    return length;
}

/* Of `::type[]` */
static size_t cast_length(const char *at)
{
    size_t length = 2;
    if (at[0] != ':' || at[1] != ':')
        return 0;
    while (in_word(at[length]))
        length++;
    return strncmp(at + length, "[]", 2) == 0 ? length + 2 : length;
}

static const char *small_letters(const char *at, size_t length)
{
    char *text = must(strndup(at, length));
    for (char *c = text; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    return text;
}

/* Reads the token at `at` and says how long it is. */
static size_t read_token(const char *path, const char *at, struct sql_token *token)
{
    size_t length = sql_quoted(path, at);
    if (length > 0 && *at == '"') {
        token->kind = SQL_WORD;
        token->text = must(strndup(at + 1, length - 2));
        return length;
    }
    token->kind = SQL_STRING;
    if (length == 0 && *at == '$') {
        token->kind = SQL_PARAMETER;
        length = 1 + strspn(at + 1, "0123456789");
    } else if (length == 0 && in_word(*at)) {
        length = word_length(at);
        token->kind = isdigit((unsigned char)*at) ? SQL_SIGN : SQL_WORD;
    } else if (length == 0) {
        token->kind = SQL_SIGN;
        length = 1;
    }
    token->text = small_letters(at, length);
    return length;
}

struct sql_token *sql_tokens(const char *path, const char *text)
{
    struct sql_token *tokens = must(calloc(strlen(text) + 1, sizeof *tokens));
    size_t count = 0, line = 1;
    for (const char *at = text; *at;) {
        size_t skip = sql_comment(path, at);
        if (skip == 0)
            skip = isspace((unsigned char)*at) ? 1 : cast_length(at);
        size_t length = skip > 0 ? skip : read_token(path, at, &tokens[count]);
        if (skip == 0)
            tokens[count++].line = (int)line;
        for (; length > 0; length--)
            line += *at++ == '\n';
    }
    tokens[count].text = "";
    tokens[count].line = (int)line;
    return tokens;
}

bool sql_is(const struct sql_token *token, const char *text)
{
    return token->kind != SQL_STRING && strcmp(token->text, text) == 0;
}

bool sql_is_one_of(const struct sql_token *token, const char *words)
{
    size_t length = strlen(token->text);
    if (token->kind != SQL_WORD)
        return false;
    for (const char *at = words; *at; at += strcspn(at, " ") + 1)
        if (strncmp(at, token->text, length) == 0 && at[length] == ' ')
            return true;
    return false;
}
