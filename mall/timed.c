#include "mall/timed.h"

#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/loop.h"
#include "mall/modules.h"
#include "mall/operate/timed_note.h"
#include "mall/purge.h"

enum {
    PIECES_MAX = 64,
    PERIOD_MS = 2000,
    PIECE_MS = 60000, /* what one part of a piece may take */
    NOTES_MS = 5000,
    PURGE_MS = 3600000,
    PAUSE_SHARE = 4,     /* between two parts: so much less than the last one took, for others */
    PAUSE_MAX_MS = 1000, /* at most */
    NOTE_MS = 10000      /* what runs every two seconds is not written down each time */
};

/* What is kept for weeks need not go to the minute. */
static const struct timed_piece PURGE = {
    .name = "purge", .run = purge_due, .period_ms = PURGE_MS, .again_from = 1};

static struct {
    const struct timed_piece *piece;
    int64_t next_ms;
    bool busy;    /* its task is at it, or a timer that begins the next one */
    bool ran;     /* since it was written down */
    bool cleared; /* since then it came to where nothing was left */
    int64_t done;
    char error[64]; /* code of the refusal, "" = well */
} pieces[PIECES_MAX];
static int piece_count;
static int64_t noted_ms;

static void add_piece(const struct timed_piece *piece)
{
    assert(piece_count < PIECES_MAX);
    pieces[piece_count++].piece = piece;
}

/* Gathers the pieces of all modules, once. */
static void collect(void)
{
    if (piece_count > 0)
        return;
    for (int i = 0; i < MODULE_COUNT; i++)
        for (const struct timed_piece *piece = MODULES[i]->timed;
             piece != NULL && piece->name != NULL; piece++)
            add_piece(piece);
    add_piece(&PURGE);
}

/* All that is due of one piece, part by part, each with an arena of its own. */
static bool run_whole(struct task *task, int i, int *total, struct refusal *why)
{
    struct arena *arena = task->arena;
    bool ok = true;
    bool more = true;
    while (ok && more) {
        int done;
        task->arena = arena_new(ARENA_LIMIT_DEFAULT);
        ok = timed_run(pieces[i].piece, &pieces[i].next_ms, task, &done, &more, why);
        arena_free(task->arena);
        *total += ok ? done : 0;
    }
    task->arena = arena;
    return ok;
}

int timed_run_due(struct task *task, struct refusal *why)
{
    int total = 0;
    bool ok = true;
    collect();
    for (int i = 0; i < piece_count; i++) {
        struct refusal wrong = {.have = -1};
        if (run_whole(task, i, &total, &wrong))
            continue;
        log_warn("timed_failed", LOG_S("piece", pieces[i].piece->name),
                 LOG_S("code", wrong.kind->code));
        if (ok)
            *why = wrong;
        ok = false;
    }
    return ok ? total : -1;
}

bool timed_run_piece(struct task *task, const char *name, int *done, struct refusal *why)
{
    *done = 0;
    collect();
    for (int i = 0; i < piece_count; i++)
        if (strcmp(pieces[i].piece->name, name) == 0)
            return run_whole(task, i, done, why);
    *done = -1;
    return true;
}

/* What ran since, at most every few seconds. */
static void write_notes(struct task *task)
{
    struct timed_note notes[PIECES_MAX];
    struct refusal why = {.have = -1};
    int count = 0;
    if (noted_ms != 0 && clock_mono_ms() - noted_ms < NOTE_MS)
        return;
    noted_ms = clock_mono_ms();
    for (int i = 0; i < piece_count; i++) {
        if (pieces[i].ran)
            notes[count++] =
                (struct timed_note){pieces[i].piece->name, pieces[i].piece->period_ms,
                                    pieces[i].done, pieces[i].error, pieces[i].cleared};
        pieces[i].ran = pieces[i].cleared = false;
        pieces[i].done = 0;
    }
    if (!timed_note_write(task, notes, count, &why))
        log_warn("timed_not_noted", LOG_S("code", why.kind->code));
}

/* One part; true when there is more to do at once. */
static bool run_part(struct task *task, int i)
{
    int done;
    bool more;
    struct refusal why = {.have = -1};
    const char *name = pieces[i].piece->name;
    bool ok = timed_run(pieces[i].piece, &pieces[i].next_ms, task, &done, &more, &why);
    pieces[i].ran = true;
    pieces[i].cleared = pieces[i].cleared || (ok && !more);
    pieces[i].done += done;
    snprintf(pieces[i].error, sizeof(pieces[i].error), "%s", ok ? "" : why.kind->code);
    if (!ok)
        log_warn("timed_failed", LOG_S("piece", name), LOG_S("code", why.kind->code));
    else if (done > 0)
        log_info("timed", LOG_S("piece", name), LOG_I("done", done));
    return ok && more;
}

static bool running;

static void begin(void *argument);

/* Each piece has a task and a time of its own: one that hangs (provider down) holds up no other.
 * What has much to do does it part by part, and leaves a fifth of the time to others. */
static void run_alone(struct task *task, void *argument)
{
    int i = (int)(intptr_t)argument;
    int64_t began_ms = clock_mono_ms();
    bool more = run_part(task, i) && running;
    int64_t pause_ms = (clock_mono_ms() - began_ms) / PAUSE_SHARE;
    if (more)
        loop_after(pause_ms < PAUSE_MAX_MS ? pause_ms : PAUSE_MAX_MS, begin, argument);
    pieces[i].busy = more;
}

static void begin(void *argument)
{
    int i = (int)(intptr_t)argument;
    pieces[i].busy = running && task_spawn(run_alone, argument, PIECE_MS);
}

static bool noting;

static void note_alone(struct task *task, void *argument)
{
    (void)argument;
    write_notes(task);
    noting = false;
}

static struct loop_timer *timer;

static void on_timer(void *argument)
{
    timer = NULL;
    if (!running)
        return;
    collect();
    for (int i = 0; i < piece_count; i++)
        if (!pieces[i].busy && clock_mono_ms() >= pieces[i].next_ms)
            begin((void *)(intptr_t)i);
    if (!noting)
        noting = task_spawn(note_alone, NULL, NOTES_MS);
    timer = loop_after(PERIOD_MS, on_timer, argument);
}

void timed_start(void)
{
    running = true;
    timer = loop_after(PERIOD_MS, on_timer, NULL);
}

void timed_stop(void)
{
    running = false;
    if (timer != NULL)
        loop_timer_cancel(timer);
    timer = NULL;
}
