-- Takes one message from each budget; those that have none left are the result, and then the transaction must not be kept. Rows are locked in the order that is
-- given: phone, block, all, so that two never wait for each other. $1 scopes, $2 keys, $3 hours of the windows (1, 24), $4 most.
-- Columns: scope, hours, wait_s (until the window ends). Index: sms_budget primary key.
with wanted as (
    select w.place, w.scope, w.key, w.hours, w.most,
        case w.hours when 1 then date_trunc('hour', now())
            else date_trunc('day', now() at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai' end as began_at
    from (select unnest($1::text[]) as scope, unnest($2::text[]) as key, unnest($3::bigint[]) as hours, unnest($4::bigint[]) as most,
                 generate_subscripts($1::text[], 1) as place) w
), taken as (
    insert into sms_budget as b (scope, key, hours, began_at, used, most)
    select scope, key, hours, began_at, 1, most from wanted order by place
    on conflict (scope, key, hours, began_at) do update
    set used = b.used + 1, most = excluded.most
    where b.used < excluded.most
    returning b.scope, b.hours
)
select w.scope, w.hours::bigint as hours, ceil(extract(epoch from w.began_at + make_interval(hours => w.hours::int) - now()))::bigint as wait_s
from wanted w
where not exists (select 1 from taken t where t.scope = w.scope and t.hours = w.hours)
order by w.place
