-- What each closed day moved, by kind of account: with it the sum of all accounts of a kind is that of the closed days and the open one, without the rows of a year.
-- Days that are closed already get theirs from the journal; `mall migrate` stamps them.
create table ledger_day_sum (
    day        date not null,
    kind       text not null,                -- of account
    debit_fen  bigint not null,
    credit_fen bigint not null,
    chain      bytea not null,               -- the day's value
    stamp      bytea,
    primary key (day, kind)
);
grant select, insert on ledger_day_sum to mall_app;
create function stamp_bytes(t ledger_day_sum) returns bytea language sql stable
    return record_send(row('ledger_day_sum'::text, t.day, t.kind, t.debit_fen, t.credit_fen, t.chain));
grant execute on function stamp_bytes(ledger_day_sum) to mall_app;

insert into ledger_day_sum (day, kind, debit_fen, credit_fen, chain)
select d.day, s.kind, sum(s.debit)::bigint, sum(s.credit)::bigint, d.chain
from (select (booked_at at time zone 'Asia/Shanghai')::date as day, debit_kind as kind, amount_fen as debit, 0 as credit from transfer
      union all
      select (booked_at at time zone 'Asia/Shanghai')::date, credit_kind, 0, amount_fen from transfer) s
join ledger_day d on d.day = s.day
group by d.day, s.kind, d.chain;
