-- Categories of what is on sale. Columns: category, products. Index: listing_version_category.
select v.category, count(*) as products
from listing_version v
where v.state = 'on_sale'
group by v.category
order by count(*) desc, v.category
