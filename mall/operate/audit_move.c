#include "mall/operate/audit_move.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/day_chain.h"
#include "base/machine.h"
#include "base/map.h"
#include "base/module.h"
#include "base/row_walk.h"
#include "base/stamp.h"
#include "base/year.h"
#include "gen/mall/operate/sql.h"
#include "logistics/audit_time.h"
#include "logistics/parcel.h"
#include "mall/operate/audit_told.h"
#include "mall/operate/house.h"
#include "orders/audit_time.h"
#include "orders/machines.h"

enum { STAMPS, CHAINS, LEGAL, JOINED, STATES, ORDER_TIMES, PARCEL_TIMES };
enum {
    MACHINES_MAX = 64,
    STATES_MAX = 32,
    MOVES_MAX = 400,
    BACK_MAX = 100000,
    ACTORS_MAX = 1 << 17,
    PLACES_A_PAGE = 10000
};

/* The first columns of where objects are. */
enum { PLACE_ID, PLACE_SHARD, PLACE_STATE };

/* What is known of a machine while moves are read. */
struct tally {
    const struct machine *machine;
    struct stamp_field name, states[STATES_MAX]; /* the machine's words */
    uint32_t legal[STATES_MAX];                  /* of a state the set of those it may go to */
    uint64_t marks[STATES_MAX];
    uint64_t sum;  /* of weighed moves less objects: 0 when each is where its moves ended */
    int64_t since; /* objects from this id on are added up */
    int64_t *back; /* objects with a move that does not go forward, or all where none is added up */
    int back_count;
    bool is_doubtful; /* there is something that the sum does not tell */
    /* Columns that say when an object came to a state; 0 = none does. */
    int time_column[STATES_MAX], odd_column;
    uint64_t time_marks[STATES_MAX];
    uint64_t times; /* of weighed moves less objects: 0 when these have the times of their moves */
    bool is_odd;    /* an object's times do not go together */
    /* The column of when somebody else told that an object came to a state; 0 = there is none. */
    int told_column, told_state;
    struct audit_told told;
};

struct looking {
    struct tally tallies[MACHINES_MAX];
    int count, near; /* machines; whose the last move was */
    int64_t from_id;
    bool is_strange;      /* a machine that there is not */
    struct map actors;    /* who moved anything, but for the program's own */
    int64_t near_actor;   /* the last one */
    bool has_many_actors; /* they are not all kept */
    json_t *const *found;
};

/* ---- machines ---- */

/* Whether a column is a state's with an ending. */
static bool is_of_state(const char *column, const char *state, const char *ending)
{
    size_t length = strlen(state);
    return strncmp(column, state, length) == 0 && strcmp(column + length, ending) == 0;
}

/* A column "paid_at" says when an object came to "paid", "signed_told_at" when somebody else told
 * that it did; "is_odd" is null but where its times do not go together. */
static void find_times(struct tally *tally)
{
    const struct sql *places = tally->machine->places;
    for (int column = PLACE_STATE + 1; column < places->column_count; column++) {
        const char *name = places->columns[column];
        if (strcmp(name, "is_odd") == 0)
            tally->odd_column = column;
        for (int state = 0; state < tally->machine->state_count; state++) {
            const char *word = tally->machine->states[state];
            if (is_of_state(name, word, "_at"))
                tally->time_column[state] = column;
            if (is_of_state(name, word, "_told_at")) {
                tally->told_column = column;
                tally->told_state = state;
            }
        }
    }
}

static struct stamp_field word(const char *text)
{
    return (struct stamp_field){(const uint8_t *)text, strlen(text)};
}

static void begin_tally(struct tally *tally, const struct machine *machine)
{
    *tally = (struct tally){.machine = machine, .name = word(machine->name)};
    for (int i = 0; i < machine->state_count; i++)
        tally->states[i] = word(machine->states[i]);
    for (int i = 0; i < machine->move_count; i++)
        tally->legal[machine->moves[i].from] |= STATE_SET(machine->moves[i].to);
    crypto_random(tally->marks, sizeof(tally->marks));
    crypto_random(tally->time_marks, sizeof(tally->time_marks));
    tally->back = malloc(BACK_MAX * sizeof(*tally->back));
    if (tally->back == NULL)
        abort();
    if (machine->places != NULL)
        find_times(tally);
}

static void begin_looking(struct looking *looking)
{
    for (const struct module *const *module = house_modules(); *module != NULL; module++)
        for (const struct machine *const *machine = (*module)->machines;
             machine != NULL && *machine != NULL; machine++) {
            assert(looking->count < MACHINES_MAX);
            begin_tally(&looking->tallies[looking->count++], *machine);
        }
}

