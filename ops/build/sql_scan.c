#include "ops/build/sql_scan.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "ops/build/text.h"

size_t sql_comment(const char *path, const char *at)
{
    if (at[0] == '-' && at[1] == '-')
        return strcspn(at, "\n");
    if (at[0] == '/' && at[1] == '*') {
        const char *end = strstr(at, "*/");
        if (end == NULL)
            die("%s: a comment is not closed", path);
        return (size_t)(end - at) + 2;
    }
    return 0;
}

/* Of what ends with the quote it begins with; doubled quotes stay inside. */
static size_t in_quotes(const char *path, const char *at)
{
    const char *end = at + 1;
    for (;;) {
        end = strchr(end, *at);
        if (end == NULL)
            die("%s: a quote %c is not closed", path, *at);
        if (end[1] != *at)
            return (size_t)(end - at) + 1;
        end += 2;
    }
}

static size_t in_dollars(const char *path, const char *at)
{
    size_t tag = 1;
    if (isdigit((unsigned char)at[1]))
        return 0;
    while (isalnum((unsigned char)at[tag]) || at[tag] == '_')
        tag++;
    if (at[tag] != '$')
        return 0;
    tag++;
    char *mark = must(strndup(at, tag));
    const char *end = strstr(at + tag, mark);
    if (end == NULL)
        die("%s: %s is not closed", path, mark);
    free(mark);
    return (size_t)(end - at) + tag;
}

size_t sql_quoted(const char *path, const char *at)
{
    if (*at == '\'' || *at == '"')
        return in_quotes(path, at);
    return *at == '$' ? in_dollars(path, at) : 0;
}
