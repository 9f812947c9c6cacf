-- What we have as captured of a day stands beside its bill, so that a list of bills does not add up every payment of its days. A bill is ready at ten o'clock of the next day; what was
-- noted as captured of a day after nine o'clock of the next is `late`: few, found by an index of their own. So what stands beside a bill that was had from ten o'clock on is all of its day
-- that is not late, and stays so. The audit compares it.
alter table payment_attempt add column late boolean;          -- null = no
create index payment_attempt_late on payment_attempt (paid_at) include (provider, captured_fen) where late;
alter table provider_bill add column captured_fen bigint not null default 0;
update provider_bill b
set captured_fen = (select coalesce(sum(a.captured_fen), 0)
                    from payment_attempt a
                    where a.provider = b.provider and a.paid_at >= b.day::timestamp at time zone 'Asia/Shanghai' and a.paid_at < (b.day + 1)::timestamp at time zone 'Asia/Shanghai');
