/* The program `mall`: one file, many commands. */
#include <stdio.h>
#include <string.h>

#include "base/password.h"
#include "mall/commands.h"
#include "media/picture_work.h"
#include "mall/api/route.h"
#include "mall/modules.h"
#include "mall/operate/house.h"
#include "mall/process.h"
#include "mall/settings.h"
#include "registry/record_page.h"

#define MALL_VERSION "0.1.0"

struct command_entry {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *about;
    const char *manual;
};

static int command_help(int argc, char **argv);

static int command_picture(int argc, char **argv)
{
    (void)argv;
    return argc > 1 ? EX_USAGE : picture_work_main();
}

static int command_password(int argc, char **argv)
{
    (void)argv;
    return argc > 1 ? EX_USAGE : password_work_main();
}

static int command_record(int argc, char **argv)
{
    (void)argv;
    return argc > 1 ? EX_USAGE : record_page_main();
}

static const struct command_entry COMMANDS[] = {
    {"serve", command_serve, "serve the mall",
     "mall serve [--foreground]\n\n"
     "Starts one worker process for each processor (MALL_WORKERS) and serves until TERM, which "
     "lets requests in hand end.\n"
     "HUP replaces the workers one by one. --foreground is one worker without a parent: for tests "
     "and debuggers.\n"
     "Ends with 73 when the port is in use, 78 when a setting is wrong or the database is older or "
     "newer than the program.\n"},
    {"migrate", command_migrate, "bring the database to this program's schema",
     "mall migrate [--check]\n\n"
     "Applies the migrations that are missing, each in one transaction, as MALL_DB_OWNER. May run "
     "twice at once.\n"
     "--check changes nothing and ends with 1 when something is missing.\n"},
    {"audit", command_audit, "prove from the database alone that every sum is right",
     "mall audit [--nightly] [--json] [--only CHECK]...\n\nChecks the promises of the ledger, the "
     "orders and the "
     "stock, and ends "
     "with 1 when one is broken.\nEach verdict is printed as soon as it is known, with the time it "
     "took.\n--nightly goes on from the last full audit that found nothing: it looks at what was "
     "made "
     "from\nMALL_AUDIT_BACK_DAYS before it on, at the kept sums of the days before, and that these "
     "are still chained.\nIt is a full one when the last is MALL_AUDIT_FULL_DAYS ago, or there is "
     "none.\n--only runs one check by its name, given once for each; such a run proves nothing of "
     "the rest and is "
     "not kept.\n--json prints the whole report for programs, at the end.\n"},
    {"import", command_import, "read a CSV file into the database, whole or not at all",
     "mall import [--dry-run] KIND FILE\n\n"
     "KIND: regions, listed-counties, listed-villages, organisations, households, members, "
     "accounts, freight, listings; mall help import KIND lists the columns.\n\n"
     "The file is UTF-8 (a byte order mark may stand first) or GB18030, in the form of RFC 4180, "
     "with a line of column names,\nChinese or the program's own. Every row is checked first: each "
     "fault is printed with row and column, the first 50 of\nthem, and then nothing is imported "
     "(exit 65). Rows that are there already take what the file says; what of them does "
     "not\nchange "
     "by a file, the list of columns says. --dry-run does everything and takes it back.\n"
     "Who ran it, and when, stands in the access trail and on the operator's desk.\n"
     "listings reads skus.csv, plans.csv, plan_shares.csv, lots.csv, lot_intake.csv and "
     "lot_stock.csv beside FILE as well.\n"},
    {"demo", command_demo, "load the demo's data, list the demo's accounts",
     "mall demo load [DIR]\nmall demo accounts [DIR]\nmall demo stamp\nmall demo stamp-key\nmall "
     "demo seal\n\n"
     "load reads regions.csv, counties_832.csv and the demo's files from DIR (MALL_DEMO_DIR, or "
     "ops/demo of this "
     "checkout) in one transaction;\n"
     "a database that has organisations already is left as it is.\nstamp stamps every row anew "
     "that "
     "does not fit its stamp, as MALL_DB_OWNER; only in a demo or in throw-away data.\n"
     "stamp-key and seal are for SQL that fills a database by itself (ops/bench/grow), and as "
     "limited: the one prints the key\nof stamps, the other seals values, a line FIELD, ROW, "
     "PART and PLAIN with tabs between for each, into FIELD, ROW, PART, SEALED and HASH.\n"},
    {"grants", command_grants, "make the first operator, list who has which role",
     "mall grants first-operator PHONE\nmall grants list [ROLE]\n\n"
     "first-operator gives a phone (11 digits; it need not have signed in yet) the role of "
     "operator "
     "in a mall that has none,\nand leaves a row in the access trail. Once there is one it refuses "
     "(exit 65): roles are given on the operator's desk then.\nlist prints every role that was not "
     "taken back: grant, role, masked phone, region, standing, since, until.\n"},
    {"second", command_second, "take away the second proof of who has lost phone and codes",
     "mall second remove PHONE\n\n"
     "For an operator or auditor who has neither the phone with the authenticator nor a spare "
     "code: "
     "takes the second factor of\nthat phone's account (11 digits) away and ends all of its "
     "sessions. At the next sign-in it is set up anew. Leaves a row in\nthe access trail. Make "
     "sure "
     "first that it is they who ask. Exit 65 when there is no such account or factor.\n"},
    {"jobs", command_jobs, "run what is due now; list and revive what was given up",
     "mall jobs run [PIECE]\nmall jobs list [STATE]\nmall jobs again ID\n\n"
     "run does due jobs and timed work until nothing is due, or one piece of timed work (the "
     "health "
     "page names them). list prints the newest 100 jobs of a "
     "state (failed, which is the\ndefault: given up; retrying, queued, running, done) with the "
     "reason. again has one begin anew at once.\n"},
    {"refunds", command_refunds, "list refunds without an end, go on with one",
     "mall refunds list\nmall refunds again ID\n\n"
     "list prints the newest 100 refunds that have not ended, why, and what is next. again goes on "
     "with one now: asks the\nplatform for it or about it, or, when the platform closed it, asks "
     "for it under the next number.\n"},
    {"roll-up", command_roll_up, "make the sums of households and sales anew",
     "mall roll-up\n\n"
     "Sums up all entries anew by household and month, and all orders by producer, SKU, county and "
     "month, as MALL_DB_OWNER, in two\ntransactions, for which timed work waits; statements and "
     "lists go on. For when the audit finds sums that are "
     "not those of entries and orders, after their cause was found.\nNothing of the books is "
     "changed.\n"},
    {"years", command_years, "take an old year out of the books, put it back",
     "mall years away YEAR\nmall years back YEAR\n\n"
     "For ops/years, as MALL_DB_OWNER. away takes the oldest year of the books out when it has "
     "been "
     "over for a day, everything of\nit has come to its end and a full audit has found nothing "
     "since; it writes down with what the rest goes on, so that\n`mall audit` passes without it. "
     "back puts the newest that is away where it was. Exit 65 when the year is not ready, with "
     "the\nrow that speaks against it.\n"},
    {"rekey", command_rekey, "finish the replacement of the master key",
     "mall rekey [--rows N]\nmall rekey --check\n\n"
     "Writes everything that is sealed, and every keyed hash, anew under MALL_SECRET_KEY, each "
     "field bound to its row and column,\nas MALL_DB_OWNER. Beside a serving mall; what was "
     "stopped "
     "goes on where it ended; a transaction has N rows (500). At its\nend it says that the keys of "
     "MALL_OLD_SECRET_KEYS are not needed any more. To replace the key: give the new one a new\n"
     "MALL_SECRET_KEY_ID, name the old one as MALL_OLD_SECRET_KEYS, HUP the mall, run this, take "
     "the old one out, HUP again.\n"
     "--check changes nothing, says what is still to do, and ends with 1 when there is "
     "anything.\n"},
    {"register", command_register, "take a snapshot of the national register over, follow it",
     "mall register snapshot | follow | show | faults RUN | go-on RUN | give-up RUN\n\n"
     "snapshot takes the latest one over, or goes on with one that was left in the middle, and "
     "shows how far it is.\nIt waits for go-on or give-up where lines are faulty or many "
     "households "
     "are missing, and ends with 1.\nfaults prints what was wrong, line by line, as CSV (RUN 0 = "
     "in "
     "changes). follow asks for changes once.\n"},
    {"bills", command_bills, "list the payment platform's bills, fetch one again",
     "mall bills list\nmall bills fetch YYYY-MM-DD\n\n"
     "list prints the newest 100 days with business: state, rows, captured, refunded, fees and "
     "net in fen, and why a bill is not\nthere. fetch gets a day's bill now, whatever became of "
     "earlier tries; one that is kept gives its place to the new one.\n"},
    {"sms", command_sms, "list text messages, send one again, where receipts go",
     "mall sms list [STATE]\nmall sms again ID\nmall sms address\n\n"
     "list prints the newest 100 text messages (of a state: queued, sent, delivered, undelivered, "
     "failed, expired): number, time,\nwhat it is, masked phone, state, tries, the provider's "
     "number, its last word. again sends one again that failed or did not\narrive. address prints "
     "where the provider is to push receipts; it is a secret.\n"},
    {"picture", command_picture, "make a photo into what is served (started by the mall itself)",
     "mall picture\n\nReads one photo on standard input, writes its smaller copies on standard "
     "output, and can do nothing else.\n"},
    {"password", command_password, "derive or check a password (started by the mall itself)",
     "mall password\n\nReads one wish on standard input: \"derive\" and a password, or \"check "
     "DERIVED\" and one, a line each.\nWrites what Argon2id makes of it, or whether it is "
     "right.\n"},
    {"record", command_record, "read a page of the register (started by the mall itself)",
     "mall record\n\nReads the register's records, a JSON object a line, on standard input, writes "
     "them as the mall's other processes\nunderstand them on standard output, and can do nothing "
     "else.\n"},
    {"help", command_help,
     "this text; help config, help routes, help bodies, help permissions, help COMMAND",
     "mall help [COMMAND | config | routes | bodies | permissions]\n\nconfig lists every setting; "
     "routes prints "
     "name, method, pattern, access,\nflags and query parameters, TAB between; bodies prints the "
     "JSON "
     "Schema of each body; permissions who may do what, as Markdown.\n"},
};

