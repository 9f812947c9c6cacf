-- What decides whether households are paid, and how much. $1 county, $2 households, $3 a run whose own lines do not count, $4 orders that the journal has named since the sums were made.
-- Columns: household_id, due_fen, state, bank_sealed, version_id (0 = the register told nothing), facts_sealed, head_no, head_name_sealed, verdicts (a comma between), has_unfit, has_doubt,
-- has_unknown (of the first nine rules: the tenth is the household's own state), has_flag, is_shared (its account is another household's too), is_waiting (for a verdict). Index: household primary key, household_sum_key, payout_of_household, household_version_now,
-- household_member_no_unique, register_verdict_now, benefit_link_unique, fraud_flag_of, household_bank, register_recheck primary key.
with late as materialized (
    -- in this statement's own snapshot: what is in the sums by then is not here any more
    select s.household_id, s.county_code, sum(s.matured_fen)::bigint as matured_fen
    from order_share_change s
    where s.order_id = any ($4::bigint[])
    group by s.household_id, s.county_code
)
select h.id as household_id,
    (coalesce((select s.matured_fen from household_sum s where s.household_id = h.id and s.county_code = h.county_code), 0)
        + coalesce((select l.matured_fen from late l where l.household_id = h.id and l.county_code = h.county_code), 0)
        - coalesce((select sum(p.amount_fen) from payout p
                    where p.household_id = h.id and p.county_code = h.county_code and p.run_id <> $3::bigint
                        and p.state in ('planned', 'ordered', 'paid', 'confirmed', 'disputed')), 0))::bigint as due_fen,
    h.state, h.bank_sealed, coalesce(v.id, 0) as version_id, v.facts_sealed, m.member_no as head_no, m.name_sealed as head_name_sealed,
    d.verdicts, coalesce(d.has_unfit, false) as has_unfit, coalesce(d.has_doubt, false) as has_doubt, coalesce(d.has_unknown, false) as has_unknown,
    exists (select 1 from fraud_flag f where f.county_code = h.county_code and f.household_id = h.id and f.state in ('raised', 'looked_at')) as has_flag,
    exists (select 1 from household o
            where o.bank_hash = h.bank_hash and o.bank_hash is not null and o.county_code = h.county_code and o.id <> h.id and o.state <> 'removed') as is_shared,
    exists (select 1 from register_recheck k where k.household_id = h.id and k.county_code = h.county_code) as is_waiting
from household h
left join household_version v on v.household_id = h.id and v.county_code = h.county_code and v.valid_to is null
left join lateral (select i.member_no, i.name_sealed from household_member i
                   where i.household_id = h.id and i.county_code = h.county_code and i.relation = '户主' order by i.member_no limit 1) m on true
left join lateral (select string_agg(r.id::text, ',' order by r.id) as verdicts, bool_or(r.verdict = 'unfit' and r.cleared_at is null and strpos(left(r.rules, 9), '-') > 0) as has_unfit,
                       bool_or(r.verdict = 'doubt' and r.cleared_at is null) as has_doubt, bool_or(r.verdict = 'unknown' and r.cleared_at is null) as has_unknown
                   from register_verdict r
                   left join benefit_link l on l.household_id = r.household_id and l.producer_id = r.producer_id and l.county_code = r.county_code
                   where r.household_id = h.id and r.county_code = h.county_code and r.until is null and coalesce(l.state, '') <> 'ended') d on true
where h.id = any ($2::bigint[]) and h.county_code = $1::text
order by h.id
