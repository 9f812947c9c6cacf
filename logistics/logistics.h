/* What logistics asks of the program around it: the tracking service's settings, job kinds, names
 * of constraints. */
#ifndef LOGISTICS_LOGISTICS_H
#define LOGISTICS_LOGISTICS_H

struct logistics_settings {
    const char *carrier_url;  /* root of the tracking service; "" = states are entered by hand */
    const char *carrier_key;  /* our key there */
    const char *carrier_salt; /* of its pushes; "" = no push is believed */
    const char *public_url;   /* where it reaches us, without a path; "" = nothing is subscribed */
};

/* Once per process, before requests and jobs. The texts must outlive it. */
void logistics_start(const struct logistics_settings *settings);

#endif
