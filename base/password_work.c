/* The child that derives passwords, and the parameters it does so with. */
#include "base/password.h"

#include <assert.h>
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/confine.h"

static_assert(PASSWORD_DERIVED_SIZE >= crypto_pwhash_STRBYTES, "what is derived fits");

/* RFC 9106, section 4, second recommendation. */
enum { PASSES = 3, MEMORY_BYTES = 64 * 1024 * 1024 };
enum { WISH_MAX = PASSWORD_BYTES_MAX + PASSWORD_DERIVED_SIZE + 16 };

bool password_is_old(const char *derived)
{
    return crypto_pwhash_str_needs_rehash(derived, PASSES, MEMORY_BYTES) != 0;
}

static bool read_wish(char wish[WISH_MAX])
{
    size_t length = 0;
    for (;;) {
        ssize_t got = read(STDIN_FILENO, wish + length, WISH_MAX - 1 - length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        length += (size_t)got;
    }
    wish[length] = '\0';
    return length > 0 && length < WISH_MAX - 1;
}

/* Cuts the line that begins at `text`; what is behind it, NULL when there is no line. */
static char *cut_line(char *text)
{
    char *end = strchr(text, '\n');
    if (end == NULL)
        return NULL;
    *end = '\0';
    return end + 1;
}

static int answer(const char *head, const char *password)
{
    char derived[crypto_pwhash_STRBYTES];
    if (strcmp(head, "derive") == 0) {
        if (crypto_pwhash_str(derived, password, strlen(password), PASSES, MEMORY_BYTES) != 0)
            return EX_OSERR;
        puts(derived);
        return EX_OK;
    }
    if (strncmp(head, "check ", 6) != 0)
        return EX_DATAERR;
    bool right = crypto_pwhash_str_verify(head + 6, password, strlen(password)) == 0;
    puts(right ? "right" : "wrong");
    return EX_OK;
}

int password_work_main(void)
{
    char wish[WISH_MAX];
    confine_self();
    confine_drop();
    if (sodium_init() < 0)
        return EX_OSERR;
    if (!read_wish(wish))
        return EX_DATAERR;
    char *password = cut_line(wish);
    if (password == NULL || cut_line(password) == NULL)
        return EX_DATAERR;
    int code = answer(wish, password);
    sodium_memzero(wish, sizeof(wish));
    return code;
}