static void end_looking(struct looking *looking)
{
    for (int m = 0; m < looking->count; m++) {
        free(looking->tallies[m].back);
        audit_told_clear(&looking->tallies[m].told);
    }
    map_release(&looking->actors);
}

/* A transaction may begin anew. */
static void look_anew(struct looking *looking)
{
    for (int m = 0; m < looking->count; m++) {
        looking->tallies[m].sum = 0;
        looking->tallies[m].back_count = 0;
        looking->tallies[m].is_doubtful = false;
        looking->tallies[m].times = 0;
        looking->tallies[m].is_odd = false;
        audit_told_clear(&looking->tallies[m].told);
    }
    looking->is_strange = looking->has_many_actors = false;
    looking->near_actor = 0;
    map_release(&looking->actors);
    for (int i = 0; i <= PARCEL_TIMES; i++)
        json_array_clear(looking->found[i]);
}

static struct tally *find_tally(struct looking *looking, const struct stamp_field *name)
{
    if (stamp_field_same(name, &looking->tallies[looking->near].name))
        return &looking->tallies[looking->near];
    for (int m = 0; m < looking->count; m++)
        if (stamp_field_same(name, &looking->tallies[m].name))
            return &looking->tallies[looking->near = m];
    return NULL;
}

/* -1 = there is no such state. */
static int find_state(const struct tally *tally, const struct stamp_field *word)
{
    for (int state = 0; state < tally->machine->state_count; state++)
        if (stamp_field_same(word, &tally->states[state]))
            return state;
    return -1;
}

/* What an object counts for in its machine's sum. */
static uint64_t weight(int64_t object_id, const struct stamp_field *shard)
{
    char key[64];
    size_t most = sizeof(key) - sizeof(object_id),
           length = shard->length < most ? shard->length : most;
    memcpy(key, &object_id, sizeof(object_id));
    memcpy(key + sizeof(object_id), shard->bytes, length);
    return map_hash(key, sizeof(object_id) + length) | 1;
}

/* ---- one move ---- */

/* Fields of a move's content. */
enum {
    SHARD_KEY = 2,
    MACHINE,
    OBJECT_ID,
    FROM_STATE,
    TO_STATE,
    ACTOR_ID,
    REASON,
    MOVED_AT,
    FIELDS
};

static void tell(json_t *violations, const struct stamp_field *fields, const char *detail)
{
    char subject[96];
    snprintf(subject, sizeof(subject), "%.*s:%lld", (int)fields[MACHINE].length,
             (const char *)fields[MACHINE].bytes, (long long)stamp_field_i64(&fields[OBJECT_ID]));
    audit_violation(violations, subject, detail);
}

static void tell_illegal(json_t *violations, const struct stamp_field *fields)
{
    char detail[160];
    if (audit_is_full(violations))
        return;
    snprintf(detail, sizeof(detail), "%.*s -> %.*s", (int)fields[FROM_STATE].length,
             (const char *)fields[FROM_STATE].bytes, (int)fields[TO_STATE].length,
             (const char *)fields[TO_STATE].bytes);
    tell(violations, fields, detail);
}

/* What coming to a state at a moment, microseconds since 2000, counts for. */
static uint64_t time_sum(const struct tally *tally, int state, int64_t us)
{
    return tally->marks[state] + tally->time_marks[state] * (uint64_t)us;
}

static void note_object(struct tally *tally, int64_t object_id)
{
    if (tally->back_count > 0 && tally->back[tally->back_count - 1] == object_id)
        return;
    if (tally->back_count == BACK_MAX)
        tally->is_doubtful = true;
    else
        tally->back[tally->back_count++] = object_id;
}

static void add_move(struct tally *tally, const struct stamp_field *fields, int from, int to)
{
    int64_t object_id = stamp_field_i64(&fields[OBJECT_ID]);
    if (object_id < tally->since)
        return;
    if (tally->machine->places == NULL) {
        note_object(tally, object_id);
        return;
    }
    uint64_t of = weight(object_id, &fields[SHARD_KEY]);
    tally->sum += of * (tally->marks[to] - tally->marks[from]);
    if (tally->time_column[to] > 0)
        tally->times += of * time_sum(tally, to, stamp_field_i64(&fields[MOVED_AT]));
    if (tally->told_column > 0 && to == tally->told_state)
        audit_told_move(&tally->told, object_id, stamp_field_i64(&fields[MOVED_AT]));
    if (to <= from)
        note_object(tally, object_id);
}

