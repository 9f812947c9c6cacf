-- The journal becomes a general ledger: its three accounts of households are control accounts, owned by the order. Whose of it what is stands in a subsidiary
-- ledger, a row a pool of a line: a roster of who shares, and beside it the amounts in the roster's order.

-- Who shares in a pool of a plan, in order of household. Made with the first sale that needs it and never changed: when a household moves to another village it is
-- another roster.
create table roster (
    id          bigint primary key,
    county_code text not null,
    plan_id     bigint not null,
    pool_no     int not null,
    kind        text not null,
    digest      bytea not null,              -- roster_digest() of its places
    stamp       bytea,
    constraint roster_once unique (plan_id, pool_no, kind, digest)
);
create table roster_place (
    roster_id    bigint not null references roster,
    place        int not null check (place > 0),
    county_code  text not null,
    household_id bigint not null references household,
    village_code text not null,
    primary key (roster_id, place)
);
create unique index roster_place_household on roster_place (household_id, roster_id);
grant select, insert on roster, roster_place to mall_app;

create function roster_digest(of_roster bigint) returns bytea language sql stable
    return (select sha256(convert_to(coalesce(string_agg(p.household_id || '|' || p.village_code || E'\n', '' order by p.place), ''), 'UTF8'))
            from roster_place p where p.roster_id = of_roster);
grant execute on function roster_digest(bigint) to mall_app;

-- What one line of an order gave through one pool to the places of its roster. `reversed` is the sum of its reversals, null while there is none. Its entries have the numbers
-- id, id + 1, ... in order of place.
create table attribution_pool (
    order_id    bigint not null,
    line_id     bigint not null,
    pool_no     int not null,
    id          bigint not null,
    county_code text not null,
    roster_id   bigint not null,
    amounts     bigint[] not null,
    reversed    bigint[],
    accrued_at  timestamptz not null,
    stamp       bytea,
    primary key (order_id, line_id, pool_no)
);
grant select, insert, update (reversed) on attribution_pool to mall_app;

-- Shares that were credited to nobody because the register did not confirm the household at the moment of payment, and what became of them.
create table withheld_share (
    order_id     bigint not null,
    line_id      bigint not null,
    pool_no      int not null,
    place        int not null,
    id           bigint not null,            -- of its moves
    county_code  text not null,
    household_id bigint not null,
    amount_fen   bigint not null check (amount_fen > 0),
    reason       text not null,
    state        text not null check (state in ('withheld', 'accrued', 'reversed')),
    withheld_at  timestamptz not null,
    moved_at     timestamptz,
    released_fen bigint,                     -- what the household was given of it
    stamp        bytea,
    primary key (order_id, line_id, pool_no, place)
);
grant select, insert, update (state, moved_at, released_fen) on withheld_share to mall_app;

-- Orders whose claim window is over: all that is credited of them has matured.
create table maturity (
    order_id    bigint primary key,
    county_code text not null,
    matured_at  timestamptz not null
);
grant select, insert on maturity to mall_app;

-- ---- what was written a share a row ----

alter table attribution rename to old_entry;
alter table attribution_reversal rename to old_reversal;
drop index attribution_withheld, attribution_order, attribution_household;

create temporary table old_place on commit drop as
select a.*, row_number() over (partition by a.order_id, a.line_id, a.pool_no order by a.household_id)::int as place
from old_entry a;
create index on old_place (id);
create index on old_place (order_id, line_id, pool_no);
create temporary table old_pool on commit drop as
select a.order_id, a.line_id, a.pool_no, a.county_code, a.plan_id, a.kind, min(a.id) as id, min(a.accrued_at) as accrued_at,
    array_agg(a.amount_fen order by a.place) as amounts,
    sha256(convert_to(string_agg(a.household_id || '|' || a.village_code || E'\n', '' order by a.place), 'UTF8')) as digest
from old_place a
group by a.order_id, a.line_id, a.pool_no, a.county_code, a.plan_id, a.kind;

insert into roster (id, county_code, plan_id, pool_no, kind, digest)
select distinct on (plan_id, pool_no, kind, digest) id, county_code, plan_id, pool_no, kind, digest
from old_pool
order by plan_id, pool_no, kind, digest, id;
insert into roster_place (roster_id, place, county_code, household_id, village_code)
select r.id, a.place, a.county_code, a.household_id, a.village_code
from roster r
join old_pool l on l.id = r.id
join old_place a on a.order_id = l.order_id and a.line_id = l.line_id and a.pool_no = l.pool_no;

