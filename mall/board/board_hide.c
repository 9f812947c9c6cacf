/* The rule that keeps small groups out of public tables (mall/board/board.h). Pure. */
#include "mall/board/board.h"

#include <stddef.h>

static bool is_small(int64_t households, int64_t least)
{
    return households > 0 && households < least;
}

bool board_total_shown(const struct board_row *total, enum board_column column, int64_t least)
{
    return !is_small(total->with[column], least);
}

/* Whether what is hidden in a column cannot be taken apart: it needs hiding at all only when one of
 * its cells is small. */
static bool is_covered(const struct board_row *rows, int count, enum board_column column,
                       int64_t least, bool disjoint)
{
    int64_t sum = 0, largest = 0;
    int hidden = 0;
    bool small = false;
    for (int i = 0; i < count; i++) {
        int64_t with = rows[i].with[column];
        if (rows[i].hidden[column] == BOARD_SHOWN || with == 0)
            continue;
        hidden++;
        small |= is_small(with, least);
        sum += with;
        largest = with > largest ? with : largest;
    }
    return !small || (hidden >= 2 && (disjoint ? sum : largest) >= least);
}

/* The row whose shown cell has the fewest households; NULL when there is none. */
static struct board_row *next_smallest(struct board_row *rows, int count, enum board_column column)
{
    struct board_row *best = NULL;
    for (int i = 0; i < count; i++) {
        if (rows[i].hidden[column] != BOARD_SHOWN || rows[i].with[column] == 0)
            continue;
        if (best == NULL || rows[i].with[column] < best->with[column])
            best = &rows[i];
    }
    return best;
}

static void hide_column(struct board_row *rows, int count, enum board_column column, int64_t least,
                        bool disjoint)
{
    struct board_row *companion;
    for (int i = 0; i < count; i++)
        rows[i].hidden[column] = is_small(rows[i].with[column], least) ? BOARD_SMALL : BOARD_SHOWN;
    while (!is_covered(rows, count, column, least, disjoint) &&
           (companion = next_smallest(rows, count, column)) != NULL)
        companion->hidden[column] = BOARD_COMPANION;
}

void board_hide(struct board_row *rows, int count, int64_t least, bool disjoint)
{
    for (int i = 0; i < count; i++)
        rows[i].households_hidden = is_small(rows[i].households, least);
    for (int column = 0; column < BOARD_COLUMNS; column++)
        hide_column(rows, count, (enum board_column)column, least, disjoint);
}
