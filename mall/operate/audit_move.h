/* The log of moves, read once for all checks that look at it: stamps, the chain over it, whether
 * each move is one that its machine lists, whether an object's moves join up, and whether each
 * object is where its last move ended.
 *
 * Of machines with few objects the last two are asked of the database object by object. Of the
 * great ones (GREAT_MACHINE of base/machine.h) moves are added up instead: each state has a number
 * of chance, another in each run, and an object's moves - each the state it goes to less the one it
 * goes from - come to where it is less where it began, whatever lies between. Weighed by a number
 * that a keyed hash gives of object and county, the sum over all moves must be the sum over all
 * objects; that it is so where a single object differs would take as much luck as to guess 60 bits.
 * Both are read as they were at one moment. Moves that only go forward in the machine's list of
 * states come back to no state, so an object whose sum is right has one way; those that went back
 * once, and machines whose sums differ, are asked for object by object as before, which also names
 * who it is. Memory: a page of 10,000 moves, and the ids of what went back, at most 100,000 a
 * machine. */
#ifndef MALL_OPERATE_AUDIT_MOVE_H
#define MALL_OPERATE_AUDIT_MOVE_H

#include "base/audit.h"

#define AUDIT_MOVE_STAMPS "every move is as it was logged"
#define AUDIT_MOVE_CHAINS "the chains over moves, changes, roles and looks are whole"
#define AUDIT_MOVE_LEGAL "every move of a state is a legal one"
#define AUDIT_MOVE_JOINED "moves join up and name an actor"
#define AUDIT_MOVE_STATES "every state is where its last move ended"

extern const struct audit_pass AUDIT_MOVE_PASS;

#endif
