/* Says how far a long piece of work is while it holds a transaction, which nobody else can look
 * into: a task of its own writes the figures down a few times a second. */
#ifndef MALL_OPERATE_UPLOAD_TELL_H
#define MALL_OPERATE_UPLOAD_TELL_H

#include <stdint.h>

struct upload_tell;

/* Of an upload; NULL when no task can be had: then nobody hears of it, and all goes on. */
struct upload_tell *upload_tell_start(int64_t upload_id);
/* The figures as they stand; `phase` lives on. NULL tell is allowed. */
void upload_tell_set(struct upload_tell *tell, const char *phase, int64_t rows);
/* No more of them. NULL is allowed. */
void upload_tell_end(struct upload_tell *tell);

#endif
