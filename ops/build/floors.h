/* FLOORS: the folders of the house from the ground up, and what each may include and read. */
#ifndef OPS_BUILD_FLOORS_H
#define OPS_BUILD_FLOORS_H

#include <stdbool.h>

enum { FLOORS_MAX = 200 };

extern char *floors[FLOORS_MAX]; /* by number, from the ground up */
extern int floor_count;

/* Reads the file. A line that names a folder which is not below its own, or that is given twice,
 * ends the program. */
void floors_read(void);

/* The floor of a folder, or -1. */
int floor_of(const char *folder);

/* May files of `from` use `to`? A floor may use itself. */
bool floor_may(int from, int to);

#endif
