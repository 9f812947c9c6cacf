-- What the sums of households' months come to, county by county, as one value: kept of months of a year that is taken out (base's year_carried), whose entries are not there to be added up.
create view household_month_digest as
select m.county_code, m.month,
    encode(sha256(convert_to(string_agg(concat_ws('/', m.household_id, m.kind, m.village_code, m.producer_id, m.entries, m.credited_fen, m.reversed_fen, m.accrued_fen, m.matured_fen, m.withheld_fen, m.borne_fen),
        E'\n' order by m.household_id, m.kind, m.village_code, m.producer_id), 'UTF8')), 'hex') as digest
from household_month m
group by m.county_code, m.month;
grant select on household_month_digest to mall_app;