static void note_actor(struct looking *looking, int64_t actor_id)
{
    enum { OWN = 2 }; /* accounts of the program itself */
    if (actor_id <= OWN || actor_id == looking->near_actor)
        return;
    looking->near_actor = actor_id;
    if (looking->actors.count >= ACTORS_MAX)
        looking->has_many_actors = true;
    else
        map_add_i64(&looking->actors, actor_id, NULL);
}

static void look_at_move(void *argument, const struct day_chain_seen *row)
{
    struct looking *looking = argument;
    const struct stamp_field *fields = row->fields;
    assert(row->field_count >= FIELDS && "what it is stamped by has more");
    if (!audit_is_full(looking->found[STAMPS]) &&
        !stamp_fits(row->content, row->length, row->stamp, row->stamp_length))
        tell(looking->found[STAMPS], fields, "does not fit its stamp");
    note_actor(looking, stamp_field_i64(&fields[ACTOR_ID]));
    struct tally *tally = find_tally(looking, &fields[MACHINE]);
    looking->is_strange = looking->is_strange || tally == NULL;
    int from = tally != NULL ? find_state(tally, &fields[FROM_STATE]) : -1,
        to = tally != NULL ? find_state(tally, &fields[TO_STATE]) : -1;
    if (from >= 0 && to >= 0 && (tally->legal[from] & STATE_SET(to)) != 0) {
        add_move(tally, fields, from, to);
        return;
    }
    tell_illegal(looking->found[LEGAL], fields);
    if (tally != NULL)
        tally->is_doubtful = true;
}

/* ---- where objects are ---- */

static int initial_state(const struct machine *machine)
{
    int state = 0;
    while (!machine_is_initial(machine, state))
        state++;
    return state;
}

static void take_times(struct tally *tally, uint64_t of, const struct db_rows *rows, int row)
{
    static const int64_t EPOCH_US = INT64_C(946684800000000);
    for (int state = 0; state < tally->machine->state_count; state++) {
        int column = tally->time_column[state];
        if (column > 0 && !db_is_null(rows, row, column))
            tally->times -= of * time_sum(tally, state, db_us(rows, row, column) - EPOCH_US);
    }
    if (tally->odd_column > 0 && !db_is_null(rows, row, tally->odd_column))
        tally->is_odd = true;
    if (tally->told_column > 0 && !db_is_null(rows, row, tally->told_column) &&
        !audit_told_fits(&tally->told, db_i64(rows, row, PLACE_ID),
                         db_us(rows, row, tally->told_column) - EPOCH_US))
        tally->is_odd = true;
}

static struct stamp_field column(const struct db_rows *rows, int row, int at)
{
    struct stamp_field field;
    field.bytes = db_bytes(rows, row, at, &field.length);
    return field;
}

static void look_at_place(struct tally *tally, int initial, const struct db_rows *rows, int row)
{
    const struct stamp_field shard = column(rows, row, PLACE_SHARD),
                             word = column(rows, row, PLACE_STATE);
    uint64_t of = weight(db_i64(rows, row, PLACE_ID), &shard);
    int state = find_state(tally, &word);
    if (state < 0)
        tally->is_doubtful = true;
    else if (state != initial)
        tally->sum -= of * (tally->marks[state] - tally->marks[initial]);
    take_times(tally, of, rows, row);
}

static bool take_places(struct task *task, struct row_walk *walk, const struct db_rows *rows,
                        struct refusal *why)
{
    struct tally *tally = walk->argument;
    int initial = initial_state(tally->machine);
    (void)task;
    (void)why;
    for (int i = 0; i < db_count(rows); i++)
        look_at_place(tally, initial, rows, i);
    return true;
}

static bool look_at_places(struct task *task, struct db_tx *tx, struct tally *tally,
                           struct refusal *why)
{
    int64_t after = tally->since > 0 ? tally->since - 1 : 0;
    audit_told_sort(&tally->told);
    struct row_walk walk = {.sql = tally->machine->places,
                            .tx = tx,
                            .rows = PLACES_A_PAGE,
                            .keys = {{.column = PLACE_ID, .number = after}},
                            .take = take_places,
                            .argument = tally};
    return row_walk(task, &walk, why);
}

/* ---- the reading ---- */

