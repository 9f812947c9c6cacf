/* Running the loop of a test. */
#ifndef TESTS_UNIT_IDLE_H
#define TESTS_UNIT_IDLE_H

/* Runs the loop until no coroutine is left. */
void run_until_idle(void);

#endif
