#include "base/import_column.h"

#include <stddef.h>
#include <string.h>

const struct import_word IMPORT_YES_NO[] = {{"1", "是"}, {"0", "否"}, {NULL, NULL}};

const struct import_column *import_column_find(const struct import_column *columns,
                                               const char *text)
{
    for (const struct import_column *column = columns; column->name != NULL; column++)
        if (strcmp(column->name, text) == 0 || strcmp(column->heading, text) == 0)
            return column;
    return NULL;
}

bool import_column_may_lack(const struct import_column *columns, const struct import_column *column)
{
    const struct import_column *end = columns;
    size_t length = strlen(column->name);
    while (end->name != NULL)
        end++;
    for (const char *at = end->heading; at != NULL && *at != '\0'; at += strspn(at, " ")) {
        if (strcspn(at, " ") == length && strncmp(at, column->name, length) == 0)
            return true;
        at += strcspn(at, " ");
    }
    return false;
}

const char *import_value_of(const struct import_column *column, const char *text)
{
    for (const struct import_word *word = column->words; word != NULL && word->word != NULL; word++)
        if (strcmp(word->chinese, text) == 0)
            return word->word;
    return text;
}

bool import_is_word(const struct import_column *column, const char *text)
{
    for (const struct import_word *word = column->words; word != NULL && word->word != NULL; word++)
        if (strcmp(word->word, text) == 0)
            return true;
    return false;
}
