-- Orders that the seller bore - completed, and refunded whole by a refund that came afterwards - and that are not noted as such, and others that are.
-- Columns: subject, detail.
select 'order:' || coalesce(o.id, b.order_id) as subject, case when b.order_id is null then 'was borne by the seller, and is not noted' else 'is noted, and was not borne by the seller' end as detail
from (select distinct s.id, s.county_code
      from order_refund f
      join sale_order s on s.id = f.order_id and s.county_code = f.county_code
      where f.after_completion and s.state = 'completed'
          and not exists (select 1 from order_line l where l.order_id = s.id and l.county_code = s.county_code and l.refunded_quantity < l.quantity)) o
full join borne_order b on b.order_id = o.id and b.county_code = o.county_code
where o.id is null or b.order_id is null
limit 20
