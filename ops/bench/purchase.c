/* Whole purchases: buyers who each, over and over, open a product, ask for a quote, place a trade,
 * open a payment, pay at the platform's page and are told by the trade's events that it is paid.
 *
 * usage: purchase MALL_URL GATEWAY_URL BUYERS SECONDS LISTING SKU TAG
 * Prints `RESULT purchases_per_second place_ms open_ms apply_ms failed`: medians of placing, of
 * opening the payment, and from the payer's pressing the button to the trade being seen paid.
 * The buyers are those of world.sql. Each is a thread with connections of its own.
 */
#include <curl/curl.h>
#include <jansson.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BUYERS_MAX = 128, PURCHASES_MAX = 20000 };

static const char *mall, *gateway, *listing, *sku, *tag;
static double end_s;

struct buyer {
    int number;
    CURL *curl;
    char *body;
    size_t length;
    int count, failed;
    double place_ms[PURCHASES_MAX], open_ms[PURCHASES_MAX], apply_ms[PURCHASES_MAX];
};

static double now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static size_t keep(char *bytes, size_t size, size_t count, void *argument)
{
    struct buyer *buyer = argument;
    char *body = realloc(buyer->body, buyer->length + size * count + 1);
    if (body == NULL)
        return 0;
    memcpy(body + buyer->length, bytes, size * count);
    buyer->body = body;
    buyer->length += size * count;
    body[buyer->length] = '\0';
    return size * count;
}

