-- Counties, months and all, whose sales are not the sums of producers' months; and by how long they waited, other orders than were taken. Columns: subject, detail.
select 'sales:' || d.subject as subject, 'kept ' || coalesce(d.kept, 'none') || ' counted ' || coalesce(d.counted, 'none') as detail
from (select coalesce(t.dimension, m.dimension) || ' ' || coalesce(t.key, m.key) as subject, concat_ws('/', t.orders, t.paid_fen, t.refunded_fen, t.freight_fen, t.completed_fen) as kept,
          concat_ws('/', m.orders, m.paid_fen, m.refunded_fen, m.freight_fen, m.completed_fen) as counted
      from sale_total t
      full join (select v.dimension, v.key, sum(s.left_orders) as orders, sum(s.goods_fen + s.freight_fen) as paid_fen, sum(s.refunded_fen + s.freight_refunded_fen) as refunded_fen,
                     sum(s.freight_fen - s.freight_refunded_fen) as freight_fen, sum(s.completed_fen) as completed_fen
                 from sale_month s
                 cross join lateral (values ('total', ''), ('county', s.county_code), ('month', s.month)) as v (dimension, key)
                 group by v.dimension, v.key) m on m.dimension = t.dimension and m.key = t.key
      union all
      select coalesce(w.unit, c.unit) || ' ' || coalesce(w.waited, c.waited), nullif(w.orders, 0)::text, c.orders::text
      from sale_wait w
      full join (select u.unit, u.waited, count(*) as orders
                 from sale_rolled f
                 cross join lateral (values ('second', f.waited_s), ('hour', f.waited_s / 3600), ('waiting', case when f.is_waiting then 0 end)) as u (unit, waited)
                 where u.waited is not null
                 group by u.unit, u.waited) c on c.unit = w.unit and c.waited = w.waited) d
where d.kept is distinct from d.counted
limit 20
