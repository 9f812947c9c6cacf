#include "mall/operate/upload_tell.h"

#include <stdlib.h>

#include "base/db.h"
#include "gen/mall/operate/sql.h"

enum { LOOK_MS = 250 };

struct upload_tell {
    int64_t upload_id, rows, told;
    const char *phase;
    int holders; /* the work and the task; the last frees it */
    bool over;
};

static void let_go(struct upload_tell *tell)
{
    if (--tell->holders == 0)
        free(tell);
}

static void body(struct task *task, void *argument)
{
    struct upload_tell *tell = argument;
    struct refusal why;
    while (!tell->over && task_sleep(task, LOOK_MS, &why)) {
        if (tell->over || tell->rows == tell->told)
            continue;
        tell->told = tell->rows;
        db_query(task, &SQL_import_progress,
                 DB_ARGS(DB_I64(tell->upload_id), DB_TEXT(tell->phase), DB_I64(tell->rows)), NULL,
                 &why);
    }
    let_go(tell);
}

struct upload_tell *upload_tell_start(int64_t upload_id)
{
    struct upload_tell *tell = calloc(1, sizeof(*tell));
    if (tell == NULL)
        abort();
    *tell = (struct upload_tell){.upload_id = upload_id, .phase = "check", .holders = 2};
    if (task_spawn(body, tell, 0))
        return tell;
    free(tell);
    return NULL;
}

void upload_tell_set(struct upload_tell *tell, const char *phase, int64_t rows)
{
    if (tell == NULL)
        return;
    tell->phase = phase;
    tell->rows = rows;
}

void upload_tell_end(struct upload_tell *tell)
{
    if (tell == NULL)
        return;
    tell->over = true;
    let_go(tell);
}
