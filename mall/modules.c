#include "mall/modules.h"

#include <stddef.h>

#include "mall/api/route.h"
#include "mall/api/todo.h"

bool modules_start(void)
{
    for (int i = 0; i < MODULE_COUNT; i++)
        if (!module_start(MODULES[i]))
            return false;
    return true;
}

void modules_add_routes(void)
{
    for (int i = 0; i < MODULE_COUNT; i++) {
        for (const struct route *const *table = MODULES[i]->routes; table != NULL && *table != NULL;
             table++)
            route_add(*table);
        if (MODULES[i]->todos != NULL)
            todo_add(MODULES[i]->todos);
    }
}