/* One request; `body` NULL = GET. Returns the status, 0 for none; the answer is in buyer->body. */
static long ask(struct buyer *buyer, const char *url, const char *body, bool form, const char *key)
{
    char line[160];
    struct curl_slist *headers = NULL;
    if (!form && body != NULL)
        headers = curl_slist_append(headers, "Content-Type: application/json");
    if (strncmp(url, mall, strlen(mall)) == 0) {
        char token[44];
        int length = snprintf(token, sizeof(token), "bench-token-%d", buyer->number);
        memset(token + length, 'x', (size_t)(43 - length));
        token[43] = '\0';
        snprintf(line, sizeof(line), "Authorization: Bearer %s", token);
        headers = curl_slist_append(headers, line);
    }
    if (key != NULL) {
        snprintf(line, sizeof(line), "Idempotency-Key: %s", key);
        headers = curl_slist_append(headers, line);
    }
    buyer->length = 0;
    curl_easy_setopt(buyer->curl, CURLOPT_URL, url);
    curl_easy_setopt(buyer->curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(buyer->curl, CURLOPT_HTTPGET, 1L);
    if (body != NULL)
        curl_easy_setopt(buyer->curl, CURLOPT_COPYPOSTFIELDS, body);
    long status = 0;
    if (curl_easy_perform(buyer->curl) == CURLE_OK)
        curl_easy_getinfo(buyer->curl, CURLINFO_RESPONSE_CODE, &status);
    curl_slist_free_all(headers);
    return status;
}

/* A member of the last answer as text, into `out`; false when there is none. */
static bool member(const struct buyer *buyer, const char *name, char *out, size_t size)
{
    json_t *answer = json_loads(buyer->body, 0, NULL);
    const json_t *value = json_object_get(answer, name);
    if (json_is_string(value))
        snprintf(out, size, "%s", json_string_value(value));
    else
        snprintf(out, size, "%lld", (long long)json_integer_value(value));
    json_decref(answer);
    return value != NULL;
}

/* Follows the trade as the shop does (server-sent events): the stream ends when it is paid. */
static bool follow_until_paid(struct buyer *buyer, const char *trade)
{
    char url[1024];
    snprintf(url, sizeof(url), "%s/api/v1/trades/%s/events", mall, trade);
    return ask(buyer, url, NULL, false, NULL) == 200 &&
           strstr(buyer->body, "\"state\":\"paid\"") != NULL;
}

/* The payer scans the code and presses the button of the page that it leads to. */
static bool press(struct buyer *buyer, const char *code_url)
{
    char url[1024];
    char *page = NULL;
    char *code = curl_easy_escape(buyer->curl, code_url, 0);
    snprintf(url, sizeof(url), "%s/scan?code=%s", gateway, code);
    curl_free(code);
    long status = ask(buyer, url, NULL, false, NULL);
    curl_easy_getinfo(buyer->curl, CURLINFO_REDIRECT_URL, &page);
    if (status / 100 != 3 || page == NULL)
        return false;
    snprintf(url, sizeof(url), "%s", page);
    status = ask(buyer, url, "action=pay", true, NULL);
    return status >= 200 && status < 400;
}

static bool purchase(struct buyer *buyer)
{
    char url[1024], body[512], key[96], total[24], trade[32], code_url[512];
    int n = buyer->count;
    snprintf(url, sizeof(url), "%s/api/v1/products/%s", mall, listing);
    if (ask(buyer, url, NULL, false, NULL) != 200)
        return false;
    snprintf(url, sizeof(url), "%s/api/v1/quotes", mall);
    snprintf(body, sizeof(body),
             "{\"lines\":[{\"sku_id\":\"%s\",\"quantity\":1}],\"region_code\":\"110108\"}", sku);
    if (ask(buyer, url, body, false, NULL) != 200 ||
        !member(buyer, "total_fen", total, sizeof(total)))
        return false;
    double begin_s = now_s();
    snprintf(url, sizeof(url), "%s/api/v1/trades", mall);
    snprintf(body, sizeof(body),
             "{\"lines\":[{\"sku_id\":\"%s\",\"quantity\":1}],\"region_code\":\"110108\","
             "\"address\":{\"name\":\"示例\",\"phone\":\"19900090001\",\"detail\":\"示例路 1 号\"},"
             "\"expected_total_fen\":%s,\"accept_no_return\":true}",
             sku, total);
    snprintf(key, sizeof(key), "purchase-%s-%d-%d", tag, buyer->number, n);
    if (ask(buyer, url, body, false, key) != 201 ||
        !member(buyer, "trade_id", trade, sizeof(trade)))
        return false;
    double placed_s = now_s();
    snprintf(url, sizeof(url), "%s/api/v1/trades/%s/payments", mall, trade);
    snprintf(key, sizeof(key), "payment-%s-%d-%d", tag, buyer->number, n);
    if (ask(buyer, url, "{}", false, key) != 201 ||
        !member(buyer, "code_url", code_url, sizeof(code_url)))
        return false;
    double opened_s = now_s();
    if (!press(buyer, code_url) || !follow_until_paid(buyer, trade))
        return false;
    buyer->place_ms[n] = (placed_s - begin_s) * 1e3;
    buyer->open_ms[n] = (opened_s - placed_s) * 1e3;
    buyer->apply_ms[n] = (now_s() - opened_s) * 1e3;
    buyer->count++;
    return true;
}

static void *buy(void *argument)
{
    struct buyer *buyer = argument;
    buyer->curl = curl_easy_init();
    curl_easy_setopt(buyer->curl, CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(buyer->curl, CURLOPT_WRITEDATA, buyer);
    curl_easy_setopt(buyer->curl, CURLOPT_TIMEOUT, 30L);
    curl_easy_setopt(buyer->curl, CURLOPT_NOSIGNAL, 1L);
    while (now_s() < end_s && buyer->count < PURCHASES_MAX && buyer->failed == 0)
        if (!purchase(buyer)) {
            fprintf(stderr, "purchase: buyer %d: %.300s\n", buyer->number,
                    buyer->body == NULL ? "" : buyer->body);
            buyer->failed++;
        }
    curl_easy_cleanup(buyer->curl);
    free(buyer->body);
    return NULL;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The median of one of the buyers' lists, which begins `offset` bytes into each buyer. */
static double median(const struct buyer *buyers, int count, size_t offset)
{
    int n = 0;
    double *all = calloc((size_t)count * PURCHASES_MAX, sizeof(*all));
    if (all == NULL)
        return 0;
    for (int b = 0; b < count; b++)
        for (int i = 0; i < buyers[b].count; i++) {
            const char *list = (const char *)&buyers[b] + offset;
            all[n++] = ((const double *)(const void *)list)[i];
        }
    qsort(all, (size_t)n, sizeof(*all), by_value);
    double middle = n > 0 ? all[n / 2] : 0;
    free(all);
    return middle;
}

int main(int argc, char **argv)
{
    if (argc != 8) {
        fprintf(stderr, "usage: purchase MALL_URL GATEWAY_URL BUYERS SECONDS LISTING SKU TAG\n");
        return 2;
    }
    mall = argv[1];
    gateway = argv[2];
    int count = atoi(argv[3]), sum = 0, failed = 0;
    listing = argv[5];
    sku = argv[6];
    tag = argv[7];
    count = count < 1 ? 1 : count > BUYERS_MAX ? BUYERS_MAX : count;
    struct buyer *buyers = calloc((size_t)count, sizeof(*buyers));
    pthread_t threads[BUYERS_MAX];
    if (buyers == NULL || curl_global_init(CURL_GLOBAL_DEFAULT) != 0)
        return 1;
    double begin_s = now_s();
    end_s = begin_s + atof(argv[4]);
    for (int b = 0; b < count; b++) {
        buyers[b].number = b + 1;
        if (pthread_create(&threads[b], NULL, buy, &buyers[b]) != 0)
            return 1;
    }
    for (int b = 0; b < count; b++) {
        pthread_join(threads[b], NULL);
        sum += buyers[b].count;
        failed += buyers[b].failed;
    }
    printf("RESULT %.1f %.2f %.2f %.2f %d\n", sum / (now_s() - begin_s),
           median(buyers, count, offsetof(struct buyer, place_ms)),
           median(buyers, count, offsetof(struct buyer, open_ms)),
           median(buyers, count, offsetof(struct buyer, apply_ms)), failed);
    free(buyers);
    curl_global_cleanup();
    return failed > 0;
}
