/* Times that somebody else told of what objects came to, such as the carrier of a parcel that is
 * signed for: they are no later than ten minutes behind the last move there, as clocks may differ.
 * Moves are kept while they are read, sixteen bytes each of at most two million, and objects held
 * against them in order of their ids.
 */
#ifndef MALL_OPERATE_AUDIT_TOLD_H
#define MALL_OPERATE_AUDIT_TOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* All zero is an empty one; audit_told_clear() gives its memory back. */
struct audit_told {
    struct told_move {
        int64_t object_id, at_us;
    } * moves;
    size_t count, room, next; /* of moves; the first of an object that was not asked for yet */
    bool has_many;            /* they are not all kept */
};

/* A move came, in any order. */
void audit_told_move(struct audit_told *told, int64_t object_id, int64_t at_us);
/* All came: before the first object is asked for. */
void audit_told_sort(struct audit_told *told);
/* Whether a time may be an object's, of which there must be a move. Objects in ascending order. */
bool audit_told_fits(struct audit_told *told, int64_t object_id, int64_t us);
void audit_told_clear(struct audit_told *told);

#endif
