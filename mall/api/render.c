#include "mall/api/render.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/asset.h"
#include "base/template.h"

enum { PAGES_MAX = 128 };

static const char *page_text(const char *name, size_t *length)
{
    char path[128];
    snprintf(path, sizeof(path), "pages/%s.html", name);
    const struct web_file *file = asset_find(path);
    if (file == NULL)
        return NULL;
    *length = file->length;
    return (const char *)file->bytes;
}

/* Parsed once a worker, kept until it ends. */
static struct template *find_page(const char *page)
{
    static struct {
        const char *name;
        struct template *template;
    } pages[PAGES_MAX];
    static int count;
    for (int i = 0; i < count; i++)
        if (strcmp(pages[i].name, page) == 0)
            return pages[i].template;
    size_t length;
    const char *text = page_text(page, &length);
    if (text == NULL)
        return NULL;
    assert(count < PAGES_MAX);
    pages[count].name = strdup(page);
    pages[count].template = template_parse(text, length, page_text);
    return pages[count++].template;
}

bool render_has(const char *page)
{
    return find_page(page) != NULL;
}

const char *render_page(struct arena *arena, const char *page, json_t *data, size_t *length)
{
    struct template *template = find_page(page);
    assert(template != NULL);
    const char *html = template_render(arena, template, data, length);
    json_decref(data);
    return html;
}
