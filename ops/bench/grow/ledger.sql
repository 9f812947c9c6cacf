-- Whose the money is: the households' shares of each line as they are split (ledger/split.h), what refunds take back of them, and the journal.
create temporary table share (
    n bigint not null, line_id bigint not null, pool_no int not null, place int not null, roster_id bigint not null, household_id bigint not null,
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
    select t.n, t.line_id, t.pool_no, row_number() over (partition by t.line_id, t.pool_no order by t.household_id), r.id, t.household_id, t.fen,
           coalesce(t.take_fen + case when row_number() over (partition by t.line_id, t.pool_no order by t.take_rest desc, t.household_id)
                                         <= t.amount_fen - t.kept_fen - sum(t.take_fen) over (partition by t.line_id, t.pool_no) then 1 else 0 end, 0),
           t.fen > 0 and h.state <> 'confirmed', row_number() over (partition by t.n order by t.line_id, t.pool_no, t.household_id)
    from taken t
    join household h on h.id = t.household_id and h.county_code = t.county_code
    join roster r on r.plan_id = t.plan_id and r.county_code = t.county_code and r.pool_no = t.pool_no;
    update share s set entry_id = id(d.paid_ms, s.n, 100 + s.entry_id) from deal d where d.n = s.n;
end
$$;

-- A pool's shares as the ledger has them: a row each, amounts by place.
create temporary view pool as
select s.n, s.line_id, s.pool_no, s.roster_id, min(s.entry_id) as id, array_agg(s.amount_fen order by s.place) as amounts, array_agg(s.taken_fen order by s.place) as taken,
       sum(s.amount_fen) as fen, sum(s.taken_fen) as taken_fen
from share s
group by s.n, s.line_id, s.pool_no, s.roster_id
having sum(s.amount_fen) > 0;
create temporary view new_attribution_pool as
select d.order_id, p.line_id, p.pool_no, p.id, d.county_code, p.roster_id, p.amounts, case when p.taken_fen > 0 then p.taken end as reversed, at(d.paid_ms) as accrued_at
from pool p
join deal d on d.n = p.n;
create temporary view new_pool_reversal as
select id(d.refund_ms, d.n, p.id & 4095) as id, d.county_code, d.order_id, p.line_id, p.pool_no, d.refund_id, p.taken as amounts, at(d.refund_ms) as reversed_at
from pool p
join deal d on d.n = p.n
where p.taken_fen > 0;
create temporary view new_withheld_share as
select d.order_id, s.line_id, s.pool_no, s.place, s.entry_id as id, d.county_code, s.household_id, s.amount_fen, 'suspended' as reason,
       case when s.taken_fen = s.amount_fen then 'reversed' else 'withheld' end as state, at(d.paid_ms) as withheld_at,
       case when s.taken_fen = s.amount_fen then at(d.refund_ms) end as moved_at, s.taken_fen as back_fen
from share s
join deal d on d.n = s.n
where s.is_withheld;
create temporary view new_maturity as
select d.order_id, d.county_code, at(d.completed_ms) as matured_at
from deal d
where d.completed_ms is not null;
create temporary view entry_move as
select id(d.refund_ms, d.n, 1100 + (s.entry_id & 4095)) as id, d.county_code as shard_key, 'attribution' as machine, s.entry_id as object_id, 'withheld' as from_state, 'reversed' as to_state,
       d.buyer_id as actor_id, 'refund' as reason, at(d.refund_ms) as at
from share s
join deal d on d.n = s.n
where s.is_withheld and s.taken_fen = s.amount_fen;

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
-- Of each order the sums of its shares.
create temporary view share_transfer as
select id(t.ms, d.n, t.seq) as id, d.county_code, t.debit_kind, d.order_id as debit_owner, t.credit_kind, d.order_id as credit_owner, t.amount_fen, t.kind, d.order_id, t.cause_id, at(t.ms) as booked_at
from (select n, sum(amount_fen) filter (where not is_withheld) as accrued, sum(amount_fen) filter (where is_withheld) as withheld,
             sum(taken_fen) filter (where not is_withheld) as accrued_taken, sum(taken_fen) filter (where is_withheld) as withheld_taken
      from share
      group by n) s
join deal d on d.n = s.n
cross join lateral (values
    (d.paid_ms, 25, 'escrow', 'household_accrued', s.accrued, 'accrue', d.order_id), (d.paid_ms, 26, 'escrow', 'withheld', s.withheld, 'withhold', d.order_id),
    (d.refund_ms, 27, 'household_accrued', 'escrow', s.accrued_taken, 'reverse', d.refund_id), (d.refund_ms, 28, 'withheld', 'escrow', s.withheld_taken, 'reverse', d.refund_id),
    (d.completed_ms, 29, 'household_accrued', 'household', s.accrued - coalesce(s.accrued_taken, 0), 'mature', d.order_id)
) t (ms, seq, debit_kind, credit_kind, amount_fen, kind, cause_id)
where t.ms is not null and t.amount_fen > 0;
insert into plan (target, source) values ('attribution_pool', ''), ('withheld_share', ''), ('pool_reversal', ''), ('maturity', ''), ('state_log', 'entry_move'), ('transfer', ''), ('transfer', 'share_transfer');
