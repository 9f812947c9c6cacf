-- Whose the money is: the households' shares of each line as they are split (ledger/split.h), what refunds take back of them, and the journal.
create temporary table share (
    n bigint not null, line_id bigint not null, place bigint not null, pool_no int not null, household_id bigint not null, village_code text not null, kind text not null,
    amount_fen bigint not null, taken_fen bigint not null, is_withheld boolean not null, entry_id bigint not null
);
-- By largest remainder, ties to the lower household; what a box takes back by what there is of each.
create function pg_temp.take_shares() returns void language plpgsql as $$
begin
    insert into share
    with pool as (
        select l.n, l.line_id, l.county_code, l.plan_id, p.pool_no, p.kind, d.paid_ms, d.fate,
               case p.rule when 'rate_bp' then l.quantity * l.price_fen * p.rate / 10000 else l.quantity * p.rate end as amount_fen,
               case when d.fate not in ('whole', 'part') then null when p.rule = 'rate_bp' then (l.quantity - l.back) * l.price_fen * p.rate / 10000
                    else (l.quantity - l.back) * p.rate end as kept_fen
        from deal_line l
        join deal d on d.n = l.n and d.paid_ms is not null
        join benefit_pool p on p.plan_id = l.plan_id and p.county_code = l.county_code
    ), dealt as (
        select p.*, s.household_id, p.amount_fen * s.weight / (sum(s.weight) over w)::bigint as base_fen, p.amount_fen * s.weight % (sum(s.weight) over w)::bigint as rest
        from pool p
        join benefit_share s on s.plan_id = p.plan_id and s.county_code = p.county_code and s.pool_no = p.pool_no
        window w as (partition by p.line_id, p.pool_no)
    ), given as (
        select d.*, (base_fen + case when row_number() over (partition by line_id, pool_no order by rest desc, household_id)
                                           <= amount_fen - sum(base_fen) over (partition by line_id, pool_no) then 1 else 0 end)::bigint as fen
        from dealt d
    ), taken as (
        select g.*, (amount_fen - kept_fen) * fen / nullif(amount_fen, 0) as take_fen, (amount_fen - kept_fen) * fen % nullif(amount_fen, 0) as take_rest
        from given g
    )
    select t.n, t.line_id, row_number() over (partition by t.n order by t.line_id, t.pool_no, t.household_id), t.pool_no, t.household_id, h.village_code, t.kind, t.fen,
           coalesce(t.take_fen + case when row_number() over (partition by t.line_id, t.pool_no order by t.take_rest desc, t.household_id)
                                         <= t.amount_fen - t.kept_fen - sum(t.take_fen) over (partition by t.line_id, t.pool_no) then 1 else 0 end, 0),
           h.state <> 'confirmed', 0
    from taken t
    join household h on h.id = t.household_id and h.county_code = t.county_code
    where t.fen > 0;
    update share s set entry_id = id(d.paid_ms, s.n, 100 + s.place) from deal d where d.n = s.n;
end
$$;

create temporary view new_attribution as
select s.entry_id as id, d.county_code, d.order_id, s.line_id, l.plan_id, s.pool_no, s.household_id, s.village_code, s.kind, s.amount_fen,
       case when s.taken_fen = s.amount_fen then 'reversed' when s.is_withheld then 'withheld' when d.completed_ms is not null then 'matured' else 'accrued' end as state,
       case when s.is_withheld then 'suspended' else '' end as withhold_reason, at(d.paid_ms) as accrued_at,
       case when d.completed_ms is not null and not s.is_withheld and s.taken_fen < s.amount_fen then at(d.completed_ms) end as matured_at
from share s
join deal d on d.n = s.n
join deal_line l on l.line_id = s.line_id;
create temporary view new_attribution_reversal as
select id(d.refund_ms, d.n, 100 + s.place) as id, d.county_code, s.entry_id as attribution_id, d.refund_id, s.taken_fen as amount_fen, at(d.refund_ms) as reversed_at
from share s
join deal d on d.n = s.n
where s.taken_fen > 0;
create temporary view entry_move as
select id(m.ms, d.n, 1100 + s.place) as id, d.county_code as shard_key, 'attribution' as machine, s.entry_id as object_id, m.from_state, m.to_state, m.actor_id, m.reason, at(m.ms) as at
from share s
join deal d on d.n = s.n
cross join lateral (values
    (case when s.taken_fen = s.amount_fen then d.refund_ms end, case when s.is_withheld then 'withheld' else 'accrued' end, 'reversed', d.buyer_id, 'refund'),
    (case when not s.is_withheld and s.taken_fen < s.amount_fen then d.completed_ms end, 'accrued', 'matured', 2::bigint, 'claim window over')) m (ms, from_state, to_state, actor_id, reason)
