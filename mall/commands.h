/* The commands of the program `mall`. Each gets its own name as argv[0] and returns the process's
 * exit code (mall/process.h). */
#ifndef MALL_COMMANDS_H
#define MALL_COMMANDS_H

int command_serve(int argc, char **argv);
int command_migrate(int argc, char **argv);
int command_audit(int argc, char **argv);
int command_import(int argc, char **argv);
/* `mall help import KIND`: the columns of its files. */
int command_import_help(const char *kind);
int command_demo(int argc, char **argv);
int command_grants(int argc, char **argv);
int command_second(int argc, char **argv);
int command_jobs(int argc, char **argv);
int command_refunds(int argc, char **argv);
int command_roll_up(int argc, char **argv);
int command_years(int argc, char **argv);
int command_rekey(int argc, char **argv);
int command_bills(int argc, char **argv);
int command_register(int argc, char **argv);
int command_sms(int argc, char **argv);

#endif
