#include "logistics/freight.h"

#include <assert.h>

#include "base/money.h"

int64_t freight_fee(const struct freight_row *row, int64_t weight_g)
{
    assert(row->first_g >= 0 && row->first_fen >= 0 && row->step_g >= 0 && row->step_fen >= 0);
    assert(weight_g >= 0);
    if (weight_g <= row->first_g || row->step_g == 0)
        return row->first_fen;
    int64_t steps = money_mul_div_up(weight_g - row->first_g, 1, row->step_g);
    int64_t fee;
    bool ok = money_add(row->first_fen, money_mul_div(steps, row->step_fen, 1), &fee);
    assert(ok);
    return fee;
}

int64_t freight_chargeable_g(int64_t actual_g, int64_t length_mm, int64_t width_mm,
                             int64_t height_mm, int64_t divisor_cm3_per_kg)
{
    enum { SIDE_MAX_MM = 10000 };
    assert(actual_g >= 0 && divisor_cm3_per_kg >= 0);
    assert(length_mm >= 0 && length_mm <= SIDE_MAX_MM && width_mm >= 0 && width_mm <= SIDE_MAX_MM);
    assert(height_mm >= 0 && height_mm <= SIDE_MAX_MM);
    if (divisor_cm3_per_kg == 0)
        return actual_g;
    /* mm3 / 1000 = cm3 and kg * 1000 = g: the thousands cancel out */
    int64_t volume_g = money_mul_div_up(length_mm * width_mm * height_mm, 1, divisor_cm3_per_kg);
    return volume_g > actual_g ? volume_g : actual_g;
}
