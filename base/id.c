#include "base/id.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#include "base/clock.h"
#include "base/crypto.h"

/* 2024-01-01T00:00:00Z in Unix milliseconds; 41 bits last until 2093. */
static const int64_t EPOCH_MS = INT64_C(1704067200000);
enum { MAKER_BITS = 10, SEQUENCE_BITS = 12, SEQUENCE_MAX = (1 << SEQUENCE_BITS) - 1 };
enum { COMMANDS_FROM = 16 }; /* worker numbers below are given by the supervisor */
enum { END_ROOM_MS = 10 };

static int64_t maker = -1;
static int64_t last_ms;
static int64_t sequence;
static int64_t first_sequence;       /* of each millisecond */
static int64_t bound_ms = INT64_MAX; /* no id is of this time or later */

static int64_t now_ms(void)
{
    return clock_now_us() / 1000 - EPOCH_MS;
}

/* Waits for the clock to pass `ms`; short, as it is at most a millisecond unless the clock was set
 * back. */
static void wait_past(int64_t ms)
{
    while (now_ms() <= ms) {
        struct timespec pause = {.tv_nsec = 100000};
        nanosleep(&pause, NULL);
    }
}

static int64_t random_below_half(void)
{
    uint16_t bits;
    crypto_random(&bits, sizeof(bits));
    return bits % (SEQUENCE_MAX / 2);
}

void id_init(int node, int worker)
{
    assert(node >= 0 && node < 32 && worker >= 0 && worker < 32);
    maker = node << 5 | worker;
    /* Nobody gives commands their numbers: two that run at once may have drawn the same. */
    first_sequence = worker < COMMANDS_FROM ? 0 : random_below_half();
    int64_t started = now_ms();
    assert(started > 0 && started < INT64_C(1) << 41);
    /* A predecessor with this number may have made ids up to this very millisecond. */
    wait_past(started);
    last_ms = started;
    sequence = SEQUENCE_MAX;
}

int id_worker_random(void)
{
    uint8_t byte;
    crypto_random(&byte, sizeof(byte));
    return COMMANDS_FROM + byte % 16;
}

void id_begin(int node, int worker, int64_t after_ms, int64_t until_ms)
{
    assert(node >= 0 && node < 32 && worker >= 0 && worker < 32 && after_ms < until_ms);
    maker = node << 5 | worker;
    first_sequence = 0;
    last_ms = after_ms - EPOCH_MS;
    sequence = SEQUENCE_MAX;
    bound_ms = until_ms - EPOCH_MS;
    assert(last_ms > 0 && bound_ms < INT64_C(1) << 41);
}

void id_bound(int64_t until_ms)
{
    if (until_ms - EPOCH_MS > bound_ms)
        bound_ms = until_ms - EPOCH_MS;
}

int64_t id_used_until_ms(void)
{
    return last_ms + 1 + EPOCH_MS;
}

int64_t id_end(void)
{
    if (last_ms + END_ROOM_MS < bound_ms)
        bound_ms = last_ms + END_ROOM_MS;
    return bound_ms + EPOCH_MS;
}

int64_t id_next(void)
{
    assert(maker >= 0);
    int64_t now = now_ms();
    if (now > last_ms && now < bound_ms) {
        last_ms = now;
        sequence = first_sequence;
    } else if (sequence < SEQUENCE_MAX) {
        /* The same millisecond, a clock that was set back, or one that ran past the bound: time
         * stands still, order is kept. */
        sequence++;
    } else {
        /* Used up: borrow the next millisecond, and let the clock reach it, so that ids never run
         * ahead of the time a successor would start at. A clock that was set back far is not waited
         * for. */
        if (now == last_ms)
            wait_past(last_ms);
        last_ms++;
        /* four million ids a second up to the bound: whoever made them all has lost its lease */
        assert(last_ms < bound_ms && "ids beyond the lease");
        sequence = first_sequence;
    }
    return last_ms << (MAKER_BITS + SEQUENCE_BITS) | maker << SEQUENCE_BITS | sequence;
}

int64_t id_time_ms(int64_t id)
{
    return (id >> (MAKER_BITS + SEQUENCE_BITS)) + EPOCH_MS;
}

int64_t id_first_of_ms(int64_t unix_ms)
{
    int64_t ms = unix_ms - EPOCH_MS;
    return ms > 0 ? ms << (MAKER_BITS + SEQUENCE_BITS) : 0;
}

char *id_text(int64_t id, char buffer[21])
{
    snprintf(buffer, 21, "%" PRId64, id);
    return buffer;
}

bool id_parse(const char *text, int64_t *id)
{
    if (text == NULL || text[0] < '1' || text[0] > '9')
        return false;
    int64_t value = 0;
    for (const char *at = text; *at != '\0'; at++)
        if (*at < '0' || *at > '9' || __builtin_mul_overflow(value, 10, &value) ||
            __builtin_add_overflow(value, *at - '0', &value))
            return false;
    *id = value;
    return true;
}
