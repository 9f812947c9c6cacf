-- What a producer's desk works with: pictures of a version, and listings that are being filled in.

create table version_picture (
    version_id  bigint not null references listing_version,
    county_code text not null,
    place       int not null check (place between 1 and 9), -- 1 = the main picture
    picture_id  bigint not null references picture,
    alt         text not null default '',
    primary key (version_id, place)
);
grant select, insert on version_picture to mall_app;

-- A version's pictures as lists and pages show them; null when it has none.
create view version_photo as
select x.version_id, x.county_code, x.place,
    json_build_object('picture_id', p.id::text, 'url', '/pictures/' || p.hash || '-{width}.{format}', 'width', p.width, 'height', p.height,
        'widths', p.widths, 'alt', x.alt) as photo
from version_picture x
join picture p on p.id = x.picture_id and p.county_code = x.county_code;
grant select on version_photo to mall_app;

-- With the main picture.
create or replace view listing_item as
select l.id as listing_id, l.producer_id, o.name as producer_name, l.county_code, l.current_version_id, v.id as version_id, v.version_no, v.state, v.title,
    v.category, v.produce, v.picture, v.village_code, v.created_at,
    (select coalesce(sum(s.available), 0)::bigint
     from stock s
     join sku k on k.id = s.sku_id and k.county_code = s.county_code
     where k.listing_id = l.id and k.county_code = l.county_code) as available,
    (select p.photo from version_photo p where p.version_id = v.id and p.county_code = l.county_code and p.place = 1) as photo
from listing l
join organisation o on o.id = l.producer_id and o.county_code = l.county_code
cross join lateral (select x.id, x.version_no, x.state, x.title, x.category, x.produce, x.picture, x.village_code, x.created_at
                    from listing_version x
                    where x.listing_id = l.id and x.county_code = l.county_code
                    order by x.version_no desc
                    limit 1) v;

-- A listing as its producer is filling it in, complete or not: what the form holds. Each save is the next revision. When it is handed in it becomes a
-- version and is closed.
create table listing_form (
    id          bigint primary key,
    county_code text not null,
    producer_id bigint not null references organisation,
    listing_id  bigint references listing,           -- null: of a listing that is not there yet
    revision    int not null default 1,
    title       text not null default '',
    step        text not null default '',
    content     jsonb not null,
    created_by  bigint not null,
    created_at  timestamptz not null default now(),
    saved_by    bigint not null,
    saved_at    timestamptz not null default now(),
    version_id  bigint references listing_version,   -- what it became
    closed_at   timestamptz
);
create unique index listing_form_one_open on listing_form (listing_id) where closed_at is null and listing_id is not null;
create index listing_form_producer on listing_form (producer_id, id) where closed_at is null;
create index listing_form_saved on listing_form (saved_at);
grant select, insert, update, delete on listing_form to mall_app;
