-- What lists know of what is on sale (table product) and its counts, made anew from versions, prices and stock.
-- Without statistics of what was just written each listing is looked for among all others: a quarter of an hour at a hundred thousand.
analyze public.listing, public.listing_version, public.version_sku, public.lot, public.stock;
truncate public.product, public.product_kind, public.product_seller, public.product_tally, public.product_summed, public.product_country, public.product_text, public.product_facet;
insert into public.product select * from public.product_now;
insert into public.product_kind
select county_code, category, produce, picture, season_from, season_to, count(*)
from public.product
group by county_code, category, produce, picture, season_from, season_to;
insert into public.product_seller select county_code, producer_id, station_id, count(*) from public.product group by county_code, producer_id, station_id;
insert into public.product_tally select * from public.product_tally_now(to_char(now() at time zone 'Asia/Shanghai', 'MM-DD'), array(select distinct county_code from public.product_kind), false);
insert into public.product_facet select distinct id, county_code, producer_id, station_id, category, season_from, season_to from public.product_facet_now;
insert into public.product_text select * from public.product_text_now;
analyze public.product, public.product_tally, public.product_kind, public.product_seller;
