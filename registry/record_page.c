#include "registry/record_page.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/cage.h"
#include "base/child.h"
#include "base/log.h"

enum { CHILD_MS = 60000, PAGE_BYTES_MAX = 64 * 1024 * 1024 };

/* ---- the child's answer: how many lines there are, then each ---- */

static void pack_line(struct shape_pack *pack, struct arena *arena, const struct record *record,
                      const struct record_faults *faults)
{
    shape_pack_number(pack, (uint32_t)faults->count);
    for (int i = 0; i < faults->count; i++) {
        shape_pack_text(pack, faults->items[i].field);
        shape_pack_text(pack, faults->items[i].message);
    }
    shape_pack_text(pack, record->household_no);
    if (faults->count > 0)
        return;
    shape_pack(pack, record_shape(), record);
    shape_pack_text(pack, record_text(arena, record));
}

static void unpack_line(struct shape_unpack *unpack, struct arena *arena, struct record_line *line)
{
    *line = (struct record_line){.faults.count = (int)shape_unpack_number(unpack)};
    unpack->broken =
        unpack->broken || line->faults.count < 0 || line->faults.count > RECORD_FAULTS_MAX;
    for (int i = 0; !unpack->broken && i < line->faults.count; i++) {
        line->faults.items[i].field = shape_unpack_text(unpack);
        line->faults.items[i].message = shape_unpack_text(unpack);
    }
    line->record.household_no = shape_unpack_text(unpack);
    unpack->broken = unpack->broken || line->record.household_no == NULL;
    if (line->faults.count > 0 || !shape_unpack(unpack, arena, record_shape(), &line->record))
        return;
    line->text = shape_unpack_text(unpack);
    unpack->broken = line->text == NULL;
}

static int count_lines(const char *body, size_t length)
{
    int count = length > 0 && body[length - 1] != '\n';
    for (const char *at = body; (at = memchr(at, '\n', length - (size_t)(at - body))) != NULL; at++)
        count++;
    return count;
}

void record_page_work(const char *body, size_t length, struct shape_pack *pack)
{
    const char *end = body + length;
    shape_pack_number(pack, (uint32_t)count_lines(body, length));
    for (const char *at = body; at < end;) {
        const char *next = memchr(at, '\n', (size_t)(end - at));
        size_t line = next != NULL ? (size_t)(next - at) : (size_t)(end - at);
        struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
        struct record record;
        struct record_faults faults;
        record_read(arena, at, line, &record, &faults);
        pack_line(pack, arena, &record, &faults);
        arena_free(arena);
        at += line + (next != NULL ? 1 : 0);
    }
}

bool record_page_unpack(struct arena *arena, const char *bytes, size_t length,
                        struct record_page *page)
{
    struct shape_unpack unpack = {bytes, bytes + length, false};
    uint32_t count = shape_unpack_number(&unpack);
    *page = (struct record_page){.count = 0};
    if (unpack.broken || count > length)
        return false;
    page->lines = arena_array(arena, count, sizeof(*page->lines));
    while (!unpack.broken && page->count < (int)count)
        unpack_line(&unpack, arena, &page->lines[page->count++]);
    return !unpack.broken && unpack.at == unpack.end;
}

/* ---- who asks ---- */

bool record_page_read(struct task *task, const char *body, size_t length, struct record_page *page,
                      struct refusal *why)
{
    static const char *const ARGUMENTS[] = {"program", "record", NULL};
    const struct child_order order = {.program = "/proc/self/exe",
                                      .argv = ARGUMENTS,
                                      .input = body,
                                      .input_length = length,
                                      .max_output = PAGE_BYTES_MAX,
                                      .timeout_ms = CHILD_MS};
    struct child_result result;
    *page = (struct record_page){.count = 0};
    if (length == 0)
        return true;
    if (!child_run(task, &order, &result, why))
        return false;
    page->is_broken = result.exit_code != EX_OK ||
                      !record_page_unpack(task->arena, result.output, result.output_length, page);
    if (page->is_broken)
        log_warn("record_child", LOG_S("task", task->id), LOG_I("exit", result.exit_code),
                 LOG_I("signal", result.signal), LOG_I("timed_out", result.timed_out));
    return true;
}

/* ---- the process ---- */

static bool read_all(struct shape_pack *input)
{
    for (;;) {
        if (input->room - input->length < 65536) {
            input->room = input->room * 2 + 65536;
            input->bytes = realloc(input->bytes, input->room);
        }
        if (input->bytes == NULL || input->length > PAGE_BYTES_MAX)
            return false;
        ssize_t got = read(STDIN_FILENO, input->bytes + input->length, input->room - input->length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got == 0;
        input->length += (size_t)got;
    }
}

int record_page_main(void)
{
    struct shape_pack input = {.bytes = NULL}, output = {.bytes = NULL};
    json_object_seed(0); /* asks for a file, which it may not later */
    if (!cage_self())
        return EX_OSERR;
    if (!read_all(&input))
        return EX_DATAERR;
    record_page_work(input.bytes, input.length, &output);
    bool written = cage_write(output.bytes, output.length);
    free(input.bytes);
    free(output.bytes);
    return written ? EX_OK : EX_IOERR;
}
