-- One picture as its owner sees it. $1 id. Columns: picture_id, organisation_id, width, height, widths (JSON), url, created_at. Index: primary key.
select p.id as picture_id, p.organisation_id, p.width, p.height, to_json(p.widths) as widths, '/pictures/' || p.hash || '-{width}.{format}' as url,
    p.created_at
from picture p
where p.id = $1::bigint
