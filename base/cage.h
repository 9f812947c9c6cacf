/* What a child that reads bytes from outside (base/child.h) takes from itself before it reads one.
 */
#ifndef BASE_CAGE_H
#define BASE_CAGE_H

#include <stdbool.h>
#include <stddef.h>

/* Half a GiB of address space, five seconds of processor, no file that is opened or grows, no
 * further process, and of the system calls only those that read, write, and manage memory; any
 * other ends the process. False when the kernel refuses. */
bool cage_self(void);

/* Writes all of it on standard output, where base/child.h reads; false when nobody does. */
bool cage_write(const void *bytes, size_t length);

#endif
