#include "mall/pages/problem_page.h"

#include "mall/api/reply.h"
#include "mall/pages/page.h"
#include "mall/pages/problem_word.h"

static bool get_problem(struct call *call, struct refusal *why)
{
    const struct problem_word *word = problem_word(call_param(call, 0));
    if (word == NULL)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    json_t *page = page_data(call, word->meaning);
    json_object_set_new(page, "code", json_string(word->code));
    json_object_set_new(page, "status", json_integer(word->status));
    json_object_set_new(page, "meaning", json_string(word->meaning));
    json_object_set_new(page, "advice", json_string(word->advice));
    json_object_set_new(page, "program", json_string(problem_program(word)));
    http_set_header(call->http, "X-Robots-Tag", "noindex");
    return call_html(call, 200, "problem", page);
}

const struct route ROUTES_PROBLEM_PAGE[] = {
    {"page_problem", "GET", "/problems/:code", get_problem, .access = ACCESS_PUBLIC,
     .flags = ROUTE_PAGE},
    {0},
};
