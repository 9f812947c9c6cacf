/* Freight of one parcel: pure arithmetic on one row of a template, "first unit, then steps". */
#ifndef LOGISTICS_FREIGHT_H
#define LOGISTICS_FREIGHT_H

#include <stdint.h>

/* One priced row of a template. The unit is the gram; a template that counts pieces uses the same
 * row with pieces. */
struct freight_row {
    int64_t first_g;   /* >= 0: weight that the first price covers */
    int64_t first_fen; /* >= 0 */
    int64_t step_g;    /* >= 0: size of a further step; 0 = the first price is all there is */
    int64_t step_fen;  /* >= 0: price of a step that was begun */
};

/* Fee in fen of a parcel of `weight_g` >= 0: the first price, and the step's price for every step
 * begun beyond first_g. */
int64_t freight_fee(const struct freight_row *row, int64_t weight_g);

/* Weight in grams that a carrier charges for: the larger of the actual weight and the volume
 * weight, rounded up. Sides in millimetres, 1..10,000 (0 in one of them: not measured, the actual
 * weight counts); divisor in cubic centimetres a kilogram (6000 and 12000 are usual), 0 = this
 * carrier does not look at volume. */
int64_t freight_chargeable_g(int64_t actual_g, int64_t length_mm, int64_t width_mm,
                             int64_t height_mm, int64_t divisor_cm3_per_kg);

#endif
