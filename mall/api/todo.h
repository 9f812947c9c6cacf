/* What waits at the caller's desk: all counts that the folders name (registry/todo.h). */
#ifndef MALL_API_TODO_H
#define MALL_API_TODO_H

#include "registry/todo.h"

/* Adds a folder's counts, in the order in which they are shown; before dispatch_start(). */
void todo_add(const struct todo *table);

#endif
