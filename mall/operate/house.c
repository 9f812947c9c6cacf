#include "mall/operate/house.h"

#include <stddef.h>
#include <string.h>

static const struct module *const NO_MODULES[] = {NULL};
static const struct module *const *modules = NO_MODULES;

void house_set(const struct module *const *all)
{
    modules = all;
}

const struct module *const *house_modules(void)
{
    return modules;
}

const struct importer *house_importer(const char *name)
{
    for (const struct module *const *module = modules; *module != NULL; module++) {
        const struct importer *const *list = (*module)->importers;
        for (; list != NULL && *list != NULL; list++)
            if (strcmp((*list)->name, name) == 0)
                return *list;
    }
    return NULL;
}
