/* What a process of ours gives up for good before it works: so that who takes it over from outside
 * has no more than it needs, and what it knows is not left lying about.
 *
 * A process that was started as root keeps that user's files and nothing of its power; `make run`
 * starts it as a user of its own all the same (ops/run).
 */
#ifndef BASE_CONFINE_H
#define BASE_CONFINE_H

/* No core file, not readable by other processes of the same user (ptrace, /proc), no more rights by
 * starting another program, and files that others cannot read (umask 027). */
void confine_self(void);

/* No capability, now or later. After what needs one: binding a port below 1024. */
void confine_drop(void);

#endif
