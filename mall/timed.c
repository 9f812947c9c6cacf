#include "mall/timed.h"

#include <assert.h>
#include <stddef.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/loop.h"
#include "mall/modules.h"
#include "mall/operate/timed_note.h"
#include "mall/purge.h"

enum {
    PIECES_MAX = 64,
    PERIOD_MS = 2000,
    ROUND_MS = 60000,
    PURGE_MS = 3600000,
    NOTE_MS = 10000 /* what runs every two seconds is not written down each time */
};

/* The tables are read whole for it, so once an hour is enough. */
static const struct timed_piece PURGE = {.name = "purge", .run = purge_due, .period_ms = PURGE_MS};

static struct {
    const struct timed_piece *piece;
    int64_t next_ms;
    bool ran; /* since it was written down */
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

int timed_run_due(struct task *task, struct refusal *why)
{
    int total = 0;
    collect();
    for (int i = 0; i < piece_count; i++) {
        int done;
        if (!timed_run(pieces[i].piece, &pieces[i].next_ms, task, &done, why))
            return -1;
        total += done;
    }
    return total;
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
            notes[count++] = (struct timed_note){pieces[i].piece->name, pieces[i].piece->period_ms,
                                                 pieces[i].done, pieces[i].error};
        pieces[i].ran = false;
        pieces[i].done = 0;
    }
    if (!timed_note_write(task, notes, count, &why))
        log_warn("timed_not_noted", LOG_S("code", why.kind->code));
}

static void run_piece(struct task *task, int i)
{
    int done;
    struct refusal why = {.have = -1};
    const char *name = pieces[i].piece->name;
    bool rests = clock_mono_ms() < pieces[i].next_ms;
    bool ok = timed_run(pieces[i].piece, &pieces[i].next_ms, task, &done, &why);
    pieces[i].ran = pieces[i].ran || !rests;
    pieces[i].done += done;
    if (!rests)
        snprintf(pieces[i].error, sizeof(pieces[i].error), "%s", ok ? "" : why.kind->code);
    if (!ok)
        log_warn("timed_failed", LOG_S("piece", name), LOG_S("code", why.kind->code));
    else if (done > 0)
        log_info("timed", LOG_S("piece", name), LOG_I("done", done));
}

/* One piece that cannot run now (provider down) must not keep the others from running. */
static void run_pieces(struct task *task, void *argument)
{
    (void)argument;
    collect();
    for (int i = 0; i < piece_count; i++)
        run_piece(task, i);
    write_notes(task);
}

static struct loop_timer *timer;
static bool running;

static void run_then_wait(struct task *task, void *argument);

static void on_timer(void *argument)
{
    timer = NULL;
    if (!running)
        return;
    if (!task_spawn(run_then_wait, argument, ROUND_MS))
        timer = loop_after(PERIOD_MS, on_timer, NULL);
}

static void run_then_wait(struct task *task, void *argument)
{
    run_pieces(task, argument);
    if (running)
        timer = loop_after(PERIOD_MS, on_timer, NULL);
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
