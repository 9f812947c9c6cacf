/*
 * house - says how the folders of the checkout stand on each other.
 *
 *   house includes          FROM TO FILE:LINE ok|wrong      one line an include of another floor
 *   house tables            FLOOR owns|reads|writes TABLE FILE:LINE ok|wrong
 *   house counties EXEMPT   what does not keep a county's rows together (see county.h)
 *   house graph [dot]       all of it to look at, as text or for Graphviz
 *
 * Run in the top folder.
 */
#include <stdio.h>
#include <string.h>

#include "ops/build/county.h"
#include "ops/build/facts.h"
#include "ops/build/text.h"

static const char *judged(bool right)
{
    return right ? "ok" : "wrong";
}

static void print_includes(void)
{
    for (int i = 0; i < include_count; i++)
        if (includes[i].from != includes[i].to)
            printf("%s %s %s:%d %s\n", floors[includes[i].from], floors[includes[i].to],
                   includes[i].file, includes[i].line,
                   judged(floor_may(includes[i].from, includes[i].to)));
}

static void print_tables(void)
{
    for (int i = 0; i < table_count; i++)
        printf("%s owns %s %s ok\n", floors[tables[i].owner], tables[i].name, tables[i].file);
    for (int i = 0; i < use_count; i++)
        printf("%s %s %s %s:%d %s\n", floors[uses[i].from], uses[i].is_write ? "writes" : "reads",
               uses[i].name, uses[i].file, uses[i].line, judged(use_is_right(&uses[i])));
}

/* ---- graph ---- */

static int count_includes(int from, int to)
{
    int n = 0;
    for (int i = 0; i < include_count; i++)
        n += includes[i].from == from && includes[i].to == to;
    return n;
}

static bool uses_table(int floor, const struct table *table, bool is_write)
{
    for (int i = 0; i < use_count; i++)
        if (uses[i].from == floor && uses[i].table == table && uses[i].is_write == is_write)
            return true;
    return false;
}

static void print_list(const char *title, int floor, int owner, bool is_write)
{
    bool any = false;
    for (int i = 0; i < table_count; i++) {
        bool listed = owner == floor
                          ? tables[i].owner == floor
                          : tables[i].owner == owner && uses_table(floor, &tables[i], is_write);
        if (!listed)
            continue;
        if (!any)
            printf("    %-9s", title);
        printf(" %s", tables[i].name);
        any = true;
    }
    if (any)
        printf(owner == floor ? "\n" : "  (%s)\n", floors[owner]);
}

static void print_text(void)
{
    for (int floor = floor_count - 1; floor >= 0; floor--) {
        printf("%s/\n", floors[floor]);
        bool any = false;
        for (int to = 0; to < floor_count; to++) {
            int n = to == floor ? 0 : count_includes(floor, to);
            if (n > 0)
                printf("%s %s %d", any ? "," : "    includes ", floors[to], n);
            any = any || n > 0;
        }
        if (any)
            puts("");
        print_list("owns", floor, floor, false);
        for (int to = 0; to < floor_count; to++)
            if (to != floor)
                print_list("reads", floor, to, false);
        for (int to = 0; to < floor_count; to++)
            if (to != floor)
                print_list("writes", floor, to, true);
    }
}

static int count_tables(int from, int to, bool is_write)
{
    int n = 0;
    for (int i = 0; i < table_count; i++)
        n += tables[i].owner == to && uses_table(from, &tables[i], is_write);
    return n;
}

static void print_dot(void)
{
    puts("digraph house {\n    rankdir = BT;\n    node [shape = box];");
    for (int from = 0; from < floor_count; from++)
        for (int to = 0; to < floor_count; to++) {
            int n = from == to ? 0 : count_includes(from, to);
            int reads = from == to ? 0 : count_tables(from, to, false);
            int writes = from == to ? 0 : count_tables(from, to, true);
            if (n > 0)
                printf("    \"%s\" -> \"%s\" [label = \"%d\"%s];\n", floors[from], floors[to], n,
                       floor_may(from, to) ? "" : ", color = red");
            if (reads + writes > 0)
                printf("    \"%s\" -> \"%s\" [style = dashed, label = \"%d tables\"%s];\n",
                       floors[from], floors[to], reads + writes,
                       writes == 0 && floor_may(from, to) ? "" : ", color = red");
        }
    puts("}");
}

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    facts_read();
    if (strcmp(what, "includes") == 0)
        print_includes();
    else if (strcmp(what, "tables") == 0)
        print_tables();
    else if (strcmp(what, "counties") == 0 && argc == 3)
        county_check(argv[2]);
    else if (strcmp(what, "graph") == 0 && argc == 2)
        print_text();
    else if (strcmp(what, "graph") == 0 && strcmp(argv[2], "dot") == 0)
        print_dot();
    else
        die("usage: house includes|tables|counties EXEMPT|graph [dot]");
    return 0;
}
