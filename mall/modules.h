/* What every process registers before it works: constraint names, job kinds, lanes of all modules. */
#ifndef MALL_MODULES_H
#define MALL_MODULES_H

void modules_start(void);

#endif
