/* What the picture process takes from itself before it reads a byte. */
#ifndef MEDIA_PICTURE_CAGE_H
#define MEDIA_PICTURE_CAGE_H

#include <stdbool.h>

/* Half a GiB of address space, five seconds of processor, no file that is opened or grows, no
 * further process, and of the system calls only those that read, write, and manage memory; any
 * other ends the process. False when the kernel refuses. */
bool picture_cage(void);

#endif
