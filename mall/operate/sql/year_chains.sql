-- The last days of all chains before a year ended, and their values. $1 the first id behind it. Columns: chains (JSON).
select coalesce(jsonb_object_agg(e.chain, jsonb_build_object('day', e.day, 'value', e.value)), '{}')::text as chains
from (select distinct on (c.chain) c.chain, c.day::text as day, encode(c.value, 'hex') as value
      from (select d.chain, d.day, d.value
            from chain_day d
            union all
            select 'ledger', l.day, l.chain
            from ledger_day l) c
      where c.day < (to_timestamp((($1::bigint >> 22) + 1704067200000) / 1000.0) at time zone 'Asia/Shanghai')::date
      order by c.chain, c.day desc) e
