-- Households that were credited more a head in this year than is likely, where that is not known yet; it counts anew when it is twice as much, three times ... $1 county, $2 fen a head, $3 limit, $4 who says how
-- much (county, register or setting).
-- Columns: household_id, organisation_id, mark, evidence. Index: organisation_county, household_month_producer, household_member_no_unique, fraud_flag_of.
with w as (
    select s.household_id, 0::bigint as organisation_id, s.year || ':' || s.fen / ($2::bigint * s.heads) as words,
        jsonb_build_object('year', s.year, 'fen', s.fen, 'heads', s.heads, 'fen_a_head', s.fen / s.heads, 'allowed_fen_a_head', $2::bigint, 'limit_from', $4::text) as evidence
    from (select i.household_id, i.fen, i.year, greatest(1, (select count(*) from household_member p where p.household_id = i.household_id and p.county_code = $1::text)) as heads
          from (select m.household_id, sum(m.credited_fen - m.reversed_fen)::bigint as fen, to_char(now() at time zone 'Asia/Shanghai', 'YYYY') as year
                from organisation o
                join household_month m on m.producer_id = o.id and m.county_code = o.county_code
                where o.county_code = $1::text and m.month >= to_char(now() at time zone 'Asia/Shanghai', 'YYYY') || '-01'
                group by m.household_id
                having sum(m.credited_fen - m.reversed_fen) > $2::bigint) i) s
    where s.fen > $2::bigint * s.heads
)
select n.household_id, n.organisation_id, n.mark, n.evidence
from (select $1::text as county_code, w.household_id, w.organisation_id, left(encode(sha256(convert_to(w.words, 'UTF8')), 'hex'), 32) as mark, w.evidence::text as evidence from w) n
where not exists (select 1 from fraud_flag f where f.county_code = n.county_code and f.kind = 'high_income' and f.household_id = n.household_id and f.organisation_id = n.organisation_id and f.mark = n.mark)
order by n.household_id, n.organisation_id
limit $3
