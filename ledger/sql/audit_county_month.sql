-- Counties' months, by producer and by village, whose sums or households are not those of households' months. Columns: subject, detail.
with state as materialized (
    select h.county_code, h.month, coalesce(h.producer_id, 0) as producer_id, coalesce(h.village_code, '') as village_code, h.household_id, sum_fen(h.accrued_fen) as accrued_fen,
        sum_fen(h.matured_fen) as matured_fen, sum_fen(h.withheld_fen) as withheld_fen, sum_fen(h.borne_fen) as borne_fen
    from household_month h
    group by grouping sets ((h.county_code, h.month, h.producer_id, h.household_id), (h.county_code, h.month, h.village_code, h.household_id))
)
select 'county:' || coalesce(k.county_code, e.county_code) as subject,
    coalesce(k.month, e.month) || case coalesce(k.producer_id, e.producer_id) when 0 then ' village ' || coalesce(k.village_code, e.village_code) else ' producer ' || coalesce(k.producer_id, e.producer_id) end
        || ' kept ' || concat_ws('/', k.accrued_fen, k.matured_fen, k.withheld_fen, k.borne_fen, bit_count(k.households)) || ' months '
        || concat_ws('/', e.accrued_fen, e.matured_fen, e.withheld_fen, e.borne_fen, e.households) || ', of these at their places ' || coalesce(e.kept, 0) as detail
from county_month k
full join (select s.county_code, s.month, s.producer_id, s.village_code, sum_fen(s.accrued_fen) as accrued_fen, sum_fen(s.matured_fen) as matured_fen, sum_fen(s.withheld_fen) as withheld_fen,
               sum_fen(s.borne_fen) as borne_fen, count(*) filter (where s.accrued_fen + s.matured_fen > 0) as households,
               count(*) filter (where s.accrued_fen + s.matured_fen > 0 and case when p.place < length(m.households) * 8 then get_bit(m.households, p.place) else 0 end = 1) as kept
           from state s
           left join household_place p on p.county_code = s.county_code and p.village_code = s.village_code and p.household_id = s.household_id
           left join county_month m on m.county_code = s.county_code and m.month = s.month and m.producer_id = s.producer_id and m.village_code = s.village_code
           group by s.county_code, s.month, s.producer_id, s.village_code) e
    on e.county_code = k.county_code and e.month = k.month and e.producer_id = k.producer_id and e.village_code = k.village_code
where (k.accrued_fen, k.matured_fen, k.withheld_fen, k.borne_fen, bit_count(k.households), e.kept) is distinct from (e.accrued_fen, e.matured_fen, e.withheld_fen, e.borne_fen, e.households, e.households)
limit 20
