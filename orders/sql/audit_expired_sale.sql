-- Orders that a producer sold on a day on which a paper that it must have did not hold: its reviewed licence, or its food permit when what it sells needs one. Those
-- who came in before there were dossiers have none to hold. $1 from which id on. Columns: subject, detail. Index: sale_order primary key, dossier_organisation.
select 'order:' || o.id as subject, 'sold when its seller''s ' || k.kind || ' had expired' as detail
from sale_order o
cross join (values ('licence'), ('food_permit')) k (kind)
where o.id >= $1
    and exists (select from dossier d
                where d.organisation_id = o.producer_id and d.county_code = o.county_code and d.state = 'in_force' and (k.kind = 'licence' or d.processed))
    and not exists (
        select from dossier d
        join dossier_paper p on p.dossier_id = d.id and p.county_code = d.county_code and p.kind = k.kind
        where d.organisation_id = o.producer_id and d.county_code = o.county_code and d.state = 'in_force'
            and coalesce(p.expires_on, 'infinity'::date) >= (o.placed_at at time zone 'Asia/Shanghai')::date)
limit 20