insert into attribution_pool (order_id, line_id, pool_no, id, county_code, roster_id, amounts, reversed, accrued_at)
select l.order_id, l.line_id, l.pool_no, l.id, l.county_code, r.id, l.amounts, v.amounts, l.accrued_at
from old_pool l
join roster r on r.plan_id = l.plan_id and r.pool_no = l.pool_no and r.kind = l.kind and r.digest = l.digest
left join (select a.order_id, a.line_id, a.pool_no, array_agg(coalesce(x.fen, 0) order by a.place) as amounts, sum(x.fen) as fen
           from old_place a
           left join (select attribution_id, sum(amount_fen)::bigint as fen from old_reversal group by attribution_id) x on x.attribution_id = a.id
           group by a.order_id, a.line_id, a.pool_no) v on v.order_id = l.order_id and v.line_id = l.line_id and v.pool_no = l.pool_no and v.fen > 0
order by l.id;
create index attribution_pool_roster on attribution_pool (roster_id, id);

-- One refund's reversals of one pool of a line.
create table pool_reversal (
    id          bigint primary key,
    county_code text not null,
    order_id    bigint not null,
    line_id     bigint not null,
    pool_no     int not null,
    refund_id   bigint not null,             -- 0: what was withheld went to whom the sale belongs
    amounts     bigint[] not null,           -- by place
    reversed_at timestamptz not null,
    stamp       bytea
);
insert into pool_reversal (id, county_code, order_id, line_id, pool_no, refund_id, amounts, reversed_at)
select g.id, g.county_code, g.order_id, g.line_id, g.pool_no, g.refund_id,
    (select array_agg(coalesce(v.amount_fen, 0) order by a.place)
     from old_place a
     left join old_reversal v on v.attribution_id = a.id and v.refund_id = g.refund_id and v.reversed_at = g.reversed_at
     where a.order_id = g.order_id and a.line_id = g.line_id and a.pool_no = g.pool_no),
    g.reversed_at
from (select a.county_code, a.order_id, a.line_id, a.pool_no, v.refund_id, v.reversed_at, min(v.id) as id
      from old_reversal v
      join old_place a on a.id = v.attribution_id
      group by a.county_code, a.order_id, a.line_id, a.pool_no, v.refund_id, v.reversed_at) g;
create index pool_reversal_pool on pool_reversal (order_id, line_id, pool_no);
create unique index pool_reversal_once on pool_reversal (refund_id, line_id, pool_no) where refund_id <> 0;
grant select, insert on pool_reversal to mall_app;

insert into withheld_share (order_id, line_id, pool_no, place, id, county_code, household_id, amount_fen, reason, state, withheld_at, moved_at, released_fen)
select a.order_id, a.line_id, a.pool_no, a.place, a.id, a.county_code, a.household_id, a.amount_fen, a.withhold_reason,
    case when t.id is not null then 'accrued' else a.state end, a.accrued_at, g.at, t.amount_fen
from old_place a
left join transfer t on t.kind = 'release' and t.order_id = a.order_id and t.order_id <> 0 and t.cause_id = a.id
left join state_log g on g.object_id = a.id and g.machine = 'attribution' and g.from_state = 'withheld'
where a.withhold_reason <> '';
create index withheld_share_open on withheld_share (county_code, household_id, id) where state = 'withheld';

insert into maturity (order_id, county_code, matured_at)
select object_id, shard_key, at from state_log where machine = 'order' and to_state = 'completed';

drop function stamp_bytes(old_entry);
drop function stamp_bytes(old_reversal);
drop table old_reversal, old_entry;

create function stamp_bytes(t roster) returns bytea language sql stable
    return record_send(row('roster'::text, t.id, t.county_code, t.plan_id, t.pool_no, t.kind, t.digest));
grant execute on function stamp_bytes(roster) to mall_app;
create function stamp_bytes(t attribution_pool) returns bytea language sql stable
    return record_send(row('attribution_pool'::text, t.order_id, t.line_id, t.pool_no, t.id, t.county_code, t.roster_id, t.amounts, t.accrued_at));
