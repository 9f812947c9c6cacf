-- What is kept for thirty days only: the keys that checkouts and payments came with, and jobs that are done.
create temporary view recent as
select d.* from deal d cross join asked a where d.placed_ms > a.end_ms - 29 * 86400000::bigint;
create temporary view new_idempotency_key as
select d.buyer_id as account_id, k.route, 'grown-' || d.n as key, sha256(convert_to(k.route || d.n, 'UTF8')) as body_hash, k.result_id, at(k.ms) as created_at
from recent d
cross join lateral (values ('trade_create', d.trade_id, d.placed_ms), ('payment_create', d.attempt_id, d.opened_ms)) k (route, result_id, ms)
where k.ms is not null;
create temporary view new_job as
select id(j.ms, d.n, 15) as id, j.kind, j.object_id::text as key, jsonb_build_object(j.name, j.object_id::text) as payload, d.county_code as shard_key, 'done' as state, at(j.ms) as run_at,
       1 as attempts, at(j.ms) as created_at, at(j.ms + 200) as finished_at
from recent d
cross join lateral (values ('carrier_subscribe', d.parcel_id, d.handed_ms, 'parcel_id'), ('refund_send', d.refund_id, d.refund_ms, 'refund_id')) j (kind, object_id, ms, name)
where j.ms is not null and j.object_id is not null;
insert into plan (target, source) values ('idempotency_key', ''), ('job', '');