/* From which id on a chain is looked at. */
static int64_t chain_since(const struct day_chain *chain, const struct looking *looking,
                           const struct year_floor *floor)
{
    return chain->by_years && floor->rows_from > looking->from_id ? floor->rows_from
                                                                  : looking->from_id;
}

static bool look_at_chain(struct task *task, const struct day_chain *chain,
                          const struct looking *looking, const struct day_chain_watch *watch,
                          const struct year_floor *floor, struct refusal *why)
{
    json_t *of_chain = json_array();
    bool asked =
        day_chain_verify(task, chain, chain_since(chain, looking, floor), watch, of_chain, why);
    json_array_extend(looking->found[CHAINS], of_chain);
    json_decref(of_chain);
    return asked;
}

struct reading {
    struct looking *looking;
    const struct year_floor *floor;
};

/* Moves and where their objects are, as they were at one moment. */
static bool read_moves(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct reading *reading = argument;
    struct looking *looking = reading->looking;
    const struct day_chain_watch watch = {tx, looking->from_id, look_at_move, looking};
    db_tx_steady(tx);
    look_anew(looking);
    if (!look_at_chain(task, &MACHINE_CHAIN, looking, &watch, reading->floor, why))
        return false;
    for (int m = 0; m < looking->count; m++)
        if (looking->tallies[m].machine->places != NULL &&
            !look_at_places(task, tx, &looking->tallies[m], why))
            return false;
    return true;
}

static bool look_at_other_chains(struct task *task, const struct looking *looking,
                                 const struct year_floor *floor, struct refusal *why)
{
    for (const struct module *const *module = house_modules(); *module != NULL; module++)
        for (const struct day_chain *const *chain = (*module)->chains;
             chain != NULL && *chain != NULL; chain++)
            if (*chain != &MACHINE_CHAIN && !look_at_chain(task, *chain, looking, NULL, floor, why))
                return false;
    return true;
}

/* ---- object by object ---- */

/* Whether the sum says all of a machine's objects. */
static bool is_told(const struct tally *tally)
{
    return tally->machine->places != NULL && !tally->is_doubtful && tally->sum == 0;
}

static int initial_words(const struct machine *machine, const char *words[STATES_MAX])
{
    int n = 0;
    for (int s = 0; s < machine->state_count; s++)
        if (machine_is_initial(machine, s))
            words[n++] = machine_state_name(machine, s);
    return n;
}

/* "confirmed|suspended" */
static const char *initial_text(struct task *task, const struct machine *machine)
{
    const char *words[STATES_MAX], *text = "";
    int n = initial_words(machine, words);
    for (int i = 0; i < n; i++)
        text = arena_printf(task->arena, "%s%s%s", text, i == 0 ? "" : "|", words[i]);
    return text;
}

struct listed_move {
    const char *machine, *to;
};

/* The moves of all machines. */
static int all_moves(const struct looking *looking, struct listed_move *moves)
{
    int n = 0;
    for (int m = 0; m < looking->count; m++)
        for (int i = 0; i < looking->tallies[m].machine->move_count; i++) {
            const struct machine *machine = looking->tallies[m].machine;
            assert(n < MOVES_MAX);
            moves[n++] = (struct listed_move){machine->name,
                                              machine_state_name(machine, machine->moves[i].to)};
        }
    return n;
}

/* Whether it is known of which objects alone the moves may not join up. */
static bool is_joined(const struct tally *tally)
{
    return tally->machine->places != NULL ? is_told(tally) : !tally->is_doubtful;
}

/* Objects of such machines whose moves may not. */
static int64_t *all_back(struct task *task, const struct looking *looking, int *count)
{
    size_t most = 1;
    for (int m = 0; m < looking->count; m++)
        most += (size_t)looking->tallies[m].back_count;
    int64_t *back = arena_array(task->arena, most, sizeof(*back));
    *count = 0;
    for (int m = 0; m < looking->count; m++)
        for (int i = 0; is_joined(&looking->tallies[m]) && i < looking->tallies[m].back_count; i++)
            back[(*count)++] = looking->tallies[m].back[i];
    return back;
}

/* Whether all who moved anything have an account. */
static bool find_actors(struct task *task, const struct looking *looking, bool *all,
                        struct refusal *why)
{
    int64_t *actors = arena_array(task->arena, looking->actors.count + 1, sizeof(*actors));
    int n = 0;
    struct db_rows *rows;
    for (size_t i = 0; i < looking->actors.capacity; i++)
        if (looking->actors.slots[i].used)
            actors[n++] = (int64_t)looking->actors.slots[i].hash;
    *all = false;
    if (looking->has_many_actors)
        return true;
    if (!db_query_class(task, DB_AUDIT, &SQL_audit_move_actor, DB_ARGS(DB_I64S(actors, n)), &rows,
                        why))
        return false;
    *all = db_bool(rows, 0, AUDIT_MOVE_ACTOR_AGREE);
    return true;
}

