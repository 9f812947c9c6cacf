-- Counties' months, by producer and by village, whose sums or households are not those of households' months. Columns: subject, detail.
-- Households' months are read once: of sixty-four places at a time those with anything credited are made anew as bits, which say each household once however many rows it has.
with placed as (
    select h.county_code, h.month, h.producer_id, h.village_code, h.accrued_fen, h.matured_fen, h.withheld_fen, h.borne_fen, h.accrued_fen + h.matured_fen > 0 as is_in,
        c.place / 64 as county_part, 1::bigint << (56 - c.place % 64 / 8 * 8 + c.place % 8) as county_bit, v.place / 64 as village_part, 1::bigint << (56 - v.place % 64 / 8 * 8 + v.place % 8) as village_bit
    from household_month h
    left join household_place c on c.household_id = h.household_id and c.county_code = h.county_code and c.village_code = ''
    left join household_place v on v.household_id = h.household_id and v.county_code = h.county_code and v.village_code = h.village_code
), part as (
    select p.county_code, p.month, coalesce(p.producer_id, 0) as producer_id, coalesce(p.village_code, '') as village_code, coalesce(p.county_part, p.village_part) as part,
        sum_fen(p.accrued_fen) as accrued_fen, sum_fen(p.matured_fen) as matured_fen, sum_fen(p.withheld_fen) as withheld_fen, sum_fen(p.borne_fen) as borne_fen, bool_or(p.is_in) as is_in,
        coalesce(case grouping(p.producer_id) when 0 then bit_or(p.county_bit) filter (where p.is_in) else bit_or(p.village_bit) filter (where p.is_in) end, 0) as bits
    from placed p
    group by grouping sets ((p.county_code, p.month, p.producer_id, p.county_part), (p.county_code, p.month, p.village_code, p.village_part))
), cell as (
    select p.county_code, p.month, p.producer_id, p.village_code, sum_fen(p.accrued_fen) as accrued_fen, sum_fen(p.matured_fen) as matured_fen, sum_fen(p.withheld_fen) as withheld_fen,
        sum_fen(p.borne_fen) as borne_fen, sum(bit_count(p.bits::bit(64)))::bigint as households, count(*) filter (where p.is_in and p.part is null) as unplaced,
        coalesce(sum(bit_count((p.bits & ('x' || rpad(encode(substr(k.households, p.part * 8 + 1, 8), 'hex'), 16, '0'))::bit(64)::bigint)::bit(64))), 0)::bigint as kept
    from part p
    left join county_month k on k.county_code = p.county_code and k.month = p.month and k.producer_id = p.producer_id and k.village_code = p.village_code
    group by p.county_code, p.month, p.producer_id, p.village_code
)
select 'county:' || coalesce(k.county_code, e.county_code) as subject,
    coalesce(k.month, e.month) || case coalesce(k.producer_id, e.producer_id) when 0 then ' village ' || coalesce(k.village_code, e.village_code) else ' producer ' || coalesce(k.producer_id, e.producer_id) end
        || ' kept ' || concat_ws('/', k.accrued_fen, k.matured_fen, k.withheld_fen, k.borne_fen, bit_count(k.households)) || ' months '
        || concat_ws('/', e.accrued_fen, e.matured_fen, e.withheld_fen, e.borne_fen, e.households) || ', of these at their places ' || coalesce(e.kept, 0)
        || case when e.unplaced > 0 then ', some without a place' else '' end as detail
from county_month k
full join cell e on e.county_code = k.county_code and e.month = k.month and e.producer_id = k.producer_id and e.village_code = k.village_code
where (k.accrued_fen, k.matured_fen, k.withheld_fen, k.borne_fen, bit_count(k.households), e.kept, e.unplaced)
    is distinct from (e.accrued_fen, e.matured_fen, e.withheld_fen, e.borne_fen, e.households, e.households, 0::bigint)
limit 20
