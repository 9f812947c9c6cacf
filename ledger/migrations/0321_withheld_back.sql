-- What was taken back of a withheld share stands beside its amount, so that what a county or a household waits for is read from one index and not from every pool of which ever something was
-- taken back. While a share is withheld it is the sum of its pool at its place (attribution_pool.reversed), written with it; what its household was given later has
-- no part in it. The audit compares them.
alter table withheld_share add column back_fen bigint;
update withheld_share w
set back_fen = case when w.state = 'accrued' then coalesce(w.amount_fen - w.released_fen, 0)
                    else coalesce((select l.reversed[w.place]
                                   from attribution_pool l
                                   where l.order_id = w.order_id and l.line_id = w.line_id and l.pool_no = w.pool_no and l.county_code = w.county_code), 0) end;
alter table withheld_share alter column back_fen set default 0, alter column back_fen set not null;
drop index withheld_share_open;
create index withheld_share_open on withheld_share (county_code, household_id, id) include (order_id, amount_fen, back_fen, withheld_at) where state = 'withheld';
drop index attribution_pool_reversed;
grant update (back_fen) on withheld_share to mall_app;
