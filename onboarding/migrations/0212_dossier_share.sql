-- Who has a share in an organisation, as its dossier says: people, sealed, with their part of it. An application need not say any.
create table dossier_share (
    dossier_id         bigint not null references dossier,
    place              bigint not null,          -- in the list, from 1 on
    county_code        text not null,
    percent_hundredths bigint not null check (percent_hundredths between 0 and 10000), -- 0 = not said yet
    name_sealed        bytea,
    id_sealed          bytea,
    stamp              bytea,
    primary key (dossier_id, place)
);
grant select, insert, update, delete on dossier_share to mall_app;
create function stamp_bytes(t dossier_share) returns bytea language sql stable
    return record_send(row('dossier_share'::text, t.dossier_id, t.place, t.county_code, t.percent_hundredths));
grant execute on function stamp_bytes(dossier_share) to mall_app;