#define COMMANDS_COUNT (sizeof(COMMANDS) / sizeof(COMMANDS[0]))

static const struct command_entry *find_command(const char *name)
{
    for (size_t i = 0; i < COMMANDS_COUNT; i++)
        if (strcmp(COMMANDS[i].name, name) == 0)
            return &COMMANDS[i];
    return NULL;
}

static void print_usage(FILE *out)
{
    fputs("usage: mall COMMAND ...\n\n", out);
    for (size_t i = 0; i < COMMANDS_COUNT; i++)
        fprintf(out, "  %-8s %s\n", COMMANDS[i].name, COMMANDS[i].about);
    fputs("\nmall help COMMAND says more; mall help config lists the settings; mall --version.\n",
          out);
}

static int command_help(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "import") == 0)
        return command_import_help(argv[2]);
    if (argc > 2) {
        print_usage(stderr);
        return EX_USAGE;
    }
    if (argc < 2) {
        print_usage(stdout);
        return 0;
    }
    if (strcmp(argv[1], "config") == 0) {
        settings_print(stdout);
        return 0;
    }
    if (strcmp(argv[1], "routes") == 0) {
        modules_add_routes();
        route_print(stdout);
        return 0;
    }
    if (strcmp(argv[1], "permissions") == 0) {
        permission_print(stdout);
        return 0;
    }
    if (strcmp(argv[1], "bodies") == 0) {
        modules_add_routes();
        route_print_bodies(stdout);
        return 0;
    }
    const struct command_entry *command = find_command(argv[1]);
    if (command == NULL) {
        fprintf(stderr, "mall: there is no command %s\n", argv[1]);
        return EX_USAGE;
    }
    fputs(command->manual, stdout);
    return 0;
}

int main(int argc, char **argv)
{
    house_set(MODULES);
    if (argc < 2) {
        print_usage(stderr);
        return EX_USAGE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        puts("mall " MALL_VERSION);
        return 0;
    }
    const char *name =
        strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ? "help" : argv[1];
    const struct command_entry *command = find_command(name);
    if (command == NULL) {
        fprintf(stderr, "mall: there is no command %s\n", name);
        print_usage(stderr);
        return EX_USAGE;
    }
    return command->run(argc - 1, argv + 1);
}
