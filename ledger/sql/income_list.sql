-- Households of a region with what sales brought each. $1 region code (6, 9 or 12 digits), $2 state ('' = any), $3 part of the pseudonym or last digits of the
-- number ('' = any), $4 first day of a month (Beijing) or null = all, $5 income: some, held, none ('' = any), $6 cursor (households above it), $7 limit, $8 orders
-- that the journal has named since the sums were made. Whose income is not asked for, of those only the page is looked at.
-- Columns: household_id, household_no, pseudonym, village_code, village_name, family_type, state, state_reason (null: it never
-- moved), state_moved_at, smartphone, proxy, members, entries, credited_fen, reversed_fen, accrued_fen, matured_fen, paid_out_fen, withheld_fen. Index: household_county, household_village,
-- household_sum_key, of a month household_month_key, household_member_no_unique, state_log_object, attribution_pool primary key, order_rolled primary key, order_rolled_share_key, payout_of_household.
with late as materialized (
    -- in this statement's own snapshot: what is in the sums by then is not here any more
    select s.household_id, s.county_code, s.month, sum_fen(s.entries) as entries, sum_fen(s.credited_fen) as credited_fen, sum_fen(s.reversed_fen) as reversed_fen,
        sum_fen(s.accrued_fen) as accrued_fen, sum_fen(s.matured_fen) as matured_fen, sum_fen(s.withheld_fen) as withheld_fen
    from order_share_change s
    where s.order_id = any ($8::bigint[])
    group by s.household_id, s.county_code, s.month
)
select h.id as household_id, h.household_no, h.pseudonym, h.village_code, case when starts_with(g.name, p.name) then '' else coalesce(p.name, '') end || coalesce(g.name, '') as village_name, h.family_type, h.state,
    s.reason as state_reason, s.at as state_moved_at, h.smartphone, h.proxy,
    (select count(*) from household_member m where m.household_id = h.id and m.county_code = h.county_code) as members,
    i.entries, i.credited_fen, i.reversed_fen, i.accrued_fen, i.matured_fen, i.paid_out_fen, i.withheld_fen
from (select n.id, n.county_code, n.household_no, n.pseudonym, n.village_code, n.family_type, n.state, n.smartphone, n.proxy
      from household n
      where n.village_code >= $1::text and n.village_code < $1::text || ':' and n.county_code = left($1::text, 6) and n.id > $6::bigint
          and ($2::text = '' or n.state = $2::text)
          and ($3::text = '' or strpos(n.pseudonym, $3::text) > 0 or right(n.household_no, length($3::text)) = $3::text)
      order by n.id
      limit case when $5::text = '' then $7::bigint end) h
left join region g on g.code = h.village_code and g.level = 5
left join region p on p.code = left(h.village_code, 9) and p.level = 4
left join lateral (select x.reason, x.at from state_log x
                   where x.object_id = h.id and x.shard_key = h.county_code and x.machine = 'household'
                   order by x.id desc
                   limit 1) s on true
join lateral (
    select h.county_code, coalesce(sum_fen(a.entries), 0) as entries, coalesce(sum_fen(a.credited_fen), 0) as credited_fen,
        coalesce(sum_fen(a.reversed_fen), 0) as reversed_fen, coalesce(sum_fen(a.accrued_fen), 0) as accrued_fen,
        coalesce(sum_fen(a.matured_fen), 0) as matured_fen,
        (select coalesce(sum_fen(p.amount_fen), 0) from payout p
         where p.household_id = h.id and p.county_code = h.county_code and p.state in ('paid', 'confirmed', 'disputed')
             and ($4::text is null or to_char(p.paid_on, 'YYYY-MM') = left($4::text, 7))) as paid_out_fen, coalesce(sum_fen(a.withheld_fen), 0) as withheld_fen
    from (select y.entries, y.credited_fen, y.reversed_fen, y.accrued_fen, y.matured_fen, y.withheld_fen
          from household_sum y
          where y.county_code = h.county_code and y.household_id = h.id and $4::text is null
          union all
          select m.entries, m.credited_fen, m.reversed_fen, m.accrued_fen, m.matured_fen, m.withheld_fen
          from household_month m
          where m.household_id = h.id and m.county_code = h.county_code and m.month = left($4::text, 7)
          union all
          select c.entries, c.credited_fen, c.reversed_fen, c.accrued_fen, c.matured_fen, c.withheld_fen
          from late c
          where c.household_id = h.id and c.county_code = h.county_code and ($4::text is null or c.month = left($4::text, 7))) a
) i on i.county_code = h.county_code
where ($5::text = '' or ($5::text = 'some' and i.credited_fen > 0) or ($5::text = 'held' and i.withheld_fen > 0) or ($5::text = 'none' and i.credited_fen = 0))
order by h.id
limit $7::bigint
