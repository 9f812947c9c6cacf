#include "base/row_page.h"

void row_page_ask(struct db_tx *tx, struct row_page *page, const struct sql *sql,
                  const struct db_value *args, int count)
{
    *page = (struct row_page){.arena = arena_new(ARENA_LIMIT_DEFAULT)};
    db_tx_ask_in(tx, page->arena, sql, args, count, &page->rows);
    db_tx_push(tx);
}

void row_page_end(struct row_page *page)
{
    arena_free(page->arena);
    *page = (struct row_page){.arena = NULL};
}

static bool wait_for_page(struct db_tx *tx, struct row_page *page, struct refusal *why)
{
    return page->arena == NULL || db_tx_wait_for(tx, &page->rows, why);
}

bool row_pages_take(struct task *task, struct db_tx *tx, const struct row_pages *pages,
                    struct refusal *why)
{
    struct arena *own = task->arena;
    struct row_page page = {.arena = NULL}, next = {.arena = NULL};
    struct refusal of_next;
    pages->ask(pages->argument, NULL, &page);
    bool taken = wait_for_page(tx, &page, why);
    while (taken && page.arena != NULL) {
        pages->ask(pages->argument, page.rows, &next);
        task->arena = page.arena;
        taken = pages->take(task, pages->argument, page.rows, why);
        task->arena = own;
        row_page_end(&page);
        /* one that nobody wants any more comes all the same, and must have where to go */
        if (!wait_for_page(tx, &next, &of_next) && taken) {
            *why = of_next;
            taken = false;
        }
        page = next;
        next = (struct row_page){.arena = NULL};
    }
    row_page_end(&page);
    return taken;
}