static bool ask_joined(struct task *task, const struct looking *looking, int64_t since,
                       struct refusal *why)
{
    struct {
        const char *name, *initial;
    } machines[MACHINES_MAX];
    struct listed_move *moves = arena_array(task->arena, MOVES_MAX, sizeof(*moves));
    const char *told[MACHINES_MAX];
    int n = all_moves(looking, moves), told_count = 0, back_count;
    int64_t *back = all_back(task, looking, &back_count);
    for (int m = 0; m < looking->count; m++) {
        machines[m].name = looking->tallies[m].machine->name;
        machines[m].initial = initial_text(task, looking->tallies[m].machine);
        if (!looking->is_strange && is_joined(&looking->tallies[m]))
            told[told_count++] = machines[m].name;
    }
    bool has_actors;
    if (!find_actors(task, looking, &has_actors, why))
        return false;
    return audit_ask(task, &SQL_audit_move_joined,
                     DB_ARGS(DB_COLUMN_TEXT(machines, looking->count, name),
                             DB_COLUMN_TEXT(machines, looking->count, initial), DB_I64(since),
                             DB_COLUMN_TEXT(moves, n, machine), DB_COLUMN_TEXT(moves, n, to),
                             DB_TEXTS(told, told_count), DB_I64S(back, back_count),
                             DB_BOOL(!has_actors)),
                     looking->found[JOINED], why);
}

static bool ask_states(struct task *task, const struct looking *looking, struct refusal *why)
{
    for (int m = 0; m < looking->count; m++) {
        const struct tally *tally = &looking->tallies[m];
        const char *words[STATES_MAX];
        int n = initial_words(tally->machine, words);
        if (!is_told(tally) && !audit_ask(task, tally->machine->audit,
                                          DB_ARGS(DB_TEXTS(words, n), DB_I64(tally->since)),
                                          looking->found[STATES], why))
            return false;
    }
    return true;
}

static bool has_times(const struct looking *looking, const struct machine *machine)
{
    for (int m = 0; m < looking->count; m++)
        if (looking->tallies[m].machine == machine)
            return is_told(&looking->tallies[m]) && !looking->tallies[m].is_odd &&
                   !looking->tallies[m].told.has_many && looking->tallies[m].times == 0;
    return false;
}

static bool look(struct task *task, struct looking *looking, struct refusal *why)
{
    struct year_floor floor;
    int64_t whole_id = looking->from_id; /* from here on what passes has its moves */
    if (!year_floor(task, &floor, why) || !year_raise(task, &whole_id, why))
        return false;
    for (int m = 0; m < looking->count; m++)
        looking->tallies[m].since =
            looking->tallies[m].machine->passing ? whole_id : looking->from_id;
    return db_transact(task, DB_AUDIT, read_moves, &(struct reading){looking, &floor}, why) &&
           look_at_other_chains(task, looking, &floor, why) &&
           ask_joined(task, looking, whole_id, why) && ask_states(task, looking, why) &&
           audit_order_times(task, looking->from_id,
                             has_times(looking, &TRADE_MACHINE) &&
                                 has_times(looking, &ORDER_MACHINE),
                             looking->found[ORDER_TIMES], why) &&
           audit_parcel_times(task, looking->from_id, has_times(looking, &PARCEL_MACHINE),
                              looking->found[PARCEL_TIMES], why);
}

static bool look_at_moves(struct task *task, int64_t from_id, json_t *const *found,
                          struct refusal *why)
{
    struct looking *looking = arena_alloc(task->arena, sizeof(*looking)); /* large for a stack */
    memset(looking, 0, sizeof(*looking));
    looking->from_id = from_id;
    looking->found = found;
    begin_looking(looking);
    bool asked = look(task, looking, why);
    end_looking(looking);
    return asked;
}

const struct audit_pass AUDIT_MOVE_PASS = {{AUDIT_MOVE_STAMPS, AUDIT_MOVE_CHAINS, AUDIT_MOVE_LEGAL,
                                            AUDIT_MOVE_JOINED, AUDIT_MOVE_STATES, AUDIT_ORDER_TIMES,
                                            AUDIT_PARCEL_TIMES},
                                           look_at_moves,
                                           NULL};
