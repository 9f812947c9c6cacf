#include "mall/operate/import_kind.h"

#include <stddef.h>
#include <string.h>

#include "logistics/import_freight.h"
#include "registry/import.h"

static const struct import_kind KINDS[] = {
    {&IMPORT_ORGANISATIONS, "机构"},
    {&IMPORT_ACCOUNTS, "账号与岗位"},
    {&IMPORT_HOUSEHOLDS, "农户"},
    {&IMPORT_MEMBERS, "农户成员"},
    {&IMPORT_FREIGHT, "运费"},
    {&IMPORT_REGIONS, "行政区划"},
    {&IMPORT_LISTED_COUNTIES, "脱贫县名单"},
    {&IMPORT_LISTED_VILLAGES, "贫困村名单"},
};

enum { KINDS_COUNT = sizeof(KINDS) / sizeof(KINDS[0]) };

const struct import_kind *import_kind_at(int index)
{
    return index >= 0 && index < KINDS_COUNT ? &KINDS[index] : NULL;
}

const struct import_kind *import_kind_find(const char *name)
{
    for (int i = 0; i < KINDS_COUNT; i++)
        if (strcmp(KINDS[i].importer->name, name) == 0)
            return &KINDS[i];
    return NULL;
}

const struct import_column *import_kind_columns(const struct import_kind *kind)
{
    return kind->importer->tables[0].columns;
}
