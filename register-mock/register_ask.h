/* The other end of the wire, for tests and for people: one signed request, its answer checked. */
#ifndef REGISTER_MOCK_REGISTER_ASK_H
#define REGISTER_MOCK_REGISTER_ASK_H

/* `mall-register --ask METHOD TARGET [BODYFILE]`: prints the answer's status and headers of its own
 * on standard error, its body on standard output. BODYFILE "-" is standard input. Returns the exit
 * status: 0 = 2xx, 1 = the settings are wrong or there was no answer, 2 = the answer is not the
 * register's, or one to another request, 4 = 4xx, 5 = 5xx. */
int register_ask(int argc, char **argv);

#endif
