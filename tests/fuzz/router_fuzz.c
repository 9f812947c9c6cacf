/* Any method and path against a table with every kind of pattern: nothing is read or written
 * outside, and what matches is consistent with itself. Input: method, a blank, path. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/router.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length);

static const struct router_entry TABLE[] = {
    {"GET", "/", "0"},          {"GET", "/a", "0"},
    {"POST", "/a", "0"},        {"GET", "/a/:x", "1"},
    {"GET", "/a/b", "0"},       {"DELETE", "/a/:x/c", "1"},
    {"GET", "/a/b/:x/d", "1"},  {"GET", "/a/:x/:y/:z", "3"},
    {"PUT", "/a/b/*rest", "1"}, {"GET", "/:w/:x/:y/:z/*rest", "5"},
    {"GET", "/s/*rest", "1"},
};

/* Each parameter is a piece of the path, in order, and there are as many as the pattern has. */
static void check_params(const char *path, const char *const params[8], const char *value)
{
    int count = value[0] - '0';
    const char *at = path;
    for (int i = 0; i < 8; i++) {
        assert((params[i] != NULL) == (i < count));
        if (params[i] != NULL) {
            assert(params[i][0] != '\0');
            at = strstr(at, params[i]);
            assert(at != NULL);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length)
{
    static struct router *router;
    if (router == NULL)
        router = router_new(TABLE, (int)(sizeof(TABLE) / sizeof(TABLE[0])));
    char *text = malloc(length + 1);
    assert(text != NULL);
    memcpy(text, data, length);
    text[length] = '\0';
    char *blank = strchr(text, ' ');
    if (blank != NULL) {
        *blank = '\0';
        const char *path = blank + 1, *params[8], *allow = NULL;
        char *scratch = malloc(strlen(path) + 1);
        assert(scratch != NULL);
        const void *value = NULL;
        enum router_result result =
            router_match(router, text, path, scratch, params, &value, &allow);
        if (result == ROUTER_FOUND)
            check_params(path, params, value);
        else if (result == ROUTER_METHOD)
            assert(allow != NULL && allow[0] != '\0');
        free(scratch);
    }
    free(text);
    return 0;
}