grant execute on function stamp_bytes(attribution_pool) to mall_app;
create function stamp_bytes(t withheld_share) returns bytea language sql stable
    return record_send(row('withheld_share'::text, t.order_id, t.line_id, t.pool_no, t.place, t.id, t.county_code, t.household_id, t.amount_fen, t.reason, t.withheld_at));
grant execute on function stamp_bytes(withheld_share) to mall_app;
create function stamp_bytes(t pool_reversal) returns bytea language sql stable
    return record_send(row('pool_reversal'::text, t.id, t.county_code, t.order_id, t.line_id, t.pool_no, t.refund_id, t.amounts, t.reversed_at));
grant execute on function stamp_bytes(pool_reversal) to mall_app;

-- An entry: one household's income from one line of an order through one pool of its plan, and where it stands. Read by order or by household.
create view attribution_entry as
select coalesce(w.id, a.id + p.place - 1) as id, a.county_code, a.order_id, a.line_id, a.roster_id, a.pool_no, p.place, cardinality(a.amounts) as places, p.household_id,
    p.village_code, r.kind, a.amounts[p.place] as amount_fen, coalesce(a.reversed[p.place], 0) as reversed_fen,
    case when w.state in ('withheld', 'reversed') then w.state
         when a.amounts[p.place] = a.reversed[p.place] then 'reversed'
         when m.matured_at is null then 'accrued'
         else 'matured' end as state,
    coalesce(w.reason, '') as withhold_reason, a.accrued_at,
    case when w.state in ('withheld', 'reversed') or a.amounts[p.place] = a.reversed[p.place] or m.matured_at is null then null
         else greatest(m.matured_at, w.moved_at) end as matured_at
from attribution_pool a
join roster r on r.id = a.roster_id and r.county_code = a.county_code
join roster_place p on p.roster_id = r.id and p.county_code = r.county_code
left join withheld_share w on w.order_id = a.order_id and w.line_id = a.line_id and w.pool_no = a.pool_no and w.place = p.place and w.county_code = a.county_code
left join maturity m on m.order_id = a.order_id and m.county_code = a.county_code
where a.amounts[p.place] > 0;
grant select on attribution_entry to mall_app;

-- ---- the journal ----

-- What households had in accounts of their own is gathered in the accounts of the orders that it came from: rows of today beside those that stay as they
-- were booked, so that no closed day changes. Their ids are of this moment and before it, of a maker that no worker is.
insert into transfer (id, county_code, debit_kind, debit_owner, credit_kind, credit_owner, amount_fen, kind, order_id, cause_id, booked_at)
select (((extract(epoch from now()) * 1000)::bigint - 1704067200000 - n / 4096) << 22) | (1023 << 12) | (n % 4096), county_code, kind, owner, kind, order_id, fen, 'gather',
    order_id, order_id, now()
from (select b.county_code, b.kind, b.owner, b.order_id, sum(b.fen)::bigint as fen, row_number() over (order by b.order_id, b.owner, b.kind) as n
      from (select county_code, credit_kind as kind, credit_owner as owner, order_id, amount_fen as fen from transfer
            where credit_kind in ('household_accrued', 'household', 'withheld')
            union all
            select county_code, debit_kind, debit_owner, order_id, -amount_fen from transfer
            where debit_kind in ('household_accrued', 'household', 'withheld')) b
      group by b.county_code, b.kind, b.owner, b.order_id
      having sum(b.fen) <> 0) g;

-- Accounts are looked up by their order; by their owner only those that gather what many orders leave.
drop index transfer_debit, transfer_credit, transfer_booked;
create index transfer_producer_credit on transfer (credit_owner) where credit_kind = 'producer';
create index transfer_producer_debit on transfer (debit_owner) where debit_kind = 'producer';
create index transfer_fee_debit on transfer (debit_owner) where debit_kind = 'provider_fee';
create index transfer_fee_credit on transfer (credit_owner) where credit_kind = 'provider_fee';
create index transfer_booked on transfer using brin (booked_at) with (pages_per_range = 16, autosummarize = on);

-- What the line of a transfer says in the day's root: 1 the transfer alone, 2 also what the subsidiary ledger has of it (ledger/day.h).
alter table ledger_day add column format int not null default 1;
