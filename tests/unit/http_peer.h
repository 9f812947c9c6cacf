/* The other side of an outbound call: a small server in the test's own loop, with strange answers.
 *
 * /hello answers and stays open; /echo gives the request back as the body; /missing 404, /broken
 * 500, /moved 302; /interim sends 103 first; /big and /chunked have 100,000 bytes; /headers has 200
 * header lines; /cut ends in the body, /garbage is not HTTP, /slam closes, /silent never answers.
 */
#ifndef TESTS_UNIT_HTTP_PEER_H
#define TESTS_UNIT_HTTP_PEER_H

/* Listens on a free port of 127.0.0.1; loop_init() came before, loop_free() comes after the stop.
 */
void http_peer_start(void);
void http_peer_stop(void);

int http_peer_port(void);
/* Connections since the start, and those open now. */
int http_peer_accepted(void);
int http_peer_open(void);

#endif
