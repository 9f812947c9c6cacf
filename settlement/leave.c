#include "settlement/leave.h"

#include "base/arena.h"

enum { LEFT_AT_ONCE = 1000 };

bool payout_leave(struct task *task, struct db_tx *tx, int64_t run_id, enum payout_state state,
                  const struct payout_mover *mover, struct refusal *why)
{
    struct payout_next *lines;
    int count;
    do {
        if (!payout_next(task, tx, run_id, state, LEFT_AT_ONCE, &lines, &count, why))
            return false;
        struct payout_move *moves = arena_array(task->arena, (size_t)count + 1, sizeof(*moves));
        for (int i = 0; i < count; i++)
            moves[i] = (struct payout_move){.line = &lines[i].line, .reason = mover->reason};
        payout_move(task, tx, moves, count, PAYOUT_LEFT, mover);
    } while (count == LEFT_AT_ONCE);
    return true;
}
