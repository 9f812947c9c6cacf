-- Pictures that organisations uploaded, as they are served.

-- One picture of one organisation. Its files' names are made of `hash`, which is over their bytes; `source_hash` is over what was sent, so that sending
-- it again gives the same picture.
create table picture (
    id              bigint primary key,
    county_code     text not null,
    organisation_id bigint not null references organisation,
    hash            text not null check (hash ~ '^[0-9a-f]{32}$'),
    source_hash     bytea not null,
    width           int not null check (width > 0),  -- of the widest file
    height          int not null check (height > 0),
    widths          int[] not null,
    created_by      bigint not null,
    created_at      timestamptz not null default now(),
    keep_until      timestamptz not null default now() + interval '7 days', -- infinity once something that stays shows it
    constraint picture_source_unique unique (organisation_id, source_hash)
);
create index picture_organisation on picture (organisation_id, created_at);
create index picture_hash on picture (hash);
create index picture_passing on picture (keep_until) where keep_until < 'infinity';
grant select, insert, update, delete on picture to mall_app;

create table picture_file (
    picture_id  bigint not null references picture,
    county_code text not null,
    width       int not null,
    format      text not null check (format in ('webp', 'jpg')),
    bytes       bytea not null,
    primary key (picture_id, width, format)
);
alter table picture_file alter column bytes set storage external; -- compressed already
grant select, insert, delete on picture_file to mall_app;
