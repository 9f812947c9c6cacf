/* The orders module as a whole: what it needs at start. */
#ifndef ORDERS_ORDERS_H
#define ORDERS_ORDERS_H

struct orders_settings {
    int max_unpaid; /* unpaid trades one buyer may have, 0 = no limit */
};

/* Registers refusals of constraints and job kinds, and starts the lanes. Once in every process. */
void orders_start(const struct orders_settings *settings);

#endif
