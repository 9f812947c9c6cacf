-- Households that more sellers credit in this year than is likely, where that is not known yet. $1 county, $2 so many are likely, $3 limit.
-- Columns: household_id, organisation_id, mark, evidence. Index: organisation_county, household_month_producer, fraud_flag_of.
with w as (
    select s.household_id, 0::bigint as organisation_id, string_agg(s.producer_id::text, ',' order by s.producer_id) as words,
        jsonb_build_object('count', count(*), 'allowed', $2::bigint, 'sellers', jsonb_agg(jsonb_build_object('organisation_id', s.producer_id::text, 'name', s.name, 'fen', s.fen) order by s.fen desc)) as evidence
    from (select m.household_id, m.producer_id, o.name, sum(m.credited_fen - m.reversed_fen)::bigint as fen
          from organisation o
          join household_month m on m.producer_id = o.id and m.county_code = o.county_code
          where o.county_code = $1::text and m.month >= to_char(now() at time zone 'Asia/Shanghai', 'YYYY') || '-01'
          group by m.household_id, m.producer_id, o.name
          having sum(m.credited_fen - m.reversed_fen) > 0) s
    group by s.household_id
    having count(*) > $2::bigint
)
select n.household_id, n.organisation_id, n.mark, n.evidence
from (select w.household_id, w.organisation_id, left(encode(sha256(convert_to(w.words, 'UTF8')), 'hex'), 32) as mark, w.evidence::text as evidence from w) n
where not exists (select 1 from fraud_flag f where f.county_code = $1::text and f.kind = 'many_sellers' and f.household_id = n.household_id and f.organisation_id = n.organisation_id and f.mark = n.mark)
order by n.household_id, n.organisation_id
limit $3
