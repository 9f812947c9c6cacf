#include "ops/build/floors.h"

#include <ctype.h>
#include <string.h>

#include "ops/build/text.h"

char *floors[FLOORS_MAX];
int floor_count;

static bool allowed[FLOORS_MAX][FLOORS_MAX];

int floor_of(const char *folder)
{
    for (int i = 0; i < floor_count; i++)
        if (strcmp(floors[i], folder) == 0)
            return i;
    return -1;
}

bool floor_may(int from, int to)
{
    return from == to || allowed[from][to];
}

static void read_line(char *line)
{
    char *rest = NULL;
    char *colon = strchr(line, ':');
    if (colon == NULL)
        die("FLOORS: `folder: folders` instead of %s", line);
    *colon = '\0';
    if (floor_of(line) >= 0 || floor_count == FLOORS_MAX)
        die("FLOORS: %s stands there twice, or there are too many", line);
    for (char *name = strtok_r(colon + 1, " ", &rest); name; name = strtok_r(NULL, " ", &rest)) {
        int below = floor_of(name);
        if (below < 0)
            die("FLOORS: %s names %s, which is no floor below it", line, name);
        allowed[floor_count][below] = true;
    }
    floors[floor_count++] = line;
}

void floors_read(void)
{
    bool found;
    char *rest = NULL;
    struct text text = text_read("FLOORS", &found);
    if (!found)
        die("FLOORS: it is not there");
    for (char *line = strtok_r(text.bytes, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
        if (islower((unsigned char)line[0]))
            read_line(line);
        else if (line[0] != '#')
            die("FLOORS: what is `%s`?", line);
}