where m.ms is not null;

-- What households have of an order: credited, taken back.
create temporary view deal_share as
select d.*, coalesce(s.fen, 0) as shares_fen
from deal d
left join (select n, sum(amount_fen - taken_fen)::bigint as fen from share group by n) s on s.n = d.n;
create temporary view new_transfer as
select id(t.ms, d.n, t.seq) as id, d.county_code, t.debit_kind, t.debit_owner, t.credit_kind, t.credit_owner, t.amount_fen, t.kind, t.order_id, t.cause_id, at(t.ms) as booked_at
from deal_share d
left join deal_refund r on r.n = d.n
cross join lateral (values
    (d.paid_ms, 20, 'gateway', 0, 'escrow', d.order_id, d.goods_fen + d.freight_fen, 'capture', d.order_id, d.attempt_id),
    (case when d.fate = 'late' then d.refund_ms end, 20, 'gateway', 0, 'unowed', d.attempt_id, d.goods_fen + d.freight_fen, 'capture_unowed', 0, d.attempt_id),
    (d.refund_ms, 21, case d.fate when 'late' then 'unowed' when 'after' then 'producer' else 'escrow' end,
        case d.fate when 'late' then d.attempt_id when 'after' then d.producer_id else d.order_id end, 'refund', d.refund_id, r.goods_back_fen + r.freight_back_fen, 'refund',
        case when d.fate = 'late' then 0 else d.order_id end, d.refund_id),
    (d.returned_ms, 22, 'refund', d.refund_id, 'gateway', 0, r.goods_back_fen + r.freight_back_fen, 'refund_paid', case when d.fate = 'late' then 0 else d.order_id end, d.refund_id),
    (d.completed_ms, 23, 'escrow', d.order_id, 'producer', d.producer_id, d.goods_fen - case when d.fate = 'part' then r.goods_back_fen else 0 end - d.shares_fen, 'settle_goods',
        d.order_id, d.order_id),
    (d.completed_ms, 24, 'escrow', d.order_id, 'station_freight', d.station_id, d.freight_fen, 'settle_freight', d.order_id, d.order_id)
) t (ms, seq, debit_kind, debit_owner, credit_kind, credit_owner, amount_fen, kind, order_id, cause_id)
where t.ms is not null and t.amount_fen > 0;
create temporary view share_transfer as
select id(t.ms, d.n, t.seq + s.place) as id, d.county_code, t.debit_kind, t.debit_owner, t.credit_kind, t.credit_owner, t.amount_fen, t.kind, d.order_id, t.cause_id, at(t.ms) as booked_at
from share s
join deal d on d.n = s.n
cross join lateral (values
    (d.paid_ms, 2100, 'escrow', d.order_id, case when s.is_withheld then 'withheld' else 'household_accrued' end, s.household_id, s.amount_fen,
        case when s.is_withheld then 'withhold' else 'accrue' end, s.entry_id),
    (case when s.taken_fen > 0 then d.refund_ms end, 2100, case when s.is_withheld then 'withheld' else 'household_accrued' end, s.household_id, 'escrow', d.order_id, s.taken_fen,
        'reverse', id(d.refund_ms, d.n, 100 + s.place)),
    (case when not s.is_withheld and s.taken_fen < s.amount_fen then d.completed_ms end, 2100, 'household_accrued', s.household_id, 'household', s.household_id,
        s.amount_fen - s.taken_fen, 'mature', s.entry_id)
) t (ms, seq, debit_kind, debit_owner, credit_kind, credit_owner, amount_fen, kind, cause_id)
where t.ms is not null;
insert into plan (target, source) values ('attribution', ''), ('attribution_reversal', ''), ('state_log', 'entry_move'), ('transfer', ''), ('transfer', 'share_transfer');
