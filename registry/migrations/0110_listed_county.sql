-- The 832 counties that were on the national list: the name and prefecture of then, the county's code of today, and the year in which it left. Two names may stand on one code.
create table listed_county (
    code       text not null,
    name       text not null,
    prefecture text not null,
    exit_year  smallint not null check (exit_year between 2016 and 2020),
    primary key (code, name)
);
grant select, insert, update, delete on listed_county to mall_app;
