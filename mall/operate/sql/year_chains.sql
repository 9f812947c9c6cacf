-- The last days of all chains before a year ended, and their values. $1 the first id behind it. Columns: chains (a JSON array of chain, day, value).
select coalesce(jsonb_agg(jsonb_build_object('chain', e.chain, 'day', e.day, 'value', e.value) order by e.chain), '[]')::text as chains
from (select distinct on (c.chain) c.chain, c.day::text as day, encode(c.value, 'hex') as value
      from (select d.chain, d.day, d.value
            from chain_day d
            union all
            select 'ledger', l.day, l.chain
            from ledger_day l) c
      where c.day < (to_timestamp((($1::bigint >> 22) + 1704067200000) / 1000.0) at time zone 'Asia/Shanghai')::date
      order by c.chain, c.day desc) e
