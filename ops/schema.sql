
CREATE FUNCTION public.beijing_day(moment timestamp with time zone) RETURNS date
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN ((moment AT TIME ZONE '08:00:00'::interval))::date;

CREATE FUNCTION public.bits_put(bits bytea, places integer[], is_in boolean[]) RETURNS bytea
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
declare
    bytes int := (select coalesce(max(p.place) / 8 + 1, 0) from unnest(places, is_in) as p (place, is_in) where p.is_in);
begin
    if bytes > length(bits) then
        bits := bits || decode(repeat('00', bytes - length(bits)), 'hex');
    end if;
    for i in 1 .. cardinality(places) loop
        if places[i] < length(bits) * 8 then
            bits := set_bit(bits, places[i], is_in[i]::int);
        end if;
    end loop;
    return bits;
end
$$;

CREATE FUNCTION public.county_month_build() RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
    delete from county_month;
    delete from household_place;
    insert into household_place (county_code, village_code, household_id, place)
    select h.county_code, coalesce(h.village_code, ''), h.household_id, row_number() over (partition by h.county_code, h.village_code order by h.household_id) - 1
    from (select m.county_code, m.village_code, m.household_id
          from household_month m
          group by grouping sets ((m.county_code, m.household_id), (m.county_code, m.village_code, m.household_id))) h;
    insert into county_month (county_code, month, producer_id, village_code, accrued_fen, matured_fen, withheld_fen, borne_fen, households)
    select s.county_code, s.month, s.producer_id, s.village_code, sum(s.accrued_fen), sum(s.matured_fen), sum(s.withheld_fen), sum(s.borne_fen),
        bits_put('', array_agg(p.place), array_agg(s.accrued_fen + s.matured_fen > 0))
    from (select m.county_code, m.month, coalesce(m.producer_id, 0) as producer_id, coalesce(m.village_code, '') as village_code, m.household_id, sum(m.accrued_fen) as accrued_fen,
              sum(m.matured_fen) as matured_fen, sum(m.withheld_fen) as withheld_fen, sum(m.borne_fen) as borne_fen
          from household_month m
          group by grouping sets ((m.county_code, m.month, m.producer_id, m.household_id), (m.county_code, m.month, m.village_code, m.household_id))) s
    join household_place p on p.county_code = s.county_code and p.village_code = s.village_code and p.household_id = s.household_id
    group by s.county_code, s.month, s.producer_id, s.village_code;
end
$$;

CREATE FUNCTION public.household_analyze() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
    analyze household_stage, household_stage_member, household, household_member, household_version;
end $$;

CREATE FUNCTION public.household_stage_empty() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
    truncate household_stage, household_stage_member;
end $$;

CREATE FUNCTION public.household_weight(household_id bigint, village_code text, seed bigint) RETURNS bigint
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (((hashtextextended((((household_id)::text || '/'::text) || village_code), seed) >> 33) & (2147483647)::bigint) | (1)::bigint);

CREATE FUNCTION public.id_of_moment(moment timestamp with time zone) RETURNS bigint
    LANGUAGE sql IMMUTABLE STRICT
    RETURN ((((EXTRACT(epoch FROM moment) * (1000)::numeric) - ('1704067200000'::bigint)::numeric))::bigint << 22);

CREATE FUNCTION public.login_wait(wrong integer, free bigint) RETURNS interval
    LANGUAGE sql IMMUTABLE
    RETURN make_interval(secs => LEAST((3600)::double precision, ((30)::double precision * ((2)::double precision ^ (LEAST((wrong - free), (7)::bigint))::double precision))));

CREATE TABLE public.attribution_pool (
    order_id bigint NOT NULL,
    line_id bigint NOT NULL,
    pool_no integer NOT NULL,
    id bigint NOT NULL,
    county_code text NOT NULL,
    roster_id bigint NOT NULL,
    amounts bigint[] NOT NULL,
    reversed bigint[],
    accrued_at timestamp with time zone NOT NULL,
    stamp bytea
)
PARTITION BY RANGE (order_id);
ALTER TABLE ONLY public.attribution_pool ALTER COLUMN county_code SET STATISTICS 10;

CREATE TABLE public.maturity (
    order_id bigint NOT NULL,
    county_code text NOT NULL,
    matured_at timestamp with time zone NOT NULL
)
PARTITION BY RANGE (order_id);
ALTER TABLE ONLY public.maturity ALTER COLUMN county_code SET STATISTICS 10;

CREATE TABLE public.transfer (
    id bigint NOT NULL,
    county_code text NOT NULL,
    debit_kind text NOT NULL,
    debit_owner bigint NOT NULL,
    credit_kind text NOT NULL,
    credit_owner bigint NOT NULL,
    amount_fen bigint NOT NULL,
    kind text NOT NULL,
    order_id bigint NOT NULL,
    cause_id bigint NOT NULL,
    booked_at timestamp with time zone NOT NULL,
    stamp bytea,
    CONSTRAINT transfer_amount_fen_check CHECK ((amount_fen > 0)),
    CONSTRAINT transfer_check CHECK (((debit_kind <> credit_kind) OR (debit_owner <> credit_owner)))
)
PARTITION BY RANGE (id);
ALTER TABLE ONLY public.transfer ALTER COLUMN county_code SET STATISTICS 10;

CREATE TABLE public.withheld_share (
    order_id bigint NOT NULL,
    line_id bigint NOT NULL,
    pool_no integer NOT NULL,
    place integer NOT NULL,
    id bigint NOT NULL,
    county_code text NOT NULL,
    household_id bigint NOT NULL,
    amount_fen bigint NOT NULL,
    reason text NOT NULL,
    state text NOT NULL,
    withheld_at timestamp with time zone NOT NULL,
    moved_at timestamp with time zone,
    released_fen bigint,
    stamp bytea,
    back_fen bigint DEFAULT 0 NOT NULL,
    CONSTRAINT withheld_share_amount_fen_check CHECK ((amount_fen > 0)),
    CONSTRAINT withheld_share_state_check CHECK ((state = ANY (ARRAY['withheld'::text, 'accrued'::text, 'reversed'::text])))
);
ALTER TABLE ONLY public.withheld_share ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.order_beyond(of_order bigint) RETURNS bigint[]
    LANGUAGE sql STABLE
    RETURN (SELECT NULLIF(ARRAY[((j.accrued - CASE WHEN e.is_matured THEN (0)::numeric ELSE (e.fen - e.withheld) END))::bigint, ((j.matured - CASE WHEN e.is_matured THEN (e.fen - e.withheld) ELSE (0)::numeric END))::bigint, ((j.withheld - e.withheld))::bigint, ((j.credited - e.credited))::bigint, ((j.reversed - (e.credited - e.fen)))::bigint], ARRAY[(0)::bigint, (0)::bigint, (0)::bigint, (0)::bigint, (0)::bigint]) AS "nullif" FROM ((SELECT COALESCE(sum((CASE WHEN (t.credit_kind = 'household_accrued'::text) THEN t.amount_fen ELSE (0)::bigint END - CASE WHEN (t.debit_kind = 'household_accrued'::text) THEN t.amount_fen ELSE (0)::bigint END)), (0)::numeric) AS accrued, COALESCE(sum((CASE WHEN (t.credit_kind = 'household'::text) THEN t.amount_fen ELSE (0)::bigint END - CASE WHEN (t.debit_kind = 'household'::text) THEN t.amount_fen ELSE (0)::bigint END)), (0)::numeric) AS matured, COALESCE(sum((CASE WHEN (t.credit_kind = 'withheld'::text) THEN t.amount_fen ELSE (0)::bigint END - CASE WHEN (t.debit_kind = 'withheld'::text) THEN t.amount_fen ELSE (0)::bigint END)), (0)::numeric) AS withheld, COALESCE(sum(t.amount_fen) FILTER (WHERE (t.kind = ANY (ARRAY['accrue'::text, 'withhold'::text]))), (0)::numeric) AS credited, COALESCE(sum(t.amount_fen) FILTER (WHERE (t.kind = 'reverse'::text)), (0)::numeric) AS reversed FROM public.transfer t WHERE ((t.order_id = order_beyond.of_order) AND (t.order_id <> 0))) j CROSS JOIN (SELECT COALESCE(sum(s.credited), (0)::numeric) AS credited, COALESCE(sum((s.credited - s.reversed)), (0)::numeric) AS fen, COALESCE(sum(s.withheld), (0)::numeric) AS withheld, (EXISTS (SELECT 1 FROM public.maturity x WHERE (x.order_id = order_beyond.of_order))) AS is_matured FROM (SELECT (SELECT sum(x.x) AS sum FROM unnest(l.amounts) x(x)) AS credited, COALESCE((SELECT sum(x.x) AS sum FROM unnest(l.reversed) x(x)), (0)::numeric) AS reversed, COALESCE((SELECT sum((w.amount_fen - COALESCE(l.reversed[w.place], (0)::bigint))) AS sum FROM public.withheld_share w WHERE ((w.order_id = l.order_id) AND (w.line_id = l.line_id) AND (w.pool_no = l.pool_no) AND (w.county_code = l.county_code) AND (w.state = 'withheld'::text))), (0)::numeric) AS withheld FROM public.attribution_pool l WHERE (l.order_id = order_beyond.of_order)) s) e));

CREATE FUNCTION public.partition_attach(of_year integer) RETURNS bigint
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET lock_timeout TO '2s'
    AS $$
declare
    one record;
    late record;
    done bigint := 0;
begin
    for one in delete from partition_away where year = of_year returning table_name, bound loop
        for late in
            select a.attname, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull, pg_get_expr(d.adbin, d.adrelid) as fallback
            from pg_attribute a
            left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
            where a.attrelid = ('public.' || quote_ident(one.table_name))::regclass and a.attnum > 0 and not a.attisdropped
              and not exists (select from pg_attribute b where b.attrelid = ('public.' || quote_ident(one.table_name || '_y' || of_year))::regclass and b.attname = a.attname and not b.attisdropped)
        loop
            execute format('alter table public.%I add column %I %s%s%s', one.table_name || '_y' || of_year, late.attname, late.type,
                coalesce(' default ' || late.fallback, ''), case when late.attnotnull then ' not null' else '' end);
        end loop;
        execute format('alter table public.%I attach partition public.%I %s', one.table_name, one.table_name || '_y' || of_year, one.bound);
        done := done + 1;
    end loop;
    return done;
end
$$;

CREATE FUNCTION public.partition_begin(of_table text, of_key text, of_step text, of_keep_days integer) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
    first_name text;
    last_id bigint;
    until timestamptz;
    one record;
begin
    if exists (select from pg_depend d where d.refclassid = 'pg_class'::regclass and d.refobjid = of_table::regclass and d.classid in ('pg_rewrite'::regclass, 'pg_proc'::regclass)) then
        raise exception 'views and functions of % would go on seeing its first part alone', of_table;
    end if;
    execute format('select max(%I) from %I', of_key, of_table) into last_id;
    -- A clock may have been ahead.
    until := partition_moment(of_step, greatest(now(), to_timestamp(((last_id >> 22) + 1704067200000) / 1000.0)), 1);
    first_name := partition_name(of_table, of_step, until - interval '1 hour');
    create temporary table partition_part on commit drop as
    select pg_get_constraintdef(c.oid) as definition, c.conname::text as name, null::text as index_name
    from pg_constraint c
    where c.conrelid = of_table::regclass and c.contype in ('p', 'u', 'f')
    union all
    select pg_get_indexdef(i.indexrelid), r.relname, r.relname
    from pg_index i
    join pg_class r on r.oid = i.indexrelid
    where i.indrelid = of_table::regclass and not exists (select from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u'));

    execute format('alter table %I rename to %I', of_table, first_name);
    for one in select i.indexrelid::regclass as index, r.relname from pg_index i join pg_class r on r.oid = i.indexrelid where i.indrelid = first_name::regclass loop
        execute format('alter index %s rename to %I', one.index, first_name || substr(one.relname, length(of_table) + 1));
    end loop;
    execute format('create table %I (like %I including all excluding indexes) partition by range (%I)', of_table, first_name, of_key);
    for one in select * from partition_part loop
        if one.index_name is null then
            execute format('alter table %I add constraint %I %s', of_table, one.name, one.definition);
        else
            execute one.definition;
        end if;
    end loop;
    drop table partition_part;
    execute format('alter table %I attach partition %I for values from (minvalue) to (%s)', of_table, first_name, id_of_moment(until));
    execute format('create table %I partition of %I default', of_table || '_rest', of_table);
    for one in select distinct a.grantee::regrole as role from pg_class c, aclexplode(c.relacl) a where c.oid = first_name::regclass and a.grantee not in (0, c.relowner) loop
        execute format('revoke all on %I from %s', first_name, one.role);
    end loop;
    insert into partition_rule (table_name, key_column, step, keep_days) values (of_table, of_key, of_step, of_keep_days);
    execute format('analyze %I', of_table);
end
$$;

CREATE FUNCTION public.partition_detach(of_year integer) RETURNS bigint
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET lock_timeout TO '2s'
    AS $$
declare
    one record;
    done bigint := 0;
begin
    if of_year >= extract(year from now() at time zone 'Asia/Shanghai') then
        raise exception 'the year % is not over', of_year;
    end if;
    for one in
        select r.table_name, c.relname, pg_get_expr(c.relpartbound, c.oid) as bound
        from partition_rule r
        join pg_inherits i on i.inhparent = ('public.' || r.table_name)::regclass
        join pg_class c on c.oid = i.inhrelid and c.relname = r.table_name || '_y' || of_year
        where r.step = 'year'
        order by r.table_name
    loop
        insert into partition_away (table_name, year, bound) values (one.table_name, of_year, one.bound);
        execute format('alter table public.%I detach partition public.%I', one.table_name, one.relname);
        done := done + 1;
    end loop;
    return done;
end
$$;

CREATE TABLE public.partition_rule (
    table_name text NOT NULL,
    key_column text NOT NULL,
    step text NOT NULL,
    keep_days integer,
    analyzed_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT partition_rule_check CHECK (((step = 'day'::text) = (keep_days IS NOT NULL))),
    CONSTRAINT partition_rule_keep_days_check CHECK ((keep_days > 0)),
    CONSTRAINT partition_rule_step_check CHECK ((step = ANY (ARRAY['year'::text, 'day'::text])))
);

CREATE FUNCTION public.partition_make(rule public.partition_rule, moment timestamp with time zone) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
declare
    name text := partition_name(rule.table_name, rule.step, moment);
    rest text := rule.table_name || '_rest';
    until timestamptz := partition_until(rule.table_name);
    lower_bound text := coalesce(id_of_moment(until)::text, 'minvalue');
    upper_id bigint := id_of_moment(partition_moment(rule.step, moment, 1));
begin
    if until >= partition_moment(rule.step, moment, 1) then
        return 0;
    end if;
    execute format('create table public.%I (like public.%I including all)', name, rule.table_name);
    execute format('lock table public.%I in access exclusive mode', rest);
    execute format('with late as (delete from public.%I where %I < %s returning *) insert into public.%I select * from late', rest, rule.key_column, upper_id, name);
    execute format('alter table public.%I attach partition public.%I for values from (%s) to (%s)', rule.table_name, name, lower_bound, upper_id);
    return 1;
end
$$;

CREATE FUNCTION public.partition_moment(step text, moment timestamp with time zone, ahead integer) RETURNS timestamp with time zone
    LANGUAGE sql IMMUTABLE STRICT
    RETURN ((date_trunc(step, (moment AT TIME ZONE 'Asia/Shanghai'::text)) + ((ahead)::double precision * (('1 '::text || step))::interval)) AT TIME ZONE 'Asia/Shanghai'::text);

CREATE FUNCTION public.partition_name(table_name text, step text, moment timestamp with time zone) RETURNS text
    LANGUAGE sql STABLE STRICT
    RETURN (table_name || to_char((moment AT TIME ZONE 'Asia/Shanghai'::text), CASE step WHEN 'year'::text THEN '"_y"YYYY'::text ELSE '"_d"YYYYMMDD'::text END));

CREATE FUNCTION public.partition_tend() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET lock_timeout TO '30s'
    AS $$
declare
    rule partition_rule;
    old text;
    done bigint := 0;
begin
    perform from partition_rule order by table_name for update;
    set local lock_timeout = '2s';
    for rule in select * from partition_rule order by table_name loop
        for old in
            select c.relname
            from pg_inherits i
            join pg_class c on c.oid = i.inhrelid
            where rule.step = 'day' and i.inhparent = ('public.' || rule.table_name)::regclass and c.relname <> rule.table_name || '_rest'
              and c.relname < partition_name(rule.table_name, 'day', now() - rule.keep_days * interval '1 day')
            order by c.relname
        loop
            execute format('drop table public.%I', old);
            done := done + 1;
        end loop;
        for ahead in 0 .. 3 loop
            done := done + partition_make(rule, now() + ahead * case rule.step when 'day' then interval '1 day' else interval '10 days' end);
        end loop;
    end loop;
    select * into rule from partition_rule where step = 'year' and analyzed_at < now() - interval '1 day' order by analyzed_at limit 1;
    if found then
        execute format('analyze public.%I', rule.table_name);
        update partition_rule set analyzed_at = now() where table_name = rule.table_name;
        done := done + 1;
    end if;
    return done;
end
$$;

CREATE FUNCTION public.partition_until(of_table text) RETURNS timestamp with time zone
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    RETURN (SELECT max(to_timestamp((((((("substring"(pg_get_expr(c.relpartbound, c.oid), 'TO \(''(\d+)''\)'::text))::bigint >> 22) + '1704067200000'::bigint))::numeric / 1000.0))::double precision)) AS max FROM (pg_inherits i JOIN pg_class c ON ((c.oid = i.inhrelid))) WHERE (i.inhparent = (to_regclass(('public.'::text || quote_ident(partition_until.of_table))))::oid));

CREATE FUNCTION public.season_holds(season_from text, season_to text, day text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ((season_from = ''::text) OR CASE WHEN (season_from <= season_to) THEN ((day >= season_from) AND (day <= season_to)) ELSE ((day >= season_from) OR (day <= season_to)) END);

CREATE TABLE public.organisation (
    id bigint NOT NULL,
    code text NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    uscc text NOT NULL,
    county_code text NOT NULL,
    township_code text DEFAULT ''::text NOT NULL,
    village_code text DEFAULT ''::text NOT NULL,
    contact_sealed bytea,
    state text DEFAULT 'active'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    stamp bytea,
    papers_until date,
    CONSTRAINT organisation_kind_check CHECK ((kind = ANY (ARRAY['cooperative'::text, 'enterprise'::text, 'family_farm'::text, 'village_collective'::text, 'station'::text, 'township_office'::text, 'county_centre'::text, 'city_office'::text, 'village_point'::text, 'purchasing_unit'::text, 'social_organisation'::text]))),
    CONSTRAINT organisation_state_check CHECK ((state = ANY (ARRAY['applied'::text, 'active'::text, 'suspended'::text, 'removed'::text, 'expired'::text])))
);
ALTER TABLE ONLY public.organisation ALTER COLUMN county_code SET STATISTICS 10;

CREATE TABLE public.product (
    listing_id bigint NOT NULL,
    county_code text NOT NULL,
    version_id bigint NOT NULL,
    producer_id bigint NOT NULL,
    station_id bigint NOT NULL,
    category text NOT NULL,
    produce text NOT NULL,
    picture text NOT NULL,
    season_from text NOT NULL,
    season_to text NOT NULL,
    keeps_days integer NOT NULL,
    price_fen bigint NOT NULL,
    in_stock boolean NOT NULL,
    low_skus integer DEFAULT 0 NOT NULL
);
ALTER TABLE ONLY public.product ALTER COLUMN county_code SET STATISTICS 10;

CREATE VIEW public.product_hidden AS
 SELECT p.listing_id,
    p.county_code,
    p.category,
    p.produce,
    p.picture,
    p.season_from,
    p.season_to
   FROM (public.organisation o
     JOIN public.product p ON (((p.producer_id = o.id) AND (p.county_code = o.county_code))))
  WHERE (o.state <> 'active'::text)
UNION ALL
 SELECT p.listing_id,
    p.county_code,
    p.category,
    p.produce,
    p.picture,
    p.season_from,
    p.season_to
   FROM ((public.organisation o
     JOIN public.product p ON (((p.county_code = o.county_code) AND (p.station_id = o.id))))
     JOIN public.organisation w ON (((w.id = p.producer_id) AND (w.county_code = p.county_code) AND (w.state = 'active'::text))))
  WHERE ((o.kind = 'station'::text) AND (o.state <> 'active'::text));

CREATE TABLE public.product_kind (
    county_code text NOT NULL,
    category text NOT NULL,
    produce text NOT NULL,
    picture text NOT NULL,
    season_from text NOT NULL,
    season_to text NOT NULL,
    products bigint NOT NULL,
    CONSTRAINT product_kind_products_check CHECK ((products >= 0))
);
ALTER TABLE ONLY public.product_kind ALTER COLUMN county_code SET STATISTICS 10;

CREATE TABLE public.product_seller (
    county_code text NOT NULL,
    producer_id bigint NOT NULL,
    station_id bigint NOT NULL,
    products bigint NOT NULL,
    CONSTRAINT product_seller_products_check CHECK ((products >= 0))
);
ALTER TABLE ONLY public.product_seller ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.product_tally_now(today text, counties text[], shown boolean) RETURNS TABLE(county_code text, day text, products bigint, in_season bigint, producers bigint, picture text, produce text[], season_produce text[], season_products bigint[], category text[], category_products bigint[], category_in_season bigint[])
    LANGUAGE sql STABLE STRICT PARALLEL SAFE
    BEGIN ATOMIC
 WITH kind AS (
          SELECT k.county_code,
             k.category,
             k.produce,
             k.picture,
             k.products,
             public.season_holds(k.season_from, k.season_to, product_tally_now.today) AS holds
            FROM public.product_kind k
           WHERE ((k.county_code = ANY (product_tally_now.counties)) AND (k.products > 0))
         UNION ALL
          SELECT h.county_code,
             h.category,
             h.produce,
             h.picture,
             '-1'::integer,
             public.season_holds(h.season_from, h.season_to, product_tally_now.today) AS season_holds
            FROM public.product_hidden h
           WHERE (product_tally_now.shown AND (h.county_code = ANY (product_tally_now.counties)))
         ), by_produce AS (
          SELECT k.county_code,
             k.produce,
             min(k.picture) AS picture,
             (sum(k.products))::bigint AS products,
             (COALESCE(sum(k.products) FILTER (WHERE k.holds), (0)::numeric))::bigint AS in_season
            FROM kind k
           GROUP BY k.county_code, k.produce
          HAVING (sum(k.products) > (0)::numeric)
         ), placed AS (
          SELECT p.county_code,
             p.produce,
             p.picture,
             p.products,
             p.in_season,
             row_number() OVER (PARTITION BY p.county_code ORDER BY p.products DESC, p.produce) AS place,
             row_number() OVER (PARTITION BY p.county_code ORDER BY p.in_season DESC, p.produce) AS season_place
            FROM by_produce p
         ), by_category AS (
          SELECT k.county_code,
             k.category,
             (sum(k.products))::bigint AS products,
             (COALESCE(sum(k.products) FILTER (WHERE k.holds), (0)::numeric))::bigint AS in_season
            FROM kind k
           GROUP BY k.county_code, k.category
          HAVING (sum(k.products) > (0)::numeric)
         ), seller AS (
          SELECT s.county_code,
             count(DISTINCT s.producer_id) AS producers
            FROM public.product_seller s
           WHERE ((s.county_code = ANY (product_tally_now.counties)) AND (s.products > 0) AND ((NOT product_tally_now.shown) OR (NOT (EXISTS ( SELECT 1
                    FROM public.organisation o
                   WHERE ((o.id = ANY (ARRAY[s.producer_id, s.station_id])) AND (o.county_code = s.county_code) AND (o.state <> 'active'::text)))))))
           GROUP BY s.county_code
         )
  SELECT u.county_code,
     product_tally_now.today AS today,
     max(u.products) AS max,
     max(u.in_season) AS max,
     COALESCE(max(u.producers), (0)::bigint) AS "coalesce",
     max(u.picture) AS max,
     max(u.produce) AS max,
     max(u.season_produce) AS max,
     max(u.season_products) AS max,
     max(u.category) AS max,
     max(u.category_products) AS max,
     max(u.category_in_season) AS max
    FROM ( SELECT p.county_code,
             (sum(p.products))::bigint AS products,
             (sum(p.in_season))::bigint AS in_season,
             NULL::bigint AS producers,
             min(p.picture) FILTER (WHERE (p.place = 1)) AS picture,
             array_agg(p.produce ORDER BY p.place) FILTER (WHERE (p.place <= 12)) AS produce,
             COALESCE(array_agg(p.produce ORDER BY p.season_place) FILTER (WHERE ((p.season_place <= 12) AND (p.in_season > 0))), '{}'::text[]) AS season_produce,
             COALESCE(array_agg(p.in_season ORDER BY p.season_place) FILTER (WHERE ((p.season_place <= 12) AND (p.in_season > 0))), '{}'::bigint[]) AS season_products,
             NULL::text[] AS category,
             NULL::bigint[] AS category_products,
             NULL::bigint[] AS category_in_season
            FROM placed p
           GROUP BY p.county_code
         UNION ALL
          SELECT b.county_code,
             NULL::bigint,
             NULL::bigint,
             NULL::bigint,
             NULL::text,
             NULL::text[],
             NULL::text[],
             NULL::bigint[],
             array_agg(b.category ORDER BY b.category) AS array_agg,
             array_agg(b.products ORDER BY b.category) AS array_agg,
             array_agg(b.in_season ORDER BY b.category) AS array_agg
            FROM by_category b
           GROUP BY b.county_code
         UNION ALL
          SELECT s.county_code,
             NULL::bigint,
             NULL::bigint,
             s.producers,
             NULL::text,
             NULL::text[],
             NULL::text[],
             NULL::bigint[],
             NULL::text[],
             NULL::bigint[],
             NULL::bigint[]
            FROM seller s) u
   GROUP BY u.county_code
  HAVING (max(u.products) IS NOT NULL);
END;

CREATE TABLE public.product_country (
    only_one boolean DEFAULT true NOT NULL,
    day text NOT NULL,
    counties bigint NOT NULL,
    category text[] NOT NULL,
    category_products bigint[] NOT NULL,
    category_in_season bigint[] NOT NULL,
    produce text[] NOT NULL,
    produce_counties bigint[] NOT NULL,
    produce_products bigint[] NOT NULL,
    CONSTRAINT product_country_only_one_check CHECK (only_one)
);

CREATE TABLE public.product_tally (
    county_code text NOT NULL,
    day text NOT NULL,
    products bigint NOT NULL,
    in_season bigint NOT NULL,
    producers bigint NOT NULL,
    picture text NOT NULL,
    produce text[] NOT NULL,
    season_produce text[] NOT NULL,
    season_products bigint[] NOT NULL,
    category text[] NOT NULL,
    category_products bigint[] NOT NULL,
    category_in_season bigint[] NOT NULL,
    summed boolean DEFAULT false NOT NULL
);
ALTER TABLE ONLY public.product_tally ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.product_tally_odd(today text) RETURNS TABLE(county_code text)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT c.county_code
    FROM public.product_tally c
   WHERE ((NOT c.summed) AND (c.products > 0) AND ((c.day < product_tally_odd.today) OR (c.day > product_tally_odd.today)))
 UNION
  SELECT c.county_code
    FROM public.product_tally c
   WHERE ((c.products > 0) AND ((c.day < product_tally_odd.today) OR (c.day > product_tally_odd.today)) AND (COALESCE(( SELECT n.day
            FROM public.product_country n), ''::text) <> product_tally_odd.today))
 UNION
  SELECT o.county_code
    FROM public.organisation o
   WHERE (o.state <> 'active'::text);
END;

CREATE TABLE public.product_summed (
    county_code text NOT NULL,
    products bigint NOT NULL,
    season_produce text[] NOT NULL,
    season_products bigint[] NOT NULL,
    category text[] NOT NULL,
    category_products bigint[] NOT NULL,
    category_in_season bigint[] NOT NULL
);
ALTER TABLE ONLY public.product_summed ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.product_country_change(today text) RETURNS TABLE(side bigint, counties bigint, season_produce text[], season_products bigint[], category text[], category_products bigint[], category_in_season bigint[])
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 WITH odd AS MATERIALIZED (
          SELECT d.county_code
            FROM public.product_tally_odd(product_country_change.today) d(county_code)
         ), changed AS MATERIALIZED (
          SELECT c.county_code
            FROM public.product_tally c
           WHERE (NOT c.summed)
         UNION
          SELECT c.county_code
            FROM public.product_tally c
           WHERE (COALESCE(( SELECT n.day
                    FROM public.product_country n), ''::text) <> product_country_change.today)
         UNION
          SELECT o.county_code
            FROM odd o
         )
  SELECT '-1'::integer,
         CASE
             WHEN (s.products > 0) THEN 1
             ELSE 0
         END AS "case",
     s.season_produce,
     s.season_products,
     s.category,
     s.category_products,
     s.category_in_season
    FROM (changed d
      CROSS JOIN LATERAL ( SELECT p.products,
             p.season_produce,
             p.season_products,
             p.category,
             p.category_products,
             p.category_in_season
            FROM public.product_summed p
           WHERE (p.county_code = d.county_code)
          OFFSET 0) s)
 UNION ALL
  SELECT 1,
     1,
     k.season_produce,
     k.season_products,
     k.category,
     k.category_products,
     k.category_in_season
    FROM (changed d
      CROSS JOIN LATERAL ( SELECT c.season_produce,
             c.season_products,
             c.category,
             c.category_products,
             c.category_in_season
            FROM public.product_tally c
           WHERE ((c.county_code = d.county_code) AND (c.day = product_country_change.today) AND (c.products > 0))
          OFFSET 0) k)
   WHERE (NOT (d.county_code IN ( SELECT o.county_code
            FROM odd o)))
 UNION ALL
  SELECT 1,
     1,
     n.season_produce,
     n.season_products,
     n.category,
     n.category_products,
     n.category_in_season
    FROM (( SELECT array_agg(o.county_code) AS counties
            FROM odd o
          HAVING (count(*) > 0)) a
      CROSS JOIN LATERAL public.product_tally_now(product_country_change.today, a.counties, true) n(county_code, day, products, in_season, producers, picture, produce, season_produce, season_products, category, category_products, category_in_season));
END;

CREATE FUNCTION public.product_country_now() RETURNS TABLE(counties bigint, category text[], category_products bigint[], category_in_season bigint[], produce text[], produce_counties bigint[], produce_products bigint[])
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT k.counties,
     c.category,
     c.category_products,
     c.category_in_season,
     p.produce,
     p.produce_counties,
     p.produce_products
    FROM ((( SELECT count(*) FILTER (WHERE (s.products > 0)) AS counties
            FROM public.product_summed s) k
      CROSS JOIN ( SELECT COALESCE(array_agg(g.category ORDER BY g.category), '{}'::text[]) AS category,
             COALESCE(array_agg(g.products ORDER BY g.category), '{}'::bigint[]) AS category_products,
             COALESCE(array_agg(g.in_season ORDER BY g.category), '{}'::bigint[]) AS category_in_season
            FROM ( SELECT u.category,
                     (sum(u.products))::bigint AS products,
                     (sum(u.in_season))::bigint AS in_season
                    FROM ( SELECT unnest(s.category) AS category,
                             unnest(s.category_products) AS products,
                             unnest(s.category_in_season) AS in_season
                            FROM public.product_summed s) u
                   GROUP BY u.category) g) c)
      CROSS JOIN ( SELECT COALESCE(array_agg(g.produce ORDER BY g.produce), '{}'::text[]) AS produce,
             COALESCE(array_agg(g.counties ORDER BY g.produce), '{}'::bigint[]) AS produce_counties,
             COALESCE(array_agg(g.products ORDER BY g.produce), '{}'::bigint[]) AS produce_products
            FROM ( SELECT u.produce,
                     count(*) AS counties,
                     (sum(u.products))::bigint AS products
                    FROM ( SELECT unnest(s.season_produce) AS produce,
                             unnest(s.season_products) AS products
                            FROM public.product_summed s) u
                   GROUP BY u.produce) g) p);
END;

CREATE FUNCTION public.product_facet_id(county_code text, producer_id bigint, station_id bigint, category text, season_from text, season_to text) RETURNS bigint
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN hashtextextended(((((((((((county_code || '|'::text) || (producer_id)::text) || '|'::text) || (station_id)::text) || '|'::text) || season_from) || '|'::text) || season_to) || '|'::text) || category), (0)::bigint);

CREATE FUNCTION public.product_tally_shown(today text) RETURNS TABLE(county_code text, products bigint, in_season bigint, producers bigint, picture text, produce text[], season_produce text[], season_products bigint[], category text[], category_products bigint[], category_in_season bigint[])
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 WITH odd AS MATERIALIZED (
          SELECT d.county_code
            FROM public.product_tally_odd(product_tally_shown.today) d(county_code)
         )
  SELECT c.county_code,
     c.products,
     c.in_season,
     c.producers,
     c.picture,
     c.produce,
     c.season_produce,
     c.season_products,
     c.category,
     c.category_products,
     c.category_in_season
    FROM public.product_tally c
   WHERE ((c.day = product_tally_shown.today) AND (c.products > 0) AND (NOT (c.county_code IN ( SELECT o.county_code
            FROM odd o))))
 UNION ALL
  SELECT n.county_code,
     n.products,
     n.in_season,
     n.producers,
     n.picture,
     n.produce,
     n.season_produce,
     n.season_products,
     n.category,
     n.category_products,
     n.category_in_season
    FROM (( SELECT array_agg(o.county_code) AS counties
            FROM odd o
          HAVING (count(*) > 0)) a
      CROSS JOIN LATERAL public.product_tally_now(product_tally_shown.today, a.counties, true) n(county_code, day, products, in_season, producers, picture, produce, season_produce, season_products, category, category_products, category_in_season));
END;

CREATE TABLE public.household (
    id bigint NOT NULL,
    household_no text NOT NULL,
    county_code text NOT NULL,
    village_code text NOT NULL,
    pseudonym text NOT NULL,
    identified_on date NOT NULL,
    attribute text NOT NULL,
    family_type text NOT NULL,
    main_cause text NOT NULL,
    state text NOT NULL,
    smartphone boolean NOT NULL,
    proxy boolean NOT NULL,
    phone_sealed bytea,
    phone_hash bytea,
    bank_sealed bytea,
    bank_hash bytea,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    stamp bytea,
    consent_linked boolean DEFAULT true NOT NULL,
    consent_named boolean DEFAULT false NOT NULL,
    consent_shown boolean DEFAULT true NOT NULL,
    CONSTRAINT household_confirmed_consents CHECK (((state <> 'confirmed'::text) OR consent_linked)),
    CONSTRAINT household_state_check CHECK ((state = ANY (ARRAY['confirmed'::text, 'suspended'::text, 'removed'::text])))
);
ALTER TABLE ONLY public.household ALTER COLUMN county_code SET STATISTICS 10;
ALTER TABLE ONLY public.household ALTER COLUMN phone_sealed SET STATISTICS 0;
ALTER TABLE ONLY public.household ALTER COLUMN bank_sealed SET STATISTICS 0;
ALTER TABLE ONLY public.household ALTER COLUMN stamp SET STATISTICS 0;

CREATE FUNCTION public.public_name(h public.household) RETURNS text
    LANGUAGE sql STABLE
    RETURN CASE WHEN (NOT (h).consent_shown) THEN '农户'::text WHEN (h).consent_named THEN (h).pseudonym ELSE COALESCE("substring"((h).pseudonym, '第[0-9]+户$'::text), '农户'::text) END;

CREATE FUNCTION public.region_import_analyze() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
    analyze region_import;
end $$;

CREATE FUNCTION public.region_is_statistical(code text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    RETURN ((substr(code, 5, 1) = '7'::text) AND ((substr(code, 6, 1) >= '1'::text) AND (substr(code, 6, 1) <= '9'::text)));

CREATE TABLE public.region (
    code text NOT NULL,
    level smallint NOT NULL,
    parent_code text NOT NULL,
    name text NOT NULL,
    pickable boolean NOT NULL,
    valid_from date DEFAULT '2000-01-01'::date NOT NULL,
    valid_to date,
    successor_code text,
    CONSTRAINT region_ends_later CHECK ((valid_to > valid_from)),
    CONSTRAINT region_level_check CHECK (((level >= 1) AND (level <= 5))),
    CONSTRAINT region_successor_of_ended CHECK (((successor_code IS NULL) OR (valid_to IS NOT NULL)))
);

CREATE FUNCTION public.region_path(of_code text, of_level bigint) RETURNS text
    LANGUAGE sql STABLE
    RETURN (WITH RECURSIVE chain AS (SELECT region.code, region.level, region.parent_code, region.name, region.pickable FROM public.region WHERE ((region.code = region_path.of_code) AND (region.level = region_path.of_level)) UNION ALL SELECT r.code, r.level, r.parent_code, r.name, r.pickable FROM (chain c_1 JOIN public.region r ON (((r.code = c_1.parent_code) AND (r.level = (c_1.level - 1)))))) SELECT COALESCE(string_agg(c.name, ''::text ORDER BY c.level), ''::text) AS "coalesce" FROM chain c WHERE (c.pickable AND (c.code <> c.parent_code) AND (NOT ((c.level = 4) AND (EXISTS (SELECT 1 FROM chain v WHERE ((v.level = 5) AND starts_with(v.name, c.name))))))));

CREATE FUNCTION public.roll_up_build() RETURNS void
    LANGUAGE plpgsql
    SET work_mem TO '256MB'
    SET jit TO 'off'
    AS $$
begin
    perform roll_up_build_months();
    delete from household_sum;
    insert into household_sum (county_code, household_id, entries, credited_fen, reversed_fen, accrued_fen, matured_fen, withheld_fen)
    select h.county_code, h.household_id, sum_fen(h.entries), sum_fen(h.credited_fen), sum_fen(h.reversed_fen), sum_fen(h.accrued_fen), sum_fen(h.matured_fen), sum_fen(h.withheld_fen)
    from household_month h
    group by h.county_code, h.household_id;
    perform county_month_build();
end
$$;

CREATE FUNCTION public.roll_up_build_months() RETURNS void
    LANGUAGE plpgsql
    SET enable_nestloop TO 'off'
    SET join_collapse_limit TO '8'
    SET work_mem TO '256MB'
    SET jit TO 'off'
    AS $$
begin
    perform 1 from journal_follower f where f.name = 'households' for no key update;
    insert into household_moved (household_id, month, kind, county_code)
    select distinct h.household_id, h.month, h.kind, h.county_code
    from household_month h
    on conflict on constraint household_moved_key do nothing;
    delete from household_month;
    delete from order_rolled_share;
    delete from order_rolled;
    insert into order_rolled (order_id, county_code, is_matured, is_plain, beyond)
    select o.order_id, o.county_code, m.order_id is not null, o.is_plain and b.order_id is null, y.beyond
    from (select l.order_id, l.county_code, bool_and(l.reversed is null) and count(w.order_id) = 0 as is_plain
          from attribution_pool l
          left join (select distinct order_id, county_code from withheld_share) w on w.order_id = l.order_id and w.county_code = l.county_code
          group by l.order_id, l.county_code) o
    join order_beyond_all y on y.order_id = o.order_id and y.county_code = o.county_code
    left join maturity m on m.order_id = o.order_id and m.county_code = o.county_code
    left join borne_order b on b.order_id = o.order_id and b.county_code = o.county_code;
    insert into order_rolled_share (order_id, household_id, month, kind, village_code, county_code, entries, credited_fen, reversed_fen, accrued_fen, matured_fen, withheld_fen, producer_id, borne_fen)
    select n.order_id, n.household_id, n.month, n.kind, n.village_code, n.county_code, count(*), sum_fen(n.credited_fen), sum_fen(n.reversed_fen), sum_fen(n.accrued_fen), sum_fen(n.matured_fen),
        sum_fen(n.withheld_fen), n.producer_id, sum_fen(n.borne_fen)
    from order_share_now n
    where n.order_id in (select f.order_id from order_rolled f where not f.is_plain)
    group by n.order_id, n.household_id, n.month, n.kind, n.village_code, n.county_code, n.producer_id;
    set local join_collapse_limit = 1;
    insert into household_month (household_id, month, kind, village_code, county_code, entries, credited_fen, reversed_fen, accrued_fen, matured_fen, withheld_fen, producer_id, borne_fen)
    select n.household_id, n.month, n.kind, n.village_code, n.county_code, sum_fen(n.entries), sum_fen(n.credited_fen), sum_fen(n.reversed_fen), sum_fen(n.accrued_fen), sum_fen(n.matured_fen),
        sum_fen(n.withheld_fen), n.producer_id, sum_fen(n.borne_fen)
    from order_share_rolled n
    group by n.household_id, n.month, n.kind, n.village_code, n.county_code, n.producer_id
    order by n.household_id, n.month;
    insert into household_moved (household_id, month, kind, county_code)
    select distinct h.household_id, h.month, h.kind, h.county_code
    from household_month h
    order by h.household_id, h.month, h.kind
    on conflict on constraint household_moved_key do nothing;
    insert into journal_follower (name, floor_id, next_floor_id, next_xid, taken_at)
    select 'households', f.id, f.id, pg_current_xact_id(), now()
    from (select coalesce(max(t.id), 0) - ((600000::bigint) << 22) as id from transfer t) f
    on conflict (name) do update set floor_id = excluded.floor_id, next_floor_id = excluded.next_floor_id, next_xid = excluded.next_xid, taken_at = excluded.taken_at;
end
$$;

CREATE TABLE public.roster_place (
    roster_id bigint NOT NULL,
    place integer NOT NULL,
    county_code text NOT NULL,
    household_id bigint NOT NULL,
    village_code text NOT NULL,
    CONSTRAINT roster_place_place_check CHECK ((place > 0))
);
ALTER TABLE ONLY public.roster_place ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.roster_digest(of_roster bigint) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN (SELECT sha256(convert_to(COALESCE(string_agg((((p.household_id || '|'::text) || p.village_code) || '
'::text), ''::text ORDER BY p.place), ''::text), 'UTF8'::name)) AS sha256 FROM public.roster_place p WHERE (p.roster_id = roster_digest.of_roster));

CREATE FUNCTION public.row_stamp(key bytea, content bytea) RETURNS bytea
    LANGUAGE sql IMMUTABLE STRICT
    RETURN substr(sha256((key || content)), 1, 16);

CREATE FUNCTION public.sale_roll_up_build() RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
    perform 1 from journal_follower f where f.name = 'households' for key share;
    lock table sale_rolled in share row exclusive mode;
    delete from sale_rolled;
    delete from sale_month;
    delete from sale_sku_month;
    delete from sale_total;
    delete from sale_wait;
    insert into sale_rolled (order_id, county_code, is_completed, is_waiting, waited_s, is_borne, freight_refunded_fen, taken_back)
    select n.order_id, n.county_code, n.is_completed, n.is_waiting, n.waited_s, n.is_borne, n.freight_refunded_fen, n.taken_back
    from sale_state n;
    insert into sale_month (producer_id, month, county_code, orders, left_orders, borne_orders, boxes, goods_fen, refunded_fen, freight_fen, freight_refunded_fen, credited_fen, withheld_fen,
        settled_fen, completed_fen)
    select p.producer_id, p.month, p.county_code, sum(p.orders), sum(p.left_orders), sum(p.borne_orders), sum(p.boxes), sum(p.goods_fen), sum(p.refunded_fen), sum(p.freight_fen),
        sum(p.freight_refunded_fen), sum(p.credited_fen), sum(p.withheld_fen), sum(p.settled_fen), sum(p.completed_fen)
    from sale_sum_part p
    where p.side = -1
    group by p.producer_id, p.month, p.county_code;
    insert into sale_sku_month (producer_id, month, sku_id, county_code, newest_line_id, boxes, goods_fen, refunded_fen, credited_fen, withheld_fen)
    select p.producer_id, p.month, p.sku_id, p.county_code, max(p.line_id), sum(p.boxes), sum(p.goods_fen), sum(p.refunded_fen), sum(p.credited_fen), sum(p.withheld_fen)
    from sale_part p
    where p.side = -1
    group by p.producer_id, p.month, p.sku_id, p.county_code;
    insert into sale_total (dimension, key, orders, paid_fen, refunded_fen, freight_fen, completed_fen)
    select d.dimension, d.key, sum(m.left_orders), sum(m.goods_fen + m.freight_fen), sum(m.refunded_fen + m.freight_refunded_fen), sum(m.freight_fen - m.freight_refunded_fen),
        sum(m.completed_fen)
    from sale_month m
    cross join lateral (values ('total', ''), ('county', m.county_code), ('month', m.month)) as d (dimension, key)
    group by d.dimension, d.key;
    insert into sale_wait (unit, waited, orders)
    select u.unit, u.waited, count(*)
    from sale_rolled f
    cross join lateral (values ('second', f.waited_s), ('hour', f.waited_s / 3600), ('waiting', case when f.is_waiting then 0 end)) as u (unit, waited)
    where u.waited is not null
    group by u.unit, u.waited;
end
$$;

CREATE FUNCTION public.search_fold(word text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN lower(NORMALIZE(word, NFKC));

CREATE FUNCTION public.search_patterns(words text[]) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN COALESCE((SELECT array_agg((('%'::text || regexp_replace(public.search_fold(w.word), '([\\%_])'::text, '\\\1'::text, 'g'::text)) || '%'::text)) AS array_agg FROM unnest(search_patterns.words) w(word)), '{}'::text[]);

CREATE FUNCTION public.search_far_patterns(words text[]) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN public.search_patterns(COALESCE((SELECT array_agg(w.word) AS array_agg FROM unnest(search_far_patterns.words) w(word) WHERE ((char_length(public.search_fold(w.word)) > 2) OR (public.search_fold(w.word) ~ '\s'::text))), '{}'::text[]));

CREATE FUNCTION public.search_grams(folded text) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    BEGIN ATOMIC
 SELECT array_agg(DISTINCT g.gram) AS array_agg
    FROM (( SELECT c.one,
             lead(c.one) OVER (ORDER BY c.place) AS next
            FROM string_to_table(search_grams.folded, NULL::text) WITH ORDINALITY c(one, place)) p
      CROSS JOIN LATERAL ( VALUES (p.one), ((p.one || p.next))) g(gram))
   WHERE ((g.gram IS NOT NULL) AND (g.gram !~ '\s'::text));
END;

CREATE FUNCTION public.search_keys(words text[]) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN COALESCE((SELECT array_agg(DISTINCT g.gram) AS array_agg FROM (unnest(search_keys.words) w(word) CROSS JOIN LATERAL unnest(public.search_grams(public.search_fold(w.word))) g(gram)) WHERE ((char_length(g.gram) > 1) OR (char_length(public.search_fold(w.word)) = 1))), '{}'::text[]);

CREATE FUNCTION public.season_age(season_from text, day text) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN mod(((make_date(2024, ("left"(day, 2))::integer, ("right"(day, 2))::integer) - make_date(2024, ("left"(season_from, 2))::integer, ("right"(season_from, 2))::integer)) + 366), 366);

CREATE TABLE public.access_trail (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    purpose text NOT NULL,
    subject text NOT NULL,
    subject_id bigint NOT NULL,
    fields text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    county_code text NOT NULL,
    stamp bytea,
    request_id text,
    on_behalf_of bigint DEFAULT 0 NOT NULL,
    CONSTRAINT access_trail_request CHECK (((request_id IS NOT NULL) OR (on_behalf_of = 0)))
);
ALTER TABLE ONLY public.access_trail ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.access_trail) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN CASE WHEN ((t).request_id IS NULL) THEN record_send(ROW('access_trail'::text, (t).id, (t).account_id, (t).purpose, (t).subject, (t).subject_id, (t).fields, (t).at, (t).county_code)) ELSE record_send(ROW('access_trail'::text, (t).id, (t).account_id, (t).purpose, (t).subject, (t).subject_id, (t).fields, (t).at, (t).county_code, (t).request_id, (t).on_behalf_of)) END;

CREATE FUNCTION public.stamp_bytes(t public.attribution_pool) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('attribution_pool'::text, (t).order_id, (t).line_id, (t).pool_no, (t).id, (t).county_code, (t).roster_id, (t).amounts, (t).accrued_at));

CREATE TABLE public.audit_proof (
    report_id bigint NOT NULL,
    began_at timestamp with time zone NOT NULL,
    day date,
    chain bytea,
    stamp bytea
);

CREATE FUNCTION public.stamp_bytes(t public.audit_proof) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('audit_proof'::text, (t).report_id, (t).began_at, (t).day, (t).chain));

CREATE TABLE public.benefit_link (
    id bigint NOT NULL,
    county_code text NOT NULL,
    household_id bigint NOT NULL,
    producer_id bigint NOT NULL,
    state text DEFAULT 'free'::text NOT NULL,
    causes text[] DEFAULT '{}'::text[] NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    stamp bytea NOT NULL,
    CONSTRAINT benefit_link_causes_check CHECK (((causes <@ ARRAY['register'::text, 'flag'::text, 'consent'::text]) AND ((state = 'free'::text) = (causes = '{}'::text[])))),
    CONSTRAINT benefit_link_state_check CHECK ((state = ANY (ARRAY['free'::text, 'held'::text, 'ended'::text])))
);
ALTER TABLE ONLY public.benefit_link ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.benefit_link) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('benefit_link'::text, (t).id, (t).county_code, (t).household_id, (t).producer_id, (t).created_at));

CREATE TABLE public.benefit_plan (
    id bigint NOT NULL,
    county_code text NOT NULL,
    listing_id bigint NOT NULL,
    version_no integer NOT NULL,
    created_by bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    stamp bytea
);
ALTER TABLE ONLY public.benefit_plan ALTER COLUMN county_code SET STATISTICS 10;

CREATE TABLE public.benefit_pool (
    plan_id bigint NOT NULL,
    county_code text NOT NULL,
    pool_no integer NOT NULL,
    kind text NOT NULL,
    rule text NOT NULL,
    rate bigint NOT NULL,
    CONSTRAINT benefit_pool_kind_check CHECK ((kind = ANY (ARRAY['purchase'::text, 'wage'::text, 'land_rent'::text, 'dividend'::text, 'trusteeship'::text, 'patronage'::text]))),
    CONSTRAINT benefit_pool_pool_no_check CHECK (((pool_no >= 1) AND (pool_no <= 8))),
    CONSTRAINT benefit_pool_rate_check CHECK (((rate >= 1) AND (rate <= 100000000))),
    CONSTRAINT benefit_pool_rule_check CHECK ((rule = ANY (ARRAY['rate_bp'::text, 'fen_per_unit'::text, 'fen_per_kg'::text])))
);
ALTER TABLE ONLY public.benefit_pool ALTER COLUMN county_code SET STATISTICS 10;

CREATE TABLE public.benefit_share (
    plan_id bigint NOT NULL,
    county_code text NOT NULL,
    pool_no integer NOT NULL,
    household_id bigint NOT NULL,
    weight bigint NOT NULL,
    CONSTRAINT benefit_share_weight_check CHECK (((weight >= 1) AND (weight <= '1000000000000'::bigint)))
);
ALTER TABLE ONLY public.benefit_share ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.benefit_plan) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('benefit_plan'::text, (t).id, (t).county_code, (t).listing_id, (t).version_no, (t).created_by, (t).created_at, (SELECT string_agg(record_send(ROW(p.pool_no, p.kind, p.rule, p.rate)), '\x'::bytea ORDER BY p.pool_no) AS string_agg FROM public.benefit_pool p WHERE ((p.plan_id = (stamp_bytes.t).id) AND (p.county_code = (stamp_bytes.t).county_code))), (SELECT string_agg(record_send(ROW(s.pool_no, s.household_id, s.weight)), '\x'::bytea ORDER BY s.pool_no, s.household_id) AS string_agg FROM public.benefit_share s WHERE ((s.plan_id = (stamp_bytes.t).id) AND (s.county_code = (stamp_bytes.t).county_code)))));

CREATE TABLE public.change_trail (
    id bigint NOT NULL,
    shard_key text NOT NULL,
    actor_id bigint NOT NULL,
    actor_kind text NOT NULL,
    session_id bigint NOT NULL,
    on_behalf_of bigint NOT NULL,
    request_id text NOT NULL,
    subject text NOT NULL,
    subject_id bigint NOT NULL,
    subject_key text NOT NULL,
    action text NOT NULL,
    before jsonb,
    after jsonb,
    reason text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    stamp bytea NOT NULL,
    CONSTRAINT change_trail_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['person'::text, 'machine'::text, 'command'::text, 'system'::text])))
)
PARTITION BY RANGE (id);
ALTER TABLE ONLY public.change_trail ALTER COLUMN shard_key SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.change_trail) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('change_trail'::text, (t).id, (t).shard_key, (t).actor_id, (t).actor_kind, (t).session_id, (t).on_behalf_of, (t).request_id, (t).subject, (t).subject_id, (t).subject_key, (t).action, (t).before, (t).after, (t).reason, (t).at));

CREATE TABLE public.dossier (
    id bigint NOT NULL,
    county_code text NOT NULL,
    purpose text NOT NULL,
    applicant_id bigint NOT NULL,
    organisation_id bigint,
    kind text NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    uscc text DEFAULT ''::text NOT NULL,
    township_code text DEFAULT ''::text NOT NULL,
    village_code text DEFAULT ''::text NOT NULL,
    sells text DEFAULT ''::text NOT NULL,
    processed boolean DEFAULT false NOT NULL,
    legal_name_sealed bytea,
    legal_id_sealed bytea,
    bank_sealed bytea,
    contact_sealed bytea,
    state text DEFAULT 'draft'::text NOT NULL,
    revision bigint DEFAULT 1 NOT NULL,
    round bigint DEFAULT 0 NOT NULL,
    submitted_at timestamp with time zone,
    publicity_ends_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    stamp bytea,
    touched_at timestamp with time zone DEFAULT now() NOT NULL,
    forgotten_at timestamp with time zone,
    no_shareholders boolean DEFAULT false NOT NULL,
    CONSTRAINT dossier_purpose_check CHECK ((purpose = ANY (ARRAY['apply'::text, 'renew'::text]))),
    CONSTRAINT dossier_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'township_review'::text, 'department_review'::text, 'county_review'::text, 'publicity'::text, 'in_force'::text, 'sent_back'::text, 'withdrawn'::text])))
);
ALTER TABLE ONLY public.dossier ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.dossier) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN CASE WHEN (t).no_shareholders THEN record_send(ROW('dossier'::text, (t).id, (t).county_code, (t).purpose, (t).applicant_id, (t).organisation_id, (t).kind, (t).name, (t).uscc, (t).township_code, (t).village_code, (t).sells, (t).processed, (t).round, (t).submitted_at, (t).publicity_ends_at, (t).created_at, (t).no_shareholders)) ELSE record_send(ROW('dossier'::text, (t).id, (t).county_code, (t).purpose, (t).applicant_id, (t).organisation_id, (t).kind, (t).name, (t).uscc, (t).township_code, (t).village_code, (t).sells, (t).processed, (t).round, (t).submitted_at, (t).publicity_ends_at, (t).created_at)) END;

CREATE TABLE public.dossier_decision (
    id bigint NOT NULL,
    county_code text NOT NULL,
    dossier_id bigint NOT NULL,
    round bigint NOT NULL,
    step text NOT NULL,
    decision text NOT NULL,
    account_id bigint NOT NULL,
    note text NOT NULL,
    faults jsonb NOT NULL,
    decided_at timestamp with time zone DEFAULT now() NOT NULL,
    stamp bytea,
    CONSTRAINT dossier_decision_decision_check CHECK ((decision = ANY (ARRAY['pass'::text, 'send_back'::text]))),
    CONSTRAINT dossier_decision_step_check CHECK ((step = ANY (ARRAY['township'::text, 'department'::text, 'county'::text])))
);
ALTER TABLE ONLY public.dossier_decision ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.dossier_decision) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('dossier_decision'::text, (t).id, (t).county_code, (t).dossier_id, (t).round, (t).step, (t).decision, (t).account_id, (t).note, ((t).faults)::text, (t).decided_at));

CREATE TABLE public.dossier_objection (
    id bigint NOT NULL,
    county_code text NOT NULL,
    dossier_id bigint NOT NULL,
    round bigint NOT NULL,
    account_id bigint,
    text_sealed bytea NOT NULL,
    contact_sealed bytea,
    state text DEFAULT 'open'::text NOT NULL,
    answer text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    answered_at timestamp with time zone,
    stamp bytea,
    CONSTRAINT dossier_objection_state_check CHECK ((state = ANY (ARRAY['open'::text, 'dismissed'::text, 'upheld'::text])))
);
ALTER TABLE ONLY public.dossier_objection ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.dossier_objection) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('dossier_objection'::text, (t).id, (t).county_code, (t).dossier_id, (t).round, (t).account_id, (t).created_at));

CREATE TABLE public.dossier_paper (
    dossier_id bigint NOT NULL,
    place bigint NOT NULL,
    county_code text NOT NULL,
    kind text NOT NULL,
    number text DEFAULT ''::text NOT NULL,
    issued_on date,
    expires_on date,
    scan_id bigint,
    stamp bytea,
    CONSTRAINT dossier_paper_kind_check CHECK ((kind = ANY (ARRAY['licence'::text, 'food_permit'::text, 'conformity'::text, 'test_report'::text, 'green'::text, 'organic'::text, 'gi'::text])))
);
ALTER TABLE ONLY public.dossier_paper ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.dossier_paper) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('dossier_paper'::text, (t).dossier_id, (t).place, (t).county_code, (t).kind, (t).number, (t).issued_on, (t).expires_on, (t).scan_id));

CREATE TABLE public.dossier_share (
    dossier_id bigint NOT NULL,
    place bigint NOT NULL,
    county_code text NOT NULL,
    percent_hundredths bigint NOT NULL,
    name_sealed bytea,
    id_sealed bytea,
    stamp bytea,
    CONSTRAINT dossier_share_percent_hundredths_check CHECK (((percent_hundredths >= 0) AND (percent_hundredths <= 10000)))
);
ALTER TABLE ONLY public.dossier_share ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.dossier_share) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('dossier_share'::text, (t).dossier_id, (t).place, (t).county_code, (t).percent_hundredths));

CREATE TABLE public.fraud_flag (
    id bigint NOT NULL,
    county_code text NOT NULL,
    kind text NOT NULL,
    household_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    mark text NOT NULL,
    evidence jsonb NOT NULL,
    state text DEFAULT 'raised'::text NOT NULL,
    raised_at timestamp with time zone DEFAULT now() NOT NULL,
    found_at timestamp with time zone DEFAULT now() NOT NULL,
    decided_at timestamp with time zone,
    decided_by bigint,
    reason text DEFAULT ''::text NOT NULL,
    stamp bytea,
    follows text DEFAULT 'nothing'::text NOT NULL,
    CONSTRAINT fraud_flag_decided CHECK (((state = ANY (ARRAY['confirmed'::text, 'cleared'::text])) = ((decided_at IS NOT NULL) AND (decided_by IS NOT NULL)))),
    CONSTRAINT fraud_flag_follows CHECK (((follows = 'nothing'::text) OR ((state = 'confirmed'::text) AND (((follows = 'household'::text) AND (household_id > 0)) OR ((follows = 'link'::text) AND (household_id > 0) AND (organisation_id > 0)))))),
    CONSTRAINT fraud_flag_kind CHECK ((kind = ANY (ARRAY['shared_bank'::text, 'many_sellers'::text, 'staff_benefits'::text, 'legal_person'::text, 'high_income'::text, 'own_purchases'::text, 'shared_delivery'::text, 'two_counties'::text]))),
    CONSTRAINT fraud_flag_state CHECK ((state = ANY (ARRAY['raised'::text, 'looked_at'::text, 'confirmed'::text, 'cleared'::text])))
);
ALTER TABLE ONLY public.fraud_flag ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.fraud_flag) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('fraud_flag'::text, (t).id, (t).county_code, (t).kind, (t).household_id, (t).organisation_id, (t).mark, (t).evidence, (t).raised_at, (t).found_at, (t).decided_at, (t).decided_by, (t).reason, (t).follows));

CREATE FUNCTION public.stamp_bytes(t public.household) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('household'::text, (t).id, (t).household_no, (t).county_code, (t).village_code, (t).pseudonym, (t).identified_on, (t).attribute, (t).family_type, (t).main_cause, (t).smartphone, (t).proxy, (t).created_at));

CREATE TABLE public.household_consent (
    id bigint NOT NULL,
    county_code text NOT NULL,
    household_id bigint NOT NULL,
    kind text NOT NULL,
    given boolean NOT NULL,
    way text NOT NULL,
    reference text NOT NULL,
    scan_id bigint,
    account_id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    stamp bytea NOT NULL,
    CONSTRAINT household_consent_kind_check CHECK ((kind = ANY (ARRAY['linked'::text, 'named'::text, 'shown'::text]))),
    CONSTRAINT household_consent_way_check CHECK ((way = ANY (ARRAY['own'::text, 'paper'::text, 'voice'::text, 'proxy'::text])))
);
ALTER TABLE ONLY public.household_consent ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.household_consent) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('household_consent'::text, (t).id, (t).county_code, (t).household_id, (t).kind, (t).given, (t).way, (t).reference, (t).scan_id, (t).account_id, (t).at));

CREATE TABLE public.household_correction (
    id bigint NOT NULL,
    county_code text NOT NULL,
    village_code text NOT NULL,
    household_id bigint NOT NULL,
    field text NOT NULL,
    member_no integer DEFAULT 0 NOT NULL,
    old_sealed bytea NOT NULL,
    new_sealed bytea NOT NULL,
    reason_sealed bytea NOT NULL,
    scan_id bigint,
    asked_as text NOT NULL,
    asked_by bigint NOT NULL,
    asked_at timestamp with time zone DEFAULT now() NOT NULL,
    due_on date NOT NULL,
    checked_by bigint,
    decided_by bigint,
    decided_at timestamp with time zone,
    answer text DEFAULT ''::text NOT NULL,
    state text DEFAULT 'asked'::text NOT NULL,
    stamp bytea,
    CONSTRAINT household_correction_as_check CHECK ((asked_as = ANY (ARRAY['own'::text, 'paper'::text, 'proxy'::text, 'officer'::text]))),
    CONSTRAINT household_correction_eyes CHECK (((decided_by <> asked_by) AND (checked_by <> asked_by) AND (decided_by <> checked_by))),
    CONSTRAINT household_correction_field_check CHECK ((field = ANY (ARRAY['phone'::text, 'address'::text, 'bank_account'::text, 'name'::text, 'register'::text, 'other'::text]))),
    CONSTRAINT household_correction_member CHECK (((field = 'name'::text) = (member_no > 0))),
    CONSTRAINT household_correction_money CHECK (((state <> 'accepted'::text) OR (field <> 'bank_account'::text) OR (checked_by IS NOT NULL))),
    CONSTRAINT household_correction_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'checked'::text, 'accepted'::text, 'refused'::text, 'passed_on'::text, 'withdrawn'::text])))
);
ALTER TABLE ONLY public.household_correction ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.household_correction) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('household_correction'::text, (t).id, (t).county_code, (t).village_code, (t).household_id, (t).field, (t).member_no, (t).scan_id, (t).asked_as, (t).asked_by, (t).asked_at, (t).due_on, (t).checked_by, (t).decided_by, (t).decided_at, (t).answer, (t).state));

CREATE TABLE public.household_double (
    household_id bigint NOT NULL,
    county_code text NOT NULL,
    other_household_id bigint NOT NULL,
    other_county_code text NOT NULL,
    member_no integer NOT NULL,
    is_later boolean NOT NULL,
    found_at timestamp with time zone NOT NULL,
    stamp bytea NOT NULL,
    CONSTRAINT household_double_check CHECK ((county_code <> other_county_code))
);
ALTER TABLE ONLY public.household_double ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.household_double) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('household_double'::text, (t).household_id, (t).county_code, (t).other_household_id, (t).other_county_code, (t).member_no, (t).is_later, (t).found_at));

CREATE TABLE public.household_member (
    id bigint NOT NULL,
    county_code text NOT NULL,
    household_id bigint NOT NULL,
    member_no integer NOT NULL,
    name_sealed bytea NOT NULL,
    id_number_sealed bytea NOT NULL,
    id_number_hash bytea NOT NULL,
    sex text NOT NULL,
    relation text NOT NULL,
    labour text NOT NULL,
    stamp bytea,
    name_hash bytea,
    phone_sealed bytea,
    phone_hash bytea
);
ALTER TABLE ONLY public.household_member ALTER COLUMN county_code SET STATISTICS 10;
ALTER TABLE ONLY public.household_member ALTER COLUMN name_sealed SET STATISTICS 0;
ALTER TABLE ONLY public.household_member ALTER COLUMN id_number_sealed SET STATISTICS 0;
ALTER TABLE ONLY public.household_member ALTER COLUMN stamp SET STATISTICS 0;
ALTER TABLE ONLY public.household_member ALTER COLUMN phone_sealed SET STATISTICS 0;

CREATE FUNCTION public.stamp_bytes(t public.household_member) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('household_member'::text, (t).id, (t).county_code, (t).household_id, (t).member_no, (t).sex, (t).relation, (t).labour));

CREATE TABLE public.household_note (
    id bigint NOT NULL,
    county_code text NOT NULL,
    household_id bigint NOT NULL,
    visited_on date NOT NULL,
    next_on date,
    text_sealed bytea NOT NULL,
    corrects_id bigint,
    account_id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    stamp bytea NOT NULL,
    CONSTRAINT household_note_days CHECK ((next_on >= visited_on))
);
ALTER TABLE ONLY public.household_note ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.household_note) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('household_note'::text, (t).id, (t).county_code, (t).household_id, (t).visited_on, (t).next_on, (t).corrects_id, (t).account_id, (t).at));

CREATE TABLE public.household_version (
    id bigint NOT NULL,
    county_code text NOT NULL,
    household_id bigint NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    change_no bigint NOT NULL,
    snapshot_id text DEFAULT ''::text NOT NULL,
    facts_sealed bytea NOT NULL,
    facts_hash bytea NOT NULL,
    read_at timestamp with time zone DEFAULT now() NOT NULL,
    stamp bytea NOT NULL,
    said_sealed bytea,
    said_hash bytea,
    CONSTRAINT household_version_days CHECK ((valid_to >= valid_from))
);
ALTER TABLE ONLY public.household_version ALTER COLUMN county_code SET STATISTICS 10;
ALTER TABLE ONLY public.household_version ALTER COLUMN facts_sealed SET STATISTICS 0;
ALTER TABLE ONLY public.household_version ALTER COLUMN facts_sealed SET STORAGE EXTERNAL;
ALTER TABLE ONLY public.household_version ALTER COLUMN facts_hash SET STATISTICS 0;
ALTER TABLE ONLY public.household_version ALTER COLUMN stamp SET STATISTICS 0;
ALTER TABLE ONLY public.household_version ALTER COLUMN said_sealed SET STATISTICS 0;
ALTER TABLE ONLY public.household_version ALTER COLUMN said_hash SET STATISTICS 0;

CREATE FUNCTION public.stamp_bytes(t public.household_version) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('household_version'::text, (t).id, (t).county_code, (t).household_id, (t).valid_from, (t).change_no, (t).snapshot_id, (t).read_at));

CREATE TABLE public.idempotency_key (
    account_id bigint NOT NULL,
    route text NOT NULL,
    key text NOT NULL,
    body_hash bytea NOT NULL,
    result_id bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    stamp bytea
);

CREATE FUNCTION public.stamp_bytes(t public.idempotency_key) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('idempotency_key'::text, (t).account_id, (t).route, (t).key, (t).body_hash, (t).result_id));

CREATE TABLE public.ledger_day_sum (
    day date NOT NULL,
    kind text NOT NULL,
    debit_fen bigint NOT NULL,
    credit_fen bigint NOT NULL,
    chain bytea NOT NULL,
    stamp bytea
);

CREATE FUNCTION public.stamp_bytes(t public.ledger_day_sum) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('ledger_day_sum'::text, (t).day, (t).kind, (t).debit_fen, (t).credit_fen, (t).chain));

CREATE TABLE public.listing (
    id bigint NOT NULL,
    county_code text NOT NULL,
    producer_id bigint NOT NULL,
    station_id bigint NOT NULL,
    current_version_id bigint,
    created_by bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    stamp bytea
);
ALTER TABLE ONLY public.listing ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.listing) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('listing'::text, (t).id, (t).county_code, (t).producer_id, (t).station_id, (t).created_by, (t).created_at));

CREATE TABLE public.listing_version (
    id bigint NOT NULL,
    county_code text NOT NULL,
    listing_id bigint NOT NULL,
    version_no integer NOT NULL,
    plan_id bigint,
    state text DEFAULT 'draft'::text NOT NULL,
    title text NOT NULL,
    category text NOT NULL,
    produce text NOT NULL,
    story text DEFAULT ''::text NOT NULL,
    village_code text NOT NULL,
    size_low_mm integer,
    size_high_mm integer,
    season_from text DEFAULT ''::text NOT NULL,
    season_to text DEFAULT ''::text NOT NULL,
    shelf_life_days integer,
    storage text DEFAULT ''::text NOT NULL,
    no_reason_return boolean NOT NULL,
    picture text DEFAULT 'generic'::text NOT NULL,
    price_from_fen bigint NOT NULL,
    created_by bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    submitted_at timestamp with time zone,
    decided_at timestamp with time zone,
    stamp bytea,
    CONSTRAINT listing_version_price_from_fen_check CHECK (((price_from_fen >= 1) AND (price_from_fen <= 100000000))),
    CONSTRAINT listing_version_size CHECK (((size_low_mm IS NULL) OR (size_low_mm < size_high_mm))),
    CONSTRAINT listing_version_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'township_checked'::text, 'county_approved'::text, 'publicised'::text, 'on_sale'::text, 'off_sale'::text, 'rejected'::text, 'expired'::text])))
);
ALTER TABLE ONLY public.listing_version ALTER COLUMN county_code SET STATISTICS 10;

CREATE TABLE public.version_picture (
    version_id bigint NOT NULL,
    county_code text NOT NULL,
    place integer NOT NULL,
    picture_id bigint NOT NULL,
    alt text DEFAULT ''::text NOT NULL,
    CONSTRAINT version_picture_place_check CHECK (((place >= 1) AND (place <= 9)))
);
ALTER TABLE ONLY public.version_picture ALTER COLUMN county_code SET STATISTICS 10;

CREATE TABLE public.version_sku (
    version_id bigint NOT NULL,
    county_code text NOT NULL,
    sku_id bigint NOT NULL,
    price_fen bigint NOT NULL,
    CONSTRAINT version_sku_price_fen_check CHECK (((price_fen >= 1) AND (price_fen <= 100000000)))
);
ALTER TABLE ONLY public.version_sku ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.listing_version) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('listing_version'::text, (t).id, (t).county_code, (t).listing_id, (t).version_no, (t).plan_id, (t).title, (t).category, (t).produce, (t).story, (t).village_code, (t).size_low_mm, (t).size_high_mm, (t).season_from, (t).season_to, (t).shelf_life_days, (t).storage, (t).no_reason_return, (t).picture, (t).price_from_fen, (t).created_by, (t).created_at, (SELECT string_agg(record_send(ROW(s.sku_id, s.price_fen)), '\x'::bytea ORDER BY s.sku_id) AS string_agg FROM public.version_sku s WHERE ((s.version_id = (stamp_bytes.t).id) AND (s.county_code = (stamp_bytes.t).county_code))), (SELECT string_agg(record_send(ROW(p.place, p.picture_id, p.alt)), '\x'::bytea ORDER BY p.place) AS string_agg FROM public.version_picture p WHERE ((p.version_id = (stamp_bytes.t).id) AND (p.county_code = (stamp_bytes.t).county_code)))));

CREATE TABLE public.lot (
    id bigint NOT NULL,
    county_code text NOT NULL,
    listing_id bigint NOT NULL,
    producer_id bigint NOT NULL,
    trace_code text NOT NULL,
    village_code text NOT NULL,
    harvested_on date NOT NULL,
    weight_g bigint NOT NULL,
    lost_g bigint DEFAULT 0 NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    created_by bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    recalled boolean DEFAULT false NOT NULL,
    stamp bytea,
    CONSTRAINT lot_loss CHECK ((lost_g <= weight_g)),
    CONSTRAINT lot_lost_g_check CHECK ((lost_g >= 0)),
    CONSTRAINT lot_state_check CHECK ((state = ANY (ARRAY['open'::text, 'held'::text, 'closed'::text]))),
    CONSTRAINT lot_weight_g_check CHECK ((weight_g > 0))
);
ALTER TABLE ONLY public.lot ALTER COLUMN county_code SET STATISTICS 10;

CREATE TABLE public.lot_supply (
    lot_id bigint NOT NULL,
    county_code text NOT NULL,
    household_id bigint NOT NULL,
    weight_g bigint NOT NULL,
    CONSTRAINT lot_supply_weight_g_check CHECK ((weight_g > 0))
);
ALTER TABLE ONLY public.lot_supply ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.lot) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('lot'::text, (t).id, (t).county_code, (t).listing_id, (t).producer_id, (t).trace_code, (t).village_code, (t).harvested_on, (t).weight_g, (t).created_by, (SELECT string_agg(record_send(ROW(s.household_id, s.weight_g)), '\x'::bytea ORDER BY s.household_id) AS string_agg FROM public.lot_supply s WHERE ((s.lot_id = (stamp_bytes.t).id) AND (s.county_code = (stamp_bytes.t).county_code)))));

CREATE TABLE public.lot_loss (
    id bigint NOT NULL,
    county_code text NOT NULL,
    lot_id bigint NOT NULL,
    weight_g bigint NOT NULL,
    reason text NOT NULL,
    actor_id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    stamp bytea,
    CONSTRAINT lot_loss_weight_g_check CHECK ((weight_g > 0))
);
ALTER TABLE ONLY public.lot_loss ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.lot_loss) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('lot_loss'::text, (t).id, (t).county_code, (t).lot_id, (t).weight_g, (t).reason, (t).actor_id, (t).at));

CREATE TABLE public.order_refund (
    refund_id bigint NOT NULL,
    county_code text NOT NULL,
    order_id bigint NOT NULL,
    station_id bigint NOT NULL,
    goods_fen bigint NOT NULL,
    freight_fen bigint NOT NULL,
    after_completion boolean NOT NULL,
    stamp bytea,
    CONSTRAINT order_refund_freight_fen_check CHECK ((freight_fen >= 0)),
    CONSTRAINT order_refund_goods_fen_check CHECK ((goods_fen >= 0))
);
ALTER TABLE ONLY public.order_refund ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.order_refund) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('order_refund'::text, (t).refund_id, (t).county_code, (t).order_id, (t).station_id, (t).goods_fen, (t).freight_fen, (t).after_completion));

CREATE FUNCTION public.stamp_bytes(t public.organisation) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('organisation'::text, (t).id, (t).code, (t).kind, (t).name, (t).uscc, (t).county_code, (t).township_code, (t).village_code, (t).created_at));

CREATE TABLE public.parcel (
    id bigint NOT NULL,
    county_code text NOT NULL,
    order_id bigint NOT NULL,
    station_id bigint NOT NULL,
    state text DEFAULT 'packed'::text NOT NULL,
    weight_g bigint NOT NULL,
    carrier text DEFAULT ''::text NOT NULL,
    waybill_no text,
    packed_by bigint NOT NULL,
    packed_at timestamp with time zone DEFAULT now() NOT NULL,
    handed_over_at timestamp with time zone,
    signed_at timestamp with time zone,
    stamp bytea,
    CONSTRAINT parcel_state_check CHECK ((state = ANY (ARRAY['packed'::text, 'handed_over'::text, 'in_transit'::text, 'out_for_delivery'::text, 'signed'::text, 'returned'::text, 'lost'::text, 'unpacked'::text]))),
    CONSTRAINT parcel_weight_g_check CHECK ((weight_g > 0))
);
ALTER TABLE ONLY public.parcel ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.parcel) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('parcel'::text, (t).id, (t).county_code, (t).order_id, (t).station_id, (t).weight_g, (t).packed_by, (t).carrier, (t).waybill_no));

CREATE TABLE public.parcel_item (
    parcel_id bigint NOT NULL,
    county_code text NOT NULL,
    line_id bigint NOT NULL,
    lot_id bigint NOT NULL,
    sku_id bigint NOT NULL,
    quantity bigint NOT NULL,
    trace_code text NOT NULL,
    village_code text NOT NULL,
    harvested_on date NOT NULL,
    stamp bytea,
    CONSTRAINT parcel_item_quantity_check CHECK ((quantity > 0))
);
ALTER TABLE ONLY public.parcel_item ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.parcel_item) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('parcel_item'::text, (t).parcel_id, (t).county_code, (t).line_id, (t).lot_id, (t).sku_id, (t).quantity, (t).trace_code, (t).village_code, (t).harvested_on));

CREATE TABLE public.password (
    account_id bigint NOT NULL,
    derived text NOT NULL,
    set_at timestamp with time zone DEFAULT now() NOT NULL,
    stamp bytea
);

CREATE FUNCTION public.stamp_bytes(t public.password) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('password'::text, (t).account_id, (t).derived, (t).set_at));

CREATE TABLE public.payment_attempt (
    id bigint NOT NULL,
    county_code text NOT NULL,
    subject_kind text NOT NULL,
    subject_id bigint NOT NULL,
    provider text NOT NULL,
    number text NOT NULL,
    amount_fen bigint NOT NULL,
    state text DEFAULT 'created'::text NOT NULL,
    code_url text,
    transaction_id text,
    captured_fen bigint DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    paid_at timestamp with time zone,
    checked_at timestamp with time zone,
    code_at timestamp with time zone,
    stamp bytea,
    claimed_at timestamp with time zone,
    late boolean,
    CONSTRAINT payment_attempt_amount_fen_check CHECK ((amount_fen > 0)),
    CONSTRAINT payment_attempt_state_check CHECK ((state = ANY (ARRAY['created'::text, 'paid'::text, 'closed'::text, 'failed'::text, 'abandoned'::text])))
)
WITH (fillfactor='80');
ALTER TABLE ONLY public.payment_attempt ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.payment_attempt) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('payment_attempt'::text, (t).id, (t).county_code, (t).subject_kind, (t).subject_id, (t).provider, (t).number, (t).amount_fen));

CREATE TABLE public.payout (
    id bigint NOT NULL,
    run_id bigint NOT NULL,
    county_code text NOT NULL,
    household_id bigint NOT NULL,
    amount_fen bigint NOT NULL,
    payee_sealed bytea,
    state text NOT NULL,
    reasons text[] NOT NULL,
    passed text[] DEFAULT '{}'::text[] NOT NULL,
    passed_by bigint,
    verdicts bigint[] NOT NULL,
    snapshot_id text NOT NULL,
    change_no bigint NOT NULL,
    planned_at timestamp with time zone DEFAULT now() NOT NULL,
    compared_at timestamp with time zone DEFAULT now() NOT NULL,
    ordered_at timestamp with time zone,
    paid_on date,
    bank_no text DEFAULT ''::text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    moved_at timestamp with time zone DEFAULT now() NOT NULL,
    stamp bytea,
    CONSTRAINT payout_amount_fen_check CHECK ((amount_fen > 0)),
    CONSTRAINT payout_paid_day CHECK (((paid_on IS NOT NULL) = (state = ANY (ARRAY['paid'::text, 'returned'::text, 'confirmed'::text, 'disputed'::text])))),
    CONSTRAINT payout_state CHECK ((state = ANY (ARRAY['planned'::text, 'held'::text, 'left'::text, 'ordered'::text, 'paid'::text, 'failed'::text, 'returned'::text, 'confirmed'::text, 'disputed'::text])))
);
ALTER TABLE ONLY public.payout ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.payout) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('payout'::text, (t).id, (t).run_id, (t).county_code, (t).household_id, (t).amount_fen, (t).passed, (t).passed_by, (t).planned_at, (t).ordered_at, (t).paid_on, (t).bank_no));

CREATE TABLE public.payout_run (
    id bigint NOT NULL,
    county_code text NOT NULL,
    state text DEFAULT 'preparing'::text NOT NULL,
    note text NOT NULL,
    created_by bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    reached_id bigint DEFAULT 0 NOT NULL,
    snapshot_id text DEFAULT ''::text NOT NULL,
    change_no bigint DEFAULT 0 NOT NULL,
    compared_at timestamp with time zone,
    waits_for text DEFAULT ''::text NOT NULL,
    prepared_at timestamp with time zone,
    released_by bigint,
    released_at timestamp with time zone,
    ended_at timestamp with time zone,
    stamp bytea,
    CONSTRAINT payout_run_released CHECK (((state = ANY (ARRAY['releasing'::text, 'released'::text, 'closed'::text])) = ((released_by IS NOT NULL) AND (released_at IS NOT NULL)))),
    CONSTRAINT payout_run_state CHECK ((state = ANY (ARRAY['preparing'::text, 'prepared'::text, 'releasing'::text, 'released'::text, 'closed'::text, 'dropped'::text]))),
    CONSTRAINT payout_run_waits CHECK ((waits_for = ANY (ARRAY[''::text, 'register'::text, 'verdicts'::text])))
);
ALTER TABLE ONLY public.payout_run ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.payout_run) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('payout_run'::text, (t).id, (t).county_code, (t).note, (t).created_by, (t).created_at, (t).released_by, (t).released_at));

CREATE TABLE public.pool_reversal (
    id bigint NOT NULL,
    county_code text NOT NULL,
    order_id bigint NOT NULL,
    line_id bigint NOT NULL,
    pool_no integer NOT NULL,
    refund_id bigint NOT NULL,
    amounts bigint[] NOT NULL,
    reversed_at timestamp with time zone NOT NULL,
    stamp bytea
);
ALTER TABLE ONLY public.pool_reversal ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.pool_reversal) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('pool_reversal'::text, (t).id, (t).county_code, (t).order_id, (t).line_id, (t).pool_no, (t).refund_id, (t).amounts, (t).reversed_at));

CREATE TABLE public.program (
    id bigint NOT NULL,
    name text NOT NULL,
    owner text NOT NULL,
    region_code text NOT NULL,
    scopes text NOT NULL,
    addresses text DEFAULT ''::text NOT NULL,
    state text NOT NULL,
    created_by bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    released_by bigint,
    stamp bytea,
    CONSTRAINT program_released_by_another CHECK ((released_by <> created_by)),
    CONSTRAINT program_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'active'::text, 'revoked'::text])))
);

CREATE FUNCTION public.stamp_bytes(t public.program) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('program'::text, (t).id, (t).name, (t).owner, (t).region_code, (t).scopes, (t).addresses, (t).created_by, (t).created_at, (t).released_by));

CREATE TABLE public.program_key (
    id bigint NOT NULL,
    program_id bigint NOT NULL,
    digest bytea NOT NULL,
    prefix text NOT NULL,
    created_by bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    last_used_at timestamp with time zone,
    stamp bytea
);

CREATE FUNCTION public.stamp_bytes(t public.program_key) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('program_key'::text, (t).id, (t).program_id, (t).digest, (t).prefix, (t).created_by, (t).created_at, (t).expires_at, (t).revoked_at));

CREATE TABLE public.provider_event (
    provider text NOT NULL,
    event_key text NOT NULL,
    attempt_id bigint,
    amount_fen bigint NOT NULL,
    outcome text NOT NULL,
    received_at timestamp with time zone DEFAULT now() NOT NULL,
    stamp bytea,
    CONSTRAINT provider_event_outcome_check CHECK ((outcome = ANY (ARRAY['paid'::text, 'overpaid'::text, 'late'::text, 'differs'::text, 'mismatch'::text, 'unknown_number'::text, 'refund_succeeded'::text, 'refund_abnormal'::text, 'refund_closed'::text])))
);

CREATE FUNCTION public.stamp_bytes(t public.provider_event) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('provider_event'::text, (t).provider, (t).event_key, (t).attempt_id, (t).amount_fen, (t).outcome));

CREATE TABLE public.proxy_authority (
    id bigint NOT NULL,
    county_code text NOT NULL,
    village_code text NOT NULL,
    household_id bigint NOT NULL,
    account_id bigint NOT NULL,
    relation text NOT NULL,
    scope text[] NOT NULL,
    begins_on date NOT NULL,
    ends_on date NOT NULL,
    consent_kind text NOT NULL,
    consent_no text NOT NULL,
    consent_on date NOT NULL,
    consent_by text NOT NULL,
    scan_id bigint,
    recorded_by bigint NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    confirmed_by bigint,
    state text DEFAULT 'recorded'::text NOT NULL,
    answer text DEFAULT ''::text NOT NULL,
    stamp bytea,
    CONSTRAINT proxy_authority_consent_kind_check CHECK ((consent_kind = ANY (ARRAY['paper'::text, 'voice'::text]))),
    CONSTRAINT proxy_authority_days CHECK ((ends_on >= begins_on)),
    CONSTRAINT proxy_authority_eyes CHECK (((confirmed_by <> account_id) AND (confirmed_by <> recorded_by))),
    CONSTRAINT proxy_authority_paper CHECK (((consent_kind = 'voice'::text) OR (scan_id IS NOT NULL))),
    CONSTRAINT proxy_authority_relation_check CHECK ((relation = ANY (ARRAY['family'::text, 'neighbour'::text, 'officer'::text, 'other'::text]))),
    CONSTRAINT proxy_authority_scope_check CHECK ((cardinality(scope) > 0)),
    CONSTRAINT proxy_authority_state_check CHECK ((state = ANY (ARRAY['recorded'::text, 'in_force'::text, 'refused'::text, 'withdrawn'::text, 'ended'::text, 'expired'::text])))
);
ALTER TABLE ONLY public.proxy_authority ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.proxy_authority) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('proxy_authority'::text, (t).id, (t).county_code, (t).village_code, (t).household_id, (t).account_id, (t).relation, (t).scope, (t).begins_on, (t).ends_on, (t).consent_kind, (t).consent_no, (t).consent_on, (t).consent_by, (t).scan_id, (t).recorded_by, (t).recorded_at, (t).confirmed_by));

CREATE TABLE public.refund (
    id bigint NOT NULL,
    county_code text NOT NULL,
    subject_kind text NOT NULL,
    subject_id bigint NOT NULL,
    attempt_id bigint NOT NULL,
    number text NOT NULL,
    kind text NOT NULL,
    total_fen bigint NOT NULL,
    escrow_id bigint DEFAULT 0 NOT NULL,
    state text DEFAULT 'requested'::text NOT NULL,
    reason text NOT NULL,
    actor_id bigint NOT NULL,
    provider_refund_id text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    done_at timestamp with time zone,
    asked_at timestamp with time zone,
    said_code text,
    stamp bytea,
    CONSTRAINT refund_kind_check CHECK ((kind = ANY (ARRAY['decided'::text, 'late'::text, 'overpaid'::text, 'differs'::text]))),
    CONSTRAINT refund_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'processing'::text, 'succeeded'::text, 'abnormal'::text, 'closed'::text]))),
    CONSTRAINT refund_total_fen_check CHECK ((total_fen > 0))
);
ALTER TABLE ONLY public.refund ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.refund) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('refund'::text, (t).id, (t).county_code, (t).subject_kind, (t).subject_id, (t).attempt_id, (t).kind, (t).total_fen, (t).escrow_id, (t).reason, (t).actor_id));

CREATE TABLE public.refund_line (
    refund_id bigint NOT NULL,
    county_code text NOT NULL,
    line_id bigint NOT NULL,
    quantity bigint NOT NULL,
    goods_fen bigint NOT NULL,
    stamp bytea,
    CONSTRAINT refund_line_goods_fen_check CHECK ((goods_fen >= 0)),
    CONSTRAINT refund_line_quantity_check CHECK ((quantity > 0))
);
ALTER TABLE ONLY public.refund_line ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.refund_line) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('refund_line'::text, (t).refund_id, (t).county_code, (t).line_id, (t).quantity, (t).goods_fen));

CREATE TABLE public.refund_number (
    number text NOT NULL,
    refund_id bigint NOT NULL,
    county_code text NOT NULL,
    ordinal integer NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    closed_at timestamp with time zone,
    stamp bytea,
    CONSTRAINT refund_number_ordinal_check CHECK ((ordinal >= 1))
);
ALTER TABLE ONLY public.refund_number ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.refund_number) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('refund_number'::text, (t).number, (t).refund_id, (t).county_code, (t).ordinal));

CREATE TABLE public.region_move (
    id bigint NOT NULL,
    county_code text NOT NULL,
    code text NOT NULL,
    to_code text NOT NULL,
    households bigint NOT NULL,
    organisations bigint NOT NULL,
    addresses bigint NOT NULL,
    reason text NOT NULL,
    account_id bigint NOT NULL,
    moved_at timestamp with time zone DEFAULT now() NOT NULL,
    stamp bytea
);
ALTER TABLE ONLY public.region_move ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.region_move) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('region_move'::text, (t).id, (t).county_code, (t).code, (t).to_code, (t).households, (t).organisations, (t).addresses, (t).reason, (t).account_id, (t).moved_at));

CREATE TABLE public.register_verdict (
    id bigint NOT NULL,
    county_code text NOT NULL,
    household_id bigint NOT NULL,
    producer_id bigint NOT NULL,
    version_id bigint NOT NULL,
    snapshot_id text NOT NULL,
    change_no bigint NOT NULL,
    rules text NOT NULL,
    verdict text NOT NULL,
    judged_at timestamp with time zone DEFAULT now() NOT NULL,
    until timestamp with time zone,
    cleared_at timestamp with time zone,
    cleared_by bigint,
    cleared_reason text DEFAULT ''::text NOT NULL,
    stamp bytea NOT NULL,
    CONSTRAINT register_verdict_rules CHECK ((rules ~ '^[-+?.]{10}$'::text)),
    CONSTRAINT register_verdict_verdict CHECK ((verdict = ANY (ARRAY['fit'::text, 'doubt'::text, 'unfit'::text, 'unknown'::text])))
);
ALTER TABLE ONLY public.register_verdict ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.register_verdict) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('register_verdict'::text, (t).id, (t).county_code, (t).household_id, (t).producer_id, (t).version_id, (t).snapshot_id, (t).change_no, (t).rules, (t).verdict, (t).judged_at));

CREATE TABLE public.registration (
    id bigint NOT NULL,
    county_code text NOT NULL,
    place_code text NOT NULL,
    kind text NOT NULL,
    account_id bigint,
    household_id bigint,
    name_masked text DEFAULT ''::text NOT NULL,
    role text DEFAULT ''::text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    consent_kind text,
    consent_no text,
    consent_on date,
    consent_by text,
    scan_id bigint,
    recorded_by bigint NOT NULL,
    grant_id bigint,
    decided_by bigint,
    state text NOT NULL,
    answer text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    stamp bytea,
    warned_at timestamp with time zone,
    CONSTRAINT registration_by_another CHECK ((decided_by <> account_id)),
    CONSTRAINT registration_consent CHECK (((account_id IS NOT NULL) OR (consent_kind IS NOT NULL))),
    CONSTRAINT registration_consent_kind_check CHECK ((consent_kind = ANY (ARRAY['paper'::text, 'voice'::text]))),
    CONSTRAINT registration_kind_check CHECK ((kind = ANY (ARRAY['caring'::text, 'household'::text, 'administrator'::text]))),
    CONSTRAINT registration_state_check CHECK ((state = ANY (ARRAY['applied'::text, 'granted'::text, 'refused'::text, 'withdrawn'::text, 'lapsed'::text, 'ended'::text])))
);
ALTER TABLE ONLY public.registration ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.registration) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('registration'::text, (t).id, (t).county_code, (t).place_code, (t).kind, (t).account_id, (t).household_id, (t).name_masked, (t).role, (t).reason, (t).consent_kind, (t).consent_no, (t).consent_on, (t).consent_by, (t).scan_id, (t).recorded_by, (t).grant_id, (t).decided_by, (t).created_at));

CREATE TABLE public.reservation_move (
    id bigint NOT NULL,
    county_code text NOT NULL,
    order_id bigint NOT NULL,
    line_id bigint NOT NULL,
    from_lot_id bigint NOT NULL,
    to_lot_id bigint NOT NULL,
    quantity bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    stamp bytea,
    CONSTRAINT reservation_move_quantity_check CHECK ((quantity > 0))
);
ALTER TABLE ONLY public.reservation_move ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.reservation_move) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('reservation_move'::text, (t).id, (t).county_code, (t).order_id, (t).line_id, (t).from_lot_id, (t).to_lot_id, (t).quantity, (t).at));

CREATE TABLE public.role_grant (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    role text NOT NULL,
    region_code text DEFAULT ''::text NOT NULL,
    org_id bigint,
    household_id bigint,
    valid_from timestamp with time zone DEFAULT now() NOT NULL,
    valid_to timestamp with time zone,
    granted_by bigint NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    expires_at timestamp with time zone,
    awaits_second boolean DEFAULT false NOT NULL,
    confirmed_by bigint,
    stamp bytea,
    CONSTRAINT role_grant_by_another CHECK (((granted_by <> account_id) OR (valid_to IS NOT NULL))),
    CONSTRAINT role_grant_role_check CHECK ((role = ANY (ARRAY['producer'::text, 'station_officer'::text, 'village_officer'::text, 'county_auditor'::text, 'operator'::text, 'household'::text, 'township_officer'::text, 'department_officer'::text, 'county_centre'::text, 'city_officer'::text, 'listing_clerk'::text, 'packer'::text, 'accountant'::text]))),
    CONSTRAINT role_grant_second_is_another CHECK (((confirmed_by <> account_id) AND (confirmed_by <> granted_by)))
);

CREATE FUNCTION public.stamp_bytes(t public.role_grant) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('role_grant'::text, (t).id, (t).account_id, (t).role, (t).region_code, (t).org_id, (t).household_id, (t).valid_from, (t).valid_to, (t).expires_at, (t).awaits_second, (t).confirmed_by, (t).granted_by, (t).reason));

CREATE TABLE public.roster (
    id bigint NOT NULL,
    county_code text NOT NULL,
    plan_id bigint NOT NULL,
    pool_no integer NOT NULL,
    kind text NOT NULL,
    digest bytea NOT NULL,
    stamp bytea,
    producer_id bigint NOT NULL
);
ALTER TABLE ONLY public.roster ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.roster) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('roster'::text, (t).id, (t).county_code, (t).plan_id, (t).pool_no, (t).kind, (t).digest));

CREATE TABLE public.order_line (
    id bigint NOT NULL,
    county_code text NOT NULL,
    order_id bigint NOT NULL,
    line_no integer NOT NULL,
    sku_id bigint NOT NULL,
    listing_id bigint NOT NULL,
    version_id bigint NOT NULL,
    plan_id bigint NOT NULL,
    title text NOT NULL,
    spec text NOT NULL,
    net_weight_g bigint NOT NULL,
    quantity bigint NOT NULL,
    price_fen bigint NOT NULL,
    paid_fen bigint NOT NULL,
    refunded_quantity bigint DEFAULT 0 NOT NULL,
    refunded_fen bigint DEFAULT 0 NOT NULL,
    CONSTRAINT order_line_paid_fen_check CHECK ((paid_fen >= 0)),
    CONSTRAINT order_line_price_fen_check CHECK ((price_fen > 0)),
    CONSTRAINT order_line_quantity_check CHECK ((quantity > 0)),
    CONSTRAINT order_line_refund CHECK ((((refunded_quantity >= 0) AND (refunded_quantity <= quantity)) AND ((refunded_fen >= 0) AND (refunded_fen <= paid_fen))))
);
ALTER TABLE ONLY public.order_line ALTER COLUMN county_code SET STATISTICS 10;

CREATE TABLE public.sale_order (
    id bigint NOT NULL,
    county_code text NOT NULL,
    trade_id bigint NOT NULL,
    buyer_id bigint NOT NULL,
    producer_id bigint NOT NULL,
    station_id bigint NOT NULL,
    state text DEFAULT 'placed'::text NOT NULL,
    goods_fen bigint NOT NULL,
    freight_fen bigint NOT NULL,
    freight_refunded_fen bigint DEFAULT 0 NOT NULL,
    region_code text NOT NULL,
    address_sealed bytea,
    placed_at timestamp with time zone DEFAULT now() NOT NULL,
    paid_at timestamp with time zone,
    completed_at timestamp with time zone,
    stamp bytea,
    address_deleted_at timestamp with time zone,
    ended_at timestamp with time zone,
    CONSTRAINT sale_order_address_deleted CHECK (((address_sealed IS NULL) = (address_deleted_at IS NOT NULL))),
    CONSTRAINT sale_order_freight_fen_check CHECK ((freight_fen >= 0)),
    CONSTRAINT sale_order_freight_refund CHECK (((freight_refunded_fen >= 0) AND (freight_refunded_fen <= freight_fen))),
    CONSTRAINT sale_order_goods_fen_check CHECK ((goods_fen > 0)),
    CONSTRAINT sale_order_state_check CHECK ((state = ANY (ARRAY['placed'::text, 'paid'::text, 'completed'::text, 'cancelled'::text])))
);
ALTER TABLE ONLY public.sale_order ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.sale_order) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('sale_order'::text, (t).id, (t).county_code, (t).trade_id, (t).buyer_id, (t).producer_id, (t).station_id, (t).goods_fen, (t).freight_fen, (t).region_code, (SELECT string_agg(record_send(ROW(l.id, l.county_code, l.line_no, l.sku_id, l.listing_id, l.version_id, l.plan_id, l.title, l.spec, l.net_weight_g, l.quantity, l.price_fen, l.paid_fen)), '\x'::bytea ORDER BY l.line_no, l.id) AS string_agg FROM public.order_line l WHERE ((l.order_id = (stamp_bytes.t).id) AND (l.county_code = (stamp_bytes.t).county_code)))));

CREATE TABLE public.sku (
    id bigint NOT NULL,
    county_code text NOT NULL,
    listing_id bigint NOT NULL,
    spec text NOT NULL,
    net_weight_g bigint NOT NULL,
    gross_weight_g bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    stamp bytea,
    CONSTRAINT sku_gross_weight_g_check CHECK (((gross_weight_g >= 1) AND (gross_weight_g <= 1000000))),
    CONSTRAINT sku_net_weight_g_check CHECK (((net_weight_g >= 1) AND (net_weight_g <= 1000000))),
    CONSTRAINT sku_weight CHECK ((gross_weight_g >= net_weight_g))
);
ALTER TABLE ONLY public.sku ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.sku) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('sku'::text, (t).id, (t).county_code, (t).listing_id, (t).spec, (t).net_weight_g, (t).gross_weight_g));

CREATE TABLE public.state_log (
    id bigint NOT NULL,
    shard_key text NOT NULL,
    machine text NOT NULL,
    object_id bigint NOT NULL,
    from_state text NOT NULL,
    to_state text NOT NULL,
    actor_id bigint NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    stamp bytea,
    request_id text,
    on_behalf_of bigint DEFAULT 0 NOT NULL,
    CONSTRAINT state_log_request CHECK (((request_id IS NOT NULL) OR (on_behalf_of = 0)))
)
PARTITION BY RANGE (id);
ALTER TABLE ONLY public.state_log ALTER COLUMN shard_key SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.state_log) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN CASE WHEN ((t).request_id IS NULL) THEN record_send(ROW('state_log'::text, (t).id, (t).shard_key, (t).machine, (t).object_id, (t).from_state, (t).to_state, (t).actor_id, (t).reason, (t).at)) ELSE record_send(ROW('state_log'::text, (t).id, (t).shard_key, (t).machine, (t).object_id, (t).from_state, (t).to_state, (t).actor_id, (t).reason, (t).at, (t).request_id, (t).on_behalf_of)) END;

CREATE TABLE public.stock_movement (
    id bigint NOT NULL,
    county_code text NOT NULL,
    sku_id bigint NOT NULL,
    lot_id bigint NOT NULL,
    kind text NOT NULL,
    quantity bigint NOT NULL,
    actor_id bigint NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    stamp bytea,
    CONSTRAINT stock_movement_kind_check CHECK ((kind = ANY (ARRAY['receive'::text, 'write_off'::text]))),
    CONSTRAINT stock_movement_quantity_check CHECK ((quantity > 0))
);
ALTER TABLE ONLY public.stock_movement ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.stock_movement) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('stock_movement'::text, (t).id, (t).county_code, (t).sku_id, (t).lot_id, (t).kind, (t).quantity, (t).actor_id, (t).reason));

CREATE TABLE public.tracking_event (
    parcel_id bigint NOT NULL,
    county_code text NOT NULL,
    event_hash bytea NOT NULL,
    state text NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    text text NOT NULL,
    received_at timestamp with time zone DEFAULT now() NOT NULL,
    stamp bytea,
    CONSTRAINT tracking_event_state_check CHECK ((state = ANY (ARRAY['picked_up'::text, 'in_transit'::text, 'out_for_delivery'::text, 'signed'::text, 'returned'::text, 'lost'::text, 'trouble'::text, 'returning'::text, 'refused'::text])))
)
PARTITION BY RANGE (parcel_id);
ALTER TABLE ONLY public.tracking_event ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.tracking_event) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('tracking_event'::text, (t).parcel_id, (t).county_code, (t).event_hash, (t).state, (t).happened_at, (t).text));

CREATE TABLE public.trade (
    id bigint NOT NULL,
    county_code text NOT NULL,
    buyer_id bigint NOT NULL,
    state text DEFAULT 'placed'::text NOT NULL,
    total_fen bigint NOT NULL,
    placed_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    paid_at timestamp with time zone,
    cancelled_at timestamp with time zone,
    cancel_reason text DEFAULT ''::text NOT NULL,
    boxes bigint NOT NULL,
    stamp bytea,
    CONSTRAINT trade_boxes_check CHECK ((boxes >= 0)),
    CONSTRAINT trade_state_check CHECK ((state = ANY (ARRAY['placed'::text, 'paid'::text, 'cancelled'::text]))),
    CONSTRAINT trade_total_fen_check CHECK ((total_fen > 0))
);
ALTER TABLE ONLY public.trade ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.trade) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('trade'::text, (t).id, (t).county_code, (t).buyer_id, (t).total_fen));

CREATE FUNCTION public.stamp_bytes(t public.transfer) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('transfer'::text, (t).id, (t).county_code, (t).debit_kind, (t).debit_owner, (t).credit_kind, (t).credit_owner, (t).amount_fen, (t).kind, (t).order_id, (t).cause_id, (t).booked_at));

CREATE FUNCTION public.stamp_bytes(t public.withheld_share) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('withheld_share'::text, (t).order_id, (t).line_id, (t).pool_no, (t).place, (t).id, (t).county_code, (t).household_id, (t).amount_fen, (t).reason, (t).withheld_at));

CREATE TABLE public.year_away (
    year integer NOT NULL,
    rows_from bigint NOT NULL,
    objects_from bigint NOT NULL,
    settled_from timestamp with time zone NOT NULL,
    chains jsonb NOT NULL,
    carried bigint NOT NULL,
    states bigint NOT NULL,
    away_since timestamp with time zone DEFAULT now() NOT NULL,
    back_at timestamp with time zone,
    stamp bytea NOT NULL,
    CONSTRAINT year_away_check CHECK ((objects_from >= rows_from))
);

CREATE FUNCTION public.stamp_bytes(t public.year_away) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('year_away'::text, (t).year, (t).rows_from, (t).objects_from, (t).settled_from, ((t).chains)::text, (t).carried, (t).states, (t).away_since));

CREATE TABLE public.year_carried (
    what text NOT NULL,
    key text NOT NULL,
    county_code text NOT NULL,
    year integer NOT NULL,
    fen bigint,
    digest text,
    stamp bytea NOT NULL,
    CONSTRAINT year_carried_check CHECK (((fen IS NULL) <> (digest IS NULL)))
);
ALTER TABLE ONLY public.year_carried ALTER COLUMN county_code SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.year_carried) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('year_carried'::text, (t).what, (t).key, (t).county_code, (t).year, (t).fen, (t).digest));

CREATE TABLE public.year_state (
    machine text NOT NULL,
    object_id bigint NOT NULL,
    shard_key text NOT NULL,
    year integer NOT NULL,
    state text NOT NULL,
    stamp bytea NOT NULL
);
ALTER TABLE ONLY public.year_state ALTER COLUMN shard_key SET STATISTICS 10;

CREATE FUNCTION public.stamp_bytes(t public.year_state) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN record_send(ROW('year_state'::text, (t).machine, (t).object_id, (t).shard_key, (t).year, (t).state));

CREATE VIEW public.year_floor AS
 SELECT COALESCE(max(y.year), 0) AS year,
    COALESCE(max(y.rows_from), (0)::bigint) AS rows_from,
    COALESCE(max(y.objects_from), (0)::bigint) AS objects_from,
    COALESCE(max(y.settled_from), '-infinity'::timestamp with time zone) AS settled_from,
    COALESCE(to_char((date_trunc('month'::text, ((max(y.settled_from) AT TIME ZONE 'Asia/Shanghai'::text) - '1 day'::interval)) + '1 mon'::interval), 'YYYY-MM'::text), ''::text) AS months_from
   FROM public.year_away y
  WHERE (y.back_at IS NULL);

CREATE FUNCTION public.state_end(of_machine text, of_object bigint, of_shard text) RETURNS TABLE(state text)
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT v.state
    FROM ( SELECT m.state,
             m.n
            FROM (public.state_log g
              CROSS JOIN LATERAL ( VALUES (g.from_state,1), (g.to_state,'-1'::integer)) m(state, n))
           WHERE ((g.machine = state_end.of_machine) AND (g.object_id = state_end.of_object) AND (g.shard_key = state_end.of_shard))
         UNION ALL
          SELECT y.state,
             '-1'::integer
            FROM public.year_state y
           WHERE ((y.machine = state_end.of_machine) AND (y.object_id = state_end.of_object) AND (y.shard_key = state_end.of_shard) AND (y.year = ( SELECT f.year
                    FROM public.year_floor f)))) v
   GROUP BY v.state
  HAVING (sum(v.n) < 0);
END;

CREATE FUNCTION public.state_mark(state text, seed bigint) RETURNS bigint
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (hashtextextended(state, seed) >> 4);

CREATE AGGREGATE public.sum_fen(bigint) (
    SFUNC = int8pl,
    STYPE = bigint,
    COMBINEFUNC = int8pl,
    PARALLEL = safe
);

CREATE TABLE public.account (
    id bigint NOT NULL,
    phone_hash bytea NOT NULL,
    phone_sealed bytea NOT NULL,
    display_name text DEFAULT ''::text NOT NULL,
    state text DEFAULT 'active'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT account_state_check CHECK ((state = ANY (ARRAY['active'::text, 'locked'::text, 'erased'::text])))
);

CREATE TABLE public.address (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    region_code text NOT NULL,
    name_sealed bytea NOT NULL,
    phone_sealed bytea NOT NULL,
    detail_sealed bytea NOT NULL,
    is_default boolean NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE VIEW public.attribution_entry AS
 SELECT COALESCE(w.id, ((a.id + p.place) - 1)) AS id,
    a.county_code,
    a.order_id,
    a.line_id,
    a.roster_id,
    a.pool_no,
    p.place,
    cardinality(a.amounts) AS places,
    p.household_id,
    p.village_code,
    r.kind,
    a.amounts[p.place] AS amount_fen,
    COALESCE(a.reversed[p.place], (0)::bigint) AS reversed_fen,
        CASE
            WHEN (w.state = ANY (ARRAY['withheld'::text, 'reversed'::text])) THEN w.state
            WHEN (a.amounts[p.place] = a.reversed[p.place]) THEN 'reversed'::text
            WHEN (m.matured_at IS NULL) THEN 'accrued'::text
            ELSE 'matured'::text
        END AS state,
    COALESCE(w.reason, ''::text) AS withhold_reason,
    a.accrued_at,
        CASE
            WHEN ((w.state = ANY (ARRAY['withheld'::text, 'reversed'::text])) OR (a.amounts[p.place] = a.reversed[p.place]) OR (m.matured_at IS NULL)) THEN NULL::timestamp with time zone
            ELSE GREATEST(m.matured_at, w.moved_at)
        END AS matured_at,
    r.producer_id,
    a.id AS pool_id
   FROM ((((public.attribution_pool a
     JOIN public.roster r ON (((r.id = a.roster_id) AND (r.county_code = a.county_code))))
     JOIN public.roster_place p ON (((p.roster_id = r.id) AND (p.county_code = r.county_code))))
     LEFT JOIN public.withheld_share w ON (((w.order_id = a.order_id) AND (w.line_id = a.line_id) AND (w.pool_no = a.pool_no) AND (w.place = p.place) AND (w.county_code = a.county_code))))
     LEFT JOIN public.maturity m ON (((m.order_id = a.order_id) AND (m.county_code = a.county_code))))
  WHERE (a.amounts[p.place] > 0);

CREATE TABLE public.attribution_pool_rest (
    order_id bigint NOT NULL,
    line_id bigint NOT NULL,
    pool_no integer NOT NULL,
    id bigint NOT NULL,
    county_code text NOT NULL,
    roster_id bigint NOT NULL,
    amounts bigint[] NOT NULL,
    reversed bigint[],
    accrued_at timestamp with time zone NOT NULL,
    stamp bytea
);
ALTER TABLE ONLY public.attribution_pool_rest ALTER COLUMN county_code SET STATISTICS 10;

CREATE TABLE public.audit_report (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    passed integer NOT NULL,
    failed integer NOT NULL,
    checks jsonb NOT NULL,
    began_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone DEFAULT now() NOT NULL,
    kind text NOT NULL,
    since_at timestamp with time zone,
    CONSTRAINT audit_report_kind_check CHECK ((kind = ANY (ARRAY['full'::text, 'nightly'::text])))
);

CREATE TABLE public.board_cell (
    dimension text NOT NULL,
    key text NOT NULL,
    households bigint NOT NULL,
    earning_households bigint NOT NULL,
    accrued_households bigint NOT NULL,
    accrued_fen bigint NOT NULL,
    matured_households bigint NOT NULL,
    matured_fen bigint NOT NULL,
    borne_households bigint NOT NULL,
    borne_fen bigint NOT NULL,
    withheld_households bigint NOT NULL,
    withheld_fen bigint NOT NULL,
    CONSTRAINT board_cell_dimension_check CHECK ((dimension = ANY (ARRAY['total'::text, 'county'::text, 'month'::text, 'kind'::text])))
);

CREATE TABLE public.board_edition (
    step_s bigint NOT NULL,
    edition bigint NOT NULL,
    min_group bigint NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    board text NOT NULL,
    CONSTRAINT board_edition_step_s_check CHECK ((step_s >= 0))
);

CREATE TABLE public.board_income (
    county_code text NOT NULL,
    month text NOT NULL,
    kind text NOT NULL,
    household_id bigint NOT NULL,
    step text NOT NULL,
    fen bigint NOT NULL,
    CONSTRAINT board_income_fen_check CHECK ((fen > 0)),
    CONSTRAINT board_income_step_check CHECK ((step = ANY (ARRAY['accrued'::text, 'matured'::text, 'borne'::text, 'withheld'::text])))
);
ALTER TABLE ONLY public.board_income ALTER COLUMN county_code SET STATISTICS 10;

CREATE TABLE public.board_making (
    step_s bigint NOT NULL,
    min_group bigint NOT NULL,
    began_at timestamp with time zone,
    failed_at timestamp with time zone,
    error text DEFAULT ''::text NOT NULL,
    tries bigint DEFAULT 0 NOT NULL
);

CREATE VIEW public.board_share AS
 SELECT d.dimension,
    d.key,
    b.county_code,
    b.household_id,
    bool_or((b.step <> 'withheld'::text)) AS has_any,
    bool_or((b.step = ANY (ARRAY['accrued'::text, 'matured'::text]))) AS has_earned,
    bool_or((b.step = 'accrued'::text)) AS has_accrued,
    bool_or((b.step = 'matured'::text)) AS has_matured,
    bool_or((b.step = 'borne'::text)) AS has_borne,
    bool_or((b.step = 'withheld'::text)) AS has_withheld,
    (COALESCE(sum(b.fen) FILTER (WHERE (b.step = 'accrued'::text)), (0)::numeric))::bigint AS accrued_fen,
    (COALESCE(sum(b.fen) FILTER (WHERE (b.step = 'matured'::text)), (0)::numeric))::bigint AS matured_fen,
    (COALESCE(sum(b.fen) FILTER (WHERE (b.step = 'borne'::text)), (0)::numeric))::bigint AS borne_fen,
    (COALESCE(sum(b.fen) FILTER (WHERE (b.step = 'withheld'::text)), (0)::numeric))::bigint AS withheld_fen
   FROM (public.board_income b
     CROSS JOIN LATERAL ( VALUES ('total'::text,''::text), ('county'::text,b.county_code), ('month'::text,b.month), ('kind'::text,b.kind)) d(dimension, key))
  GROUP BY d.dimension, d.key, b.county_code, b.household_id;

CREATE TABLE public.borne_order (
    order_id bigint NOT NULL,
    county_code text NOT NULL
);
ALTER TABLE ONLY public.borne_order ALTER COLUMN county_code SET STATISTICS 10;

CREATE TABLE public.cart_line (
    account_id bigint NOT NULL,
    sku_id bigint NOT NULL,
    quantity bigint NOT NULL,
    price_fen_added bigint NOT NULL,
    selected boolean DEFAULT true NOT NULL,
    added_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT cart_line_price_fen_added_check CHECK ((price_fen_added >= 0)),
    CONSTRAINT cart_line_quantity_check CHECK (((quantity >= 1) AND (quantity <= 999)))
);

CREATE TABLE public.chain_day (
    chain text NOT NULL,
    day date NOT NULL,
    rows bigint NOT NULL,
    root bytea NOT NULL,
    previous bytea NOT NULL,
    value bytea NOT NULL,
    closed_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.chain_end (
    chain text NOT NULL,
    day date NOT NULL,
    value bytea NOT NULL,
    stamp bytea NOT NULL
);

CREATE TABLE public.change_trail_rest (
    id bigint NOT NULL,
    shard_key text NOT NULL,
    actor_id bigint NOT NULL,
    actor_kind text NOT NULL,
    session_id bigint NOT NULL,
    on_behalf_of bigint NOT NULL,
    request_id text NOT NULL,
    subject text NOT NULL,
    subject_id bigint NOT NULL,
    subject_key text NOT NULL,
    action text NOT NULL,
    before jsonb,
    after jsonb,
    reason text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    stamp bytea NOT NULL,
    CONSTRAINT change_trail_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['person'::text, 'machine'::text, 'command'::text, 'system'::text])))
);
ALTER TABLE ONLY public.change_trail_rest ALTER COLUMN shard_key SET STATISTICS 10;

CREATE TABLE public.code_key (
    purpose text NOT NULL,
    key_id smallint NOT NULL,
    secret_sealed bytea NOT NULL,
    CONSTRAINT code_key_key_id_check CHECK (((key_id >= 1) AND (key_id <= 255)))
);

CREATE TABLE public.consent_scan (
    id bigint NOT NULL,
    county_code text NOT NULL,
    household_id bigint NOT NULL,
    width bigint NOT NULL,
    height bigint NOT NULL,
    image_sealed bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE ONLY public.consent_scan ALTER COLUMN county_code SET STATISTICS 10;

CREATE TABLE public.county_month (
    county_code text NOT NULL,
    month text NOT NULL,
    producer_id bigint NOT NULL,
    village_code text NOT NULL,
    accrued_fen bigint NOT NULL,
    matured_fen bigint NOT NULL,
    withheld_fen bigint NOT NULL,
    borne_fen bigint NOT NULL,
    households bytea DEFAULT '\x'::bytea NOT NULL
);
ALTER TABLE ONLY public.county_month ALTER COLUMN county_code SET STATISTICS 10;

CREATE VIEW public.dossier_person AS
 SELECT n.county_code,
    n.organisation_id,
    n.id AS dossier_id,
    (0)::bigint AS place,
    n.legal_id_sealed AS sealed_id
   FROM ( SELECT DISTINCT ON (d.county_code, d.organisation_id) d.county_code,
            d.organisation_id,
            d.id,
            d.legal_id_sealed
           FROM public.dossier d
          WHERE ((d.state = 'in_force'::text) AND (d.organisation_id IS NOT NULL) AND (d.legal_id_sealed IS NOT NULL))
          ORDER BY d.county_code, d.organisation_id, d.id DESC) n
UNION ALL
 SELECT n.county_code,
    n.organisation_id,
    n.id AS dossier_id,
    s.place,
    s.id_sealed AS sealed_id
   FROM (( SELECT DISTINCT ON (d.county_code, d.organisation_id) d.county_code,
            d.organisation_id,
            d.id
           FROM (public.dossier d
             LEFT JOIN LATERAL ( SELECT true AS is_named
                   FROM public.dossier_share x_1
                  WHERE ((x_1.dossier_id = d.id) AND (x_1.county_code = d.county_code))
                 LIMIT 1) x ON (true))
          WHERE ((d.state = 'in_force'::text) AND (d.organisation_id IS NOT NULL) AND (d.no_shareholders OR x.is_named))
          ORDER BY d.county_code, d.organisation_id, d.id DESC) n
     JOIN public.dossier_share s ON (((s.dossier_id = n.id) AND (s.county_code = n.county_code))))
  WHERE (s.id_sealed IS NOT NULL);

CREATE TABLE public.dossier_scan (
    id bigint NOT NULL,
    county_code text NOT NULL,
    dossier_id bigint NOT NULL,
    width bigint NOT NULL,
    height bigint NOT NULL,
    image_sealed bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE ONLY public.dossier_scan ALTER COLUMN county_code SET STATISTICS 10;

CREATE TABLE public.export_run (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    list text NOT NULL,
    format text NOT NULL,
    filters jsonb NOT NULL,
    file_name text NOT NULL,
    state text DEFAULT 'queued'::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    row_count bigint DEFAULT 0 NOT NULL,
    byte_count bigint DEFAULT 0 NOT NULL,
    cut boolean DEFAULT false NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    started_at timestamp with time zone,
    ended_at timestamp with time zone,
    CONSTRAINT export_run_format_check CHECK ((format = ANY (ARRAY['csv'::text, 'xlsx'::text]))),
    CONSTRAINT export_run_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text])))
);

CREATE TABLE public.fraud_look (
    county_code text NOT NULL,
    looked_at timestamp with time zone NOT NULL,
    fen_a_head bigint,
    limit_from text,
    CONSTRAINT fraud_look_limit_from_check CHECK ((limit_from = ANY (ARRAY['county'::text, 'register'::text, 'setting'::text])))
);
ALTER TABLE ONLY public.fraud_look ALTER COLUMN county_code SET STATISTICS 10;

CREATE TABLE public.freight_row (
    county_code text NOT NULL,
    region_prefix text NOT NULL,
    first_g bigint NOT NULL,
    first_fen bigint NOT NULL,
    step_g bigint NOT NULL,
    step_fen bigint NOT NULL,
    deliverable boolean NOT NULL,
    CONSTRAINT freight_row_first_fen_check CHECK ((first_fen >= 0)),
    CONSTRAINT freight_row_first_g_check CHECK ((first_g > 0)),
    CONSTRAINT freight_row_step_fen_check CHECK ((step_fen >= 0)),
    CONSTRAINT freight_row_step_g_check CHECK ((step_g > 0))
);
ALTER TABLE ONLY public.freight_row ALTER COLUMN county_code SET STATISTICS 10;

CREATE TABLE public.household_month (
    household_id bigint NOT NULL,
    month text NOT NULL,
    kind text NOT NULL,
    village_code text NOT NULL,
    county_code text NOT NULL,
    entries bigint NOT NULL,
    credited_fen bigint NOT NULL,
    reversed_fen bigint NOT NULL,
    accrued_fen bigint NOT NULL,
    matured_fen bigint NOT NULL,
    withheld_fen bigint NOT NULL,
    producer_id bigint DEFAULT 0 NOT NULL,
    borne_fen bigint DEFAULT 0 NOT NULL
);
ALTER TABLE ONLY public.household_month ALTER COLUMN county_code SET STATISTICS 10;

CREATE VIEW public.household_month_digest AS
 SELECT m.county_code,
    m.month,
    encode(sha256(convert_to(string_agg(concat_ws('/'::text, m.household_id, m.kind, m.village_code, m.producer_id, m.entries, m.credited_fen, m.reversed_fen, m.accrued_fen, m.matured_fen, m.withheld_fen, m.borne_fen), '
'::text ORDER BY m.household_id, m.kind, m.village_code, m.producer_id), 'UTF8'::name)), 'hex'::text) AS digest
   FROM public.household_month m
  GROUP BY m.county_code, m.month;

CREATE TABLE public.household_moved (
    household_id bigint NOT NULL,
    month text NOT NULL,
    kind text NOT NULL,
    county_code text NOT NULL
);
ALTER TABLE ONLY public.household_moved ALTER COLUMN county_code SET STATISTICS 10;

CREATE TABLE public.household_place (
    county_code text NOT NULL,
    village_code text NOT NULL,
    household_id bigint NOT NULL,
    place integer NOT NULL
);
ALTER TABLE ONLY public.household_place ALTER COLUMN county_code SET STATISTICS 10;

CREATE TABLE public.household_report (
    id bigint NOT NULL,
    county_code text NOT NULL,
    household_id bigint NOT NULL,
    kind text NOT NULL,
    from_day date DEFAULT '-infinity'::date NOT NULL,
    to_day date,
    credited_fen bigint,
    reversed_fen bigint,
    text_sealed bytea,
    revision integer DEFAULT 1 NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    refused_code text DEFAULT ''::text NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    told_at timestamp with time zone,
    CONSTRAINT household_report_kind_check CHECK ((kind = ANY (ARRAY['contact'::text, 'address'::text, 'income'::text]))),
    CONSTRAINT household_report_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'taken'::text, 'refused'::text, 'dropped'::text]))),
    CONSTRAINT household_report_what CHECK (
CASE
    WHEN (kind = 'income'::text) THEN ((to_day >= from_day) AND (credited_fen >= 0) AND (reversed_fen >= 0) AND (text_sealed IS NULL))
    ELSE ((text_sealed IS NOT NULL) AND (credited_fen IS NULL))
END)
);
ALTER TABLE ONLY public.household_report ALTER COLUMN county_code SET STATISTICS 10;

CREATE TABLE public.household_scan (
    id bigint NOT NULL,
    county_code text NOT NULL,
    household_id bigint NOT NULL,
    account_id bigint NOT NULL,
    width bigint NOT NULL,
    height bigint NOT NULL,
    image_sealed bytea NOT NULL,
    kept boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE ONLY public.household_scan ALTER COLUMN county_code SET STATISTICS 10;

CREATE UNLOGGED TABLE public.household_stage (
    run_id bigint NOT NULL,
    line_no bigint NOT NULL,
    what text NOT NULL,
    household_id bigint NOT NULL,
    household_no text NOT NULL,
    county_code text NOT NULL,
    village_code text NOT NULL,
    state text NOT NULL,
    surname text NOT NULL,
    identified_on date,
    attribute text,
    family_type text,
    main_cause text,
    phone_sealed bytea,
    phone_hash bytea,
    bank_sealed bytea,
    bank_hash bytea,
    version_id bigint,
    valid_from date,
    change_no bigint,
    facts_sealed bytea,
    facts_hash bytea,
    said_sealed bytea,
    said_hash bytea,
    CONSTRAINT household_stage_what_check CHECK ((what = ANY (ARRAY['new'::text, 'changed'::text, 'same'::text, 'newer'::text, 'faulty'::text])))
)
WITH (autovacuum_vacuum_insert_threshold='-1', autovacuum_analyze_threshold='1000000', toast_tuple_target='8160');
ALTER TABLE ONLY public.household_stage ALTER COLUMN county_code SET STATISTICS 10;
ALTER TABLE ONLY public.household_stage ALTER COLUMN phone_sealed SET STATISTICS 0;
ALTER TABLE ONLY public.household_stage ALTER COLUMN phone_hash SET STATISTICS 0;
ALTER TABLE ONLY public.household_stage ALTER COLUMN bank_sealed SET STATISTICS 0;
ALTER TABLE ONLY public.household_stage ALTER COLUMN bank_hash SET STATISTICS 0;
ALTER TABLE ONLY public.household_stage ALTER COLUMN facts_sealed SET STATISTICS 0;
ALTER TABLE ONLY public.household_stage ALTER COLUMN facts_sealed SET STORAGE EXTERNAL;
ALTER TABLE ONLY public.household_stage ALTER COLUMN facts_hash SET STATISTICS 0;
ALTER TABLE ONLY public.household_stage ALTER COLUMN said_sealed SET STATISTICS 0;
ALTER TABLE ONLY public.household_stage ALTER COLUMN said_hash SET STATISTICS 0;

CREATE UNLOGGED TABLE public.household_stage_member (
    run_id bigint NOT NULL,
    line_no bigint NOT NULL,
    member_no integer NOT NULL,
    what text NOT NULL,
    member_id bigint NOT NULL,
    county_code text NOT NULL,
    household_id bigint NOT NULL,
    name_sealed bytea NOT NULL,
    id_number_sealed bytea NOT NULL,
    id_number_hash bytea NOT NULL,
    sex text NOT NULL,
    relation text NOT NULL,
    labour text NOT NULL,
    name_hash bytea,
    phone_sealed bytea,
    phone_hash bytea,
    CONSTRAINT household_stage_member_what_check CHECK ((what = ANY (ARRAY['new'::text, 'changed'::text, 'same'::text])))
)
WITH (autovacuum_vacuum_insert_threshold='-1', autovacuum_analyze_threshold='1000000');
ALTER TABLE ONLY public.household_stage_member ALTER COLUMN county_code SET STATISTICS 10;
ALTER TABLE ONLY public.household_stage_member ALTER COLUMN name_sealed SET STATISTICS 0;
ALTER TABLE ONLY public.household_stage_member ALTER COLUMN id_number_sealed SET STATISTICS 0;
ALTER TABLE ONLY public.household_stage_member ALTER COLUMN name_hash SET STATISTICS 0;
ALTER TABLE ONLY public.household_stage_member ALTER COLUMN phone_sealed SET STATISTICS 0;
ALTER TABLE ONLY public.household_stage_member ALTER COLUMN phone_hash SET STATISTICS 0;

CREATE TABLE public.household_sum (
    county_code text NOT NULL,
    household_id bigint NOT NULL,
    credited_fen bigint NOT NULL,
    reversed_fen bigint NOT NULL,
    accrued_fen bigint NOT NULL,
    matured_fen bigint NOT NULL,
    withheld_fen bigint NOT NULL,
    entries bigint NOT NULL
);
ALTER TABLE ONLY public.household_sum ALTER COLUMN county_code SET STATISTICS 10;

CREATE TABLE public.id_maker (
    node smallint NOT NULL,
    worker smallint NOT NULL,
    holder text DEFAULT ''::text NOT NULL,
    held_until timestamp with time zone DEFAULT now() NOT NULL,
    used_until_ms bigint DEFAULT 0 NOT NULL,
    key_id smallint DEFAULT 0 NOT NULL,
    CONSTRAINT id_maker_node_check CHECK (((node >= 0) AND (node <= 31))),
    CONSTRAINT id_maker_worker_check CHECK (((worker >= 0) AND (worker <= 31)))
);

CREATE TABLE public.import_fault (
    run_id bigint NOT NULL,
    place integer NOT NULL,
    file text NOT NULL,
    row_no bigint NOT NULL,
    column_name text NOT NULL,
    message text NOT NULL
);

CREATE TABLE public.import_run (
    id bigint NOT NULL,
    name text NOT NULL,
    state text NOT NULL,
    row_count bigint NOT NULL,
    fault_count bigint NOT NULL,
    began_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone DEFAULT now() NOT NULL,
    account_id bigint DEFAULT 0 NOT NULL,
    who text DEFAULT ''::text NOT NULL,
    added bigint DEFAULT 0 NOT NULL,
    changed bigint DEFAULT 0 NOT NULL,
    CONSTRAINT import_run_check CHECK (((state = 'faulty'::text) = (fault_count > 0))),
    CONSTRAINT import_run_fault_count_check CHECK ((fault_count >= 0)),
    CONSTRAINT import_run_row_count_check CHECK ((row_count >= 0)),
    CONSTRAINT import_run_state_check CHECK ((state = ANY (ARRAY['imported'::text, 'tried'::text, 'faulty'::text])))
);

CREATE TABLE public.import_upload (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    name text NOT NULL,
    file_name text NOT NULL,
    mode text NOT NULL,
    encoding text NOT NULL,
    byte_count bigint NOT NULL,
    state text DEFAULT 'queued'::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    phase text DEFAULT ''::text NOT NULL,
    row_total bigint NOT NULL,
    row_done bigint DEFAULT 0 NOT NULL,
    imported bigint DEFAULT 0 NOT NULL,
    fault_count bigint DEFAULT 0 NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    started_at timestamp with time zone,
    ended_at timestamp with time zone,
    added bigint DEFAULT 0 NOT NULL,
    changed bigint DEFAULT 0 NOT NULL,
    same bigint DEFAULT 0 NOT NULL,
    notice_count bigint DEFAULT 0 NOT NULL,
    CONSTRAINT import_upload_encoding_check CHECK ((encoding = ANY (ARRAY['utf-8'::text, 'gb18030'::text]))),
    CONSTRAINT import_upload_mode_check CHECK ((mode = ANY (ARRAY['whole'::text, 'good'::text, 'try'::text]))),
    CONSTRAINT import_upload_phase_check CHECK ((phase = ANY (ARRAY[''::text, 'check'::text, 'write'::text]))),
    CONSTRAINT import_upload_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'partly'::text, 'faulty'::text, 'failed'::text])))
);

CREATE TABLE public.import_upload_fault (
    upload_id bigint NOT NULL,
    place integer NOT NULL,
    row_no bigint NOT NULL,
    column_name text NOT NULL,
    message text NOT NULL
);

CREATE TABLE public.import_upload_row (
    upload_id bigint NOT NULL,
    place integer NOT NULL,
    row_no bigint NOT NULL,
    outcome text NOT NULL,
    columns text DEFAULT ''::text NOT NULL,
    message text DEFAULT ''::text NOT NULL,
    CONSTRAINT import_upload_row_outcome_check CHECK ((outcome = ANY (ARRAY['added'::text, 'changed'::text, 'same'::text, 'notice'::text])))
);

CREATE TABLE public.income_limit (
    county_code text NOT NULL,
    year bigint NOT NULL,
    fen_a_head bigint NOT NULL,
    reason text NOT NULL,
    set_by bigint NOT NULL,
    set_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT income_limit_fen_a_head_check CHECK (((fen_a_head >= 1) AND (fen_a_head <= '100000000000'::bigint))),
    CONSTRAINT income_limit_year_check CHECK (((year >= 2016) AND (year <= 2100)))
);
ALTER TABLE ONLY public.income_limit ALTER COLUMN county_code SET STATISTICS 10;

CREATE TABLE public.job (
    id bigint NOT NULL,
    kind text NOT NULL,
    key text,
    payload jsonb NOT NULL,
    shard_key text DEFAULT ''::text NOT NULL,
    state text DEFAULT 'queued'::text NOT NULL,
    run_at timestamp with time zone DEFAULT now() NOT NULL,
    lease_until timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    last_error text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT job_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text])))
);
ALTER TABLE ONLY public.job ALTER COLUMN shard_key SET STATISTICS 10;

CREATE TABLE public.journal_follower (
    name text NOT NULL,
    floor_id bigint NOT NULL,
    next_floor_id bigint NOT NULL,
    next_xid xid8 NOT NULL,
    taken_at timestamp with time zone NOT NULL
);

CREATE TABLE public.key_check (
    key_id smallint NOT NULL,
    check_value bytea NOT NULL,
    first_used_at timestamp with time zone DEFAULT now() NOT NULL,
    left_at timestamp with time zone,
    retired_at timestamp with time zone,
    only_placed boolean DEFAULT false NOT NULL,
    CONSTRAINT key_check_key_id_check CHECK (((key_id >= 1) AND (key_id <= 255)))
);

CREATE TABLE public.ledger_day (
    day date NOT NULL,
    transfers bigint NOT NULL,
    amount_fen bigint NOT NULL,
    root bytea NOT NULL,
    previous bytea NOT NULL,
    chain bytea NOT NULL,
    closed_at timestamp with time zone DEFAULT now() NOT NULL,
    format integer DEFAULT 1 NOT NULL
);

CREATE TABLE public.listed_county (
    code text NOT NULL,
    name text NOT NULL,
    prefecture text NOT NULL,
    exit_year smallint NOT NULL,
    CONSTRAINT listed_county_exit_year_check CHECK (((exit_year >= 2016) AND (exit_year <= 2020)))
);

CREATE TABLE public.listed_village (
    county_code text NOT NULL,
    village_code text NOT NULL,
    name text NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    CONSTRAINT listed_village_county CHECK (("left"(village_code, 6) = county_code)),
    CONSTRAINT listed_village_days CHECK ((valid_to > valid_from))
);
ALTER TABLE ONLY public.listed_village ALTER COLUMN county_code SET STATISTICS 10;

CREATE TABLE public.listing_form (
    id bigint NOT NULL,
    county_code text NOT NULL,
    producer_id bigint NOT NULL,
    listing_id bigint,
    revision integer DEFAULT 1 NOT NULL,
    title text DEFAULT ''::text NOT NULL,
    step text DEFAULT ''::text NOT NULL,
    content jsonb NOT NULL,
    created_by bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    saved_by bigint NOT NULL,
    saved_at timestamp with time zone DEFAULT now() NOT NULL,
    version_id bigint,
    closed_at timestamp with time zone
);
ALTER TABLE ONLY public.listing_form ALTER COLUMN county_code SET STATISTICS 10;

CREATE TABLE public.picture (
    id bigint NOT NULL,
    county_code text NOT NULL,
    organisation_id bigint NOT NULL,
    hash text NOT NULL,
    source_hash bytea NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    widths integer[] NOT NULL,
    created_by bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    keep_until timestamp with time zone DEFAULT (now() + '7 days'::interval) NOT NULL,
    CONSTRAINT picture_hash_check CHECK ((hash ~ '^[0-9a-f]{32}$'::text)),
    CONSTRAINT picture_height_check CHECK ((height > 0)),
    CONSTRAINT picture_width_check CHECK ((width > 0))
);
ALTER TABLE ONLY public.picture ALTER COLUMN county_code SET STATISTICS 10;

CREATE TABLE public.stock (
    sku_id bigint NOT NULL,
    lot_id bigint NOT NULL,
    county_code text NOT NULL,
    received bigint DEFAULT 0 NOT NULL,
    available bigint DEFAULT 0 NOT NULL,
    reserved bigint DEFAULT 0 NOT NULL,
    sold bigint DEFAULT 0 NOT NULL,
    written_off bigint DEFAULT 0 NOT NULL,
    sellable boolean GENERATED ALWAYS AS ((available > 0)) STORED,
    CONSTRAINT stock_balances CHECK ((received = (((available + reserved) + sold) + written_off))),
    CONSTRAINT stock_not_negative CHECK (((available >= 0) AND (reserved >= 0) AND (sold >= 0) AND (written_off >= 0)))
)
WITH (fillfactor='50');
ALTER TABLE ONLY public.stock ALTER COLUMN county_code SET STATISTICS 10;

CREATE VIEW public.version_photo AS
 SELECT x.version_id,
    x.county_code,
    x.place,
    json_build_object('picture_id', (p.id)::text, 'url', (('/pictures/'::text || p.hash) || '-{width}.{format}'::text), 'width', p.width, 'height', p.height, 'widths', p.widths, 'alt', x.alt) AS photo
   FROM (public.version_picture x
     JOIN public.picture p ON (((p.id = x.picture_id) AND (p.county_code = x.county_code))));

CREATE VIEW public.listing_item AS
 SELECT l.id AS listing_id,
    l.producer_id,
    o.name AS producer_name,
    l.county_code,
    l.current_version_id,
    v.id AS version_id,
    v.version_no,
    v.state,
    v.title,
    v.category,
    v.produce,
    v.picture,
    v.village_code,
    v.created_at,
    ( SELECT (COALESCE(sum(s.available), (0)::numeric))::bigint AS "coalesce"
           FROM (public.sku k
             JOIN public.stock s ON (((s.sku_id = k.id) AND (s.county_code = k.county_code) AND s.sellable)))
          WHERE ((k.listing_id = l.id) AND (k.county_code = l.county_code))) AS available,
    ( SELECT p.photo
           FROM public.version_photo p
          WHERE ((p.version_id = v.id) AND (p.county_code = l.county_code) AND (p.place = 1))) AS photo
   FROM ((public.listing l
     JOIN public.organisation o ON (((o.id = l.producer_id) AND (o.county_code = l.county_code))))
     CROSS JOIN LATERAL ( SELECT x.id,
            x.version_no,
            x.state,
            x.title,
            x.category,
            x.produce,
            x.picture,
            x.village_code,
            x.created_at
           FROM public.listing_version x
          WHERE ((x.listing_id = l.id) AND (x.county_code = l.county_code))
          ORDER BY x.version_no DESC
         LIMIT 1) v);

CREATE TABLE public.login_ask (
    phone_hash bytea NOT NULL,
    requester_hash bytea NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    day date NOT NULL,
    sent_today integer DEFAULT 0 NOT NULL,
    wrong integer DEFAULT 0 NOT NULL,
    wrong_at timestamp with time zone,
    proved_at timestamp with time zone
);

CREATE TABLE public.login_code (
    phone_hash bytea NOT NULL,
    code_hash bytea NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    tries integer DEFAULT 0 NOT NULL,
    challenge_hash bytea NOT NULL
);

CREATE TABLE public.maturity_rest (
    order_id bigint NOT NULL,
    county_code text NOT NULL,
    matured_at timestamp with time zone NOT NULL
);
ALTER TABLE ONLY public.maturity_rest ALTER COLUMN county_code SET STATISTICS 10;

CREATE VIEW public.order_beyond_all AS
 SELECT e.order_id,
    e.county_code,
    NULLIF(ARRAY[(COALESCE(j.accrued_fen, (0)::bigint) -
        CASE
            WHEN (m.order_id IS NULL) THEN ((e.credited_fen - e.reversed_fen) - e.withheld_fen)
            ELSE (0)::bigint
        END), (COALESCE(j.matured_fen, (0)::bigint) -
        CASE
            WHEN (m.order_id IS NULL) THEN (0)::bigint
            ELSE ((e.credited_fen - e.reversed_fen) - e.withheld_fen)
        END), (COALESCE(j.withheld_fen, (0)::bigint) - e.withheld_fen), (COALESCE(j.credited_fen, (0)::bigint) - e.credited_fen), (COALESCE(j.reversed_fen, (0)::bigint) - e.reversed_fen)], ARRAY[(0)::bigint, (0)::bigint, (0)::bigint, (0)::bigint, (0)::bigint]) AS beyond
   FROM ((( SELECT s.order_id,
            s.county_code,
            public.sum_fen(s.credited_fen) AS credited_fen,
            public.sum_fen(s.reversed_fen) AS reversed_fen,
            public.sum_fen(s.withheld_fen) AS withheld_fen
           FROM ( SELECT l.order_id,
                    l.county_code,
                    ( SELECT public.sum_fen(x.fen) AS sum_fen
                           FROM unnest(l.amounts) x(fen)) AS credited_fen,
                        CASE
                            WHEN (l.reversed IS NULL) THEN (0)::bigint
                            ELSE ( SELECT COALESCE(public.sum_fen(x.fen), (0)::bigint) AS "coalesce"
                               FROM unnest(l.reversed) x(fen))
                        END AS reversed_fen,
                    COALESCE(h.withheld_fen, (0)::bigint) AS withheld_fen
                   FROM (public.attribution_pool l
                     LEFT JOIN ( SELECT w.order_id,
                            w.line_id,
                            w.pool_no,
                            w.county_code,
                            public.sum_fen((w.amount_fen - COALESCE(k.reversed[w.place], (0)::bigint))) AS withheld_fen
                           FROM (public.withheld_share w
                             JOIN public.attribution_pool k ON (((k.order_id = w.order_id) AND (k.line_id = w.line_id) AND (k.pool_no = w.pool_no) AND (k.county_code = w.county_code))))
                          WHERE (w.state = 'withheld'::text)
                          GROUP BY w.order_id, w.line_id, w.pool_no, w.county_code) h ON (((h.order_id = l.order_id) AND (h.line_id = l.line_id) AND (h.pool_no = l.pool_no) AND (h.county_code = l.county_code))))) s
          GROUP BY s.order_id, s.county_code) e
     LEFT JOIN public.maturity m ON (((m.order_id = e.order_id) AND (m.county_code = e.county_code))))
     LEFT JOIN ( SELECT t.order_id,
            (COALESCE(public.sum_fen(t.amount_fen) FILTER (WHERE (t.credit_kind = 'household_accrued'::text)), (0)::bigint) - COALESCE(public.sum_fen(t.amount_fen) FILTER (WHERE (t.debit_kind = 'household_accrued'::text)), (0)::bigint)) AS accrued_fen,
            (COALESCE(public.sum_fen(t.amount_fen) FILTER (WHERE (t.credit_kind = 'household'::text)), (0)::bigint) - COALESCE(public.sum_fen(t.amount_fen) FILTER (WHERE (t.debit_kind = 'household'::text)), (0)::bigint)) AS matured_fen,
            (COALESCE(public.sum_fen(t.amount_fen) FILTER (WHERE (t.credit_kind = 'withheld'::text)), (0)::bigint) - COALESCE(public.sum_fen(t.amount_fen) FILTER (WHERE (t.debit_kind = 'withheld'::text)), (0)::bigint)) AS withheld_fen,
            COALESCE(public.sum_fen(t.amount_fen) FILTER (WHERE (t.kind = ANY (ARRAY['accrue'::text, 'withhold'::text]))), (0)::bigint) AS credited_fen,
            COALESCE(public.sum_fen(t.amount_fen) FILTER (WHERE (t.kind = 'reverse'::text)), (0)::bigint) AS reversed_fen
           FROM public.transfer t
          WHERE (t.order_id <> 0)
          GROUP BY t.order_id) j ON ((j.order_id = e.order_id)));

CREATE TABLE public.reservation (
    line_id bigint NOT NULL,
    lot_id bigint NOT NULL,
    sku_id bigint NOT NULL,
    county_code text NOT NULL,
    quantity bigint NOT NULL,
    released bigint DEFAULT 0 NOT NULL,
    sold bigint DEFAULT 0 NOT NULL,
    CONSTRAINT reservation_balances CHECK (((released >= 0) AND (sold >= 0) AND ((released + sold) <= quantity))),
    CONSTRAINT reservation_quantity_check CHECK ((quantity >= 0))
);
ALTER TABLE ONLY public.reservation ALTER COLUMN county_code SET STATISTICS 10;

CREATE VIEW public.order_end AS
 SELECT o.id AS order_id,
    o.county_code,
        CASE
            WHEN ((EXISTS ( SELECT 1
               FROM public.parcel p
              WHERE ((p.order_id = o.id) AND (p.county_code = o.county_code) AND (p.state = ANY (ARRAY['signed'::text, 'returned'::text, 'lost'::text]))))) AND (NOT (EXISTS ( SELECT 1
               FROM public.parcel p
              WHERE ((p.order_id = o.id) AND (p.county_code = o.county_code) AND (p.state <> ALL (ARRAY['signed'::text, 'returned'::text, 'lost'::text, 'unpacked'::text])))))) AND (NOT (EXISTS ( SELECT 1
               FROM (public.order_line l
                 JOIN public.reservation r ON (((r.line_id = l.id) AND (r.county_code = l.county_code))))
              WHERE ((l.order_id = o.id) AND (l.county_code = o.county_code) AND (r.quantity > (r.released + r.sold)))))) AND (NOT (EXISTS ( SELECT 1
               FROM ((public.parcel p
                 JOIN public.parcel_item i ON (((i.parcel_id = p.id) AND (i.county_code = p.county_code))))
                 JOIN public.order_line l ON (((l.id = i.line_id) AND (l.county_code = i.county_code))))
              WHERE ((p.order_id = o.id) AND (p.county_code = o.county_code) AND (p.state = ANY (ARRAY['returned'::text, 'lost'::text])))
              GROUP BY l.id, l.county_code, l.refunded_quantity
             HAVING (sum(i.quantity) > ((l.refunded_quantity)::numeric - ( SELECT sum(r.released) AS sum
                       FROM public.reservation r
                      WHERE ((r.line_id = l.id) AND (r.county_code = l.county_code))))))))) THEN COALESCE(( SELECT max(p.signed_at) AS max
               FROM public.parcel p
              WHERE ((p.order_id = o.id) AND (p.county_code = o.county_code))), '-infinity'::timestamp with time zone)
            ELSE NULL::timestamp with time zone
        END AS ended_at
   FROM public.sale_order o
  WHERE (o.state = 'paid'::text);

CREATE TABLE public.order_rolled (
    order_id bigint NOT NULL,
    county_code text NOT NULL,
    is_matured boolean NOT NULL,
    is_plain boolean NOT NULL,
    beyond bigint[]
);
ALTER TABLE ONLY public.order_rolled ALTER COLUMN county_code SET STATISTICS 10;

CREATE TABLE public.order_rolled_share (
    order_id bigint NOT NULL,
    household_id bigint NOT NULL,
    month text NOT NULL,
    kind text NOT NULL,
    village_code text NOT NULL,
    county_code text NOT NULL,
    entries bigint NOT NULL,
    credited_fen bigint NOT NULL,
    reversed_fen bigint NOT NULL,
    accrued_fen bigint NOT NULL,
    matured_fen bigint NOT NULL,
    withheld_fen bigint NOT NULL,
    producer_id bigint DEFAULT 0 NOT NULL,
    borne_fen bigint DEFAULT 0 NOT NULL
);
ALTER TABLE ONLY public.order_rolled_share ALTER COLUMN county_code SET STATISTICS 10;

CREATE VIEW public.order_share_now AS
 SELECT a.order_id,
    a.county_code,
    a.household_id,
    to_char((a.accrued_at AT TIME ZONE 'Asia/Shanghai'::text), 'YYYY-MM'::text) AS month,
    a.kind,
    a.village_code,
    1 AS entries,
    a.amount_fen AS credited_fen,
    a.reversed_fen,
        CASE
            WHEN (a.state = 'accrued'::text) THEN (a.amount_fen - a.reversed_fen)
            ELSE (0)::bigint
        END AS accrued_fen,
        CASE
            WHEN (a.state = 'matured'::text) THEN (a.amount_fen - a.reversed_fen)
            ELSE (0)::bigint
        END AS matured_fen,
        CASE
            WHEN (a.state = 'withheld'::text) THEN (a.amount_fen - a.reversed_fen)
            ELSE (0)::bigint
        END AS withheld_fen,
    a.producer_id,
        CASE
            WHEN ((a.state = 'matured'::text) AND (b.order_id IS NOT NULL)) THEN (a.amount_fen - a.reversed_fen)
            ELSE (0)::bigint
        END AS borne_fen
   FROM (public.attribution_entry a
     LEFT JOIN public.borne_order b ON (((b.order_id = a.order_id) AND (b.county_code = a.county_code))));

CREATE VIEW public.order_share_rolled AS
 SELECT f.order_id,
    f.county_code,
    p.household_id,
    to_char((a.accrued_at AT TIME ZONE 'Asia/Shanghai'::text), 'YYYY-MM'::text) AS month,
    r.kind,
    p.village_code,
    1 AS entries,
    a.amounts[p.place] AS credited_fen,
    0 AS reversed_fen,
        CASE
            WHEN f.is_matured THEN (0)::bigint
            ELSE a.amounts[p.place]
        END AS accrued_fen,
        CASE
            WHEN f.is_matured THEN a.amounts[p.place]
            ELSE (0)::bigint
        END AS matured_fen,
    0 AS withheld_fen,
    r.producer_id,
    0 AS borne_fen
   FROM ((public.order_rolled f
     JOIN public.attribution_pool a ON (((a.order_id = f.order_id) AND (a.county_code = f.county_code))))
     JOIN (public.roster r
     JOIN public.roster_place p ON (((p.roster_id = r.id) AND (p.county_code = r.county_code)))) ON (((r.id = a.roster_id) AND (r.county_code = a.county_code))))
  WHERE (f.is_plain AND (a.amounts[p.place] > 0))
UNION ALL
 SELECT s.order_id,
    s.county_code,
    s.household_id,
    s.month,
    s.kind,
    s.village_code,
    s.entries,
    s.credited_fen,
    s.reversed_fen,
    s.accrued_fen,
    s.matured_fen,
    s.withheld_fen,
    s.producer_id,
    s.borne_fen
   FROM public.order_rolled_share s;

CREATE VIEW public.order_share_change AS
 SELECT n.order_id,
    n.county_code,
    n.household_id,
    n.month,
    n.kind,
    n.village_code,
    n.producer_id,
    n.entries,
    n.credited_fen,
    n.reversed_fen,
    n.accrued_fen,
    n.matured_fen,
    n.withheld_fen,
    n.borne_fen
   FROM public.order_share_now n
UNION ALL
 SELECT r.order_id,
    r.county_code,
    r.household_id,
    r.month,
    r.kind,
    r.village_code,
    r.producer_id,
    (- r.entries) AS entries,
    (- r.credited_fen) AS credited_fen,
    (- r.reversed_fen) AS reversed_fen,
    (- r.accrued_fen) AS accrued_fen,
    (- r.matured_fen) AS matured_fen,
    (- r.withheld_fen) AS withheld_fen,
    (- r.borne_fen) AS borne_fen
   FROM public.order_share_rolled r;

CREATE TABLE public.paper_code (
    id bigint NOT NULL,
    county_code text NOT NULL,
    household_id bigint NOT NULL,
    code_hash bytea NOT NULL,
    made_by bigint NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    revoked_by bigint,
    uses bigint DEFAULT 0 NOT NULL,
    used_at timestamp with time zone
);
ALTER TABLE ONLY public.paper_code ALTER COLUMN county_code SET STATISTICS 10;

CREATE TABLE public.paper_warning (
    county_code text NOT NULL,
    organisation_id bigint NOT NULL,
    kind text NOT NULL,
    number text NOT NULL,
    expires_on date NOT NULL,
    days bigint NOT NULL,
    warned_at timestamp with time zone DEFAULT now() NOT NULL,
    people bigint DEFAULT 0 NOT NULL,
    CONSTRAINT paper_warning_days_check CHECK ((days = ANY (ARRAY[(1)::bigint, (7)::bigint, (30)::bigint])))
);
ALTER TABLE ONLY public.paper_warning ALTER COLUMN county_code SET STATISTICS 10;

CREATE TABLE public.partition_away (
    table_name text NOT NULL,
    year integer NOT NULL,
    bound text NOT NULL,
    away_since timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.payout_run_sum (
    run_id bigint NOT NULL,
    county_code text NOT NULL,
    state text NOT NULL,
    households bigint NOT NULL,
    amount_fen bigint NOT NULL
);
ALTER TABLE ONLY public.payout_run_sum ALTER COLUMN county_code SET STATISTICS 10;

CREATE TABLE public.picture_file (
    picture_id bigint NOT NULL,
    county_code text NOT NULL,
    width integer NOT NULL,
    format text NOT NULL,
    bytes bytea NOT NULL,
    CONSTRAINT picture_file_format_check CHECK ((format = ANY (ARRAY['webp'::text, 'jpg'::text])))
);
ALTER TABLE ONLY public.picture_file ALTER COLUMN county_code SET STATISTICS 10;
ALTER TABLE ONLY public.picture_file ALTER COLUMN bytes SET STORAGE EXTERNAL;

CREATE TABLE public.product_facet (
    id bigint NOT NULL,
    county_code text NOT NULL,
    producer_id bigint NOT NULL,
    station_id bigint NOT NULL,
    category text NOT NULL,
    season_from text NOT NULL,
    season_to text NOT NULL
);
ALTER TABLE ONLY public.product_facet ALTER COLUMN county_code SET STATISTICS 10;

CREATE VIEW public.product_facet_now AS
 SELECT public.product_facet_id(p.county_code, p.producer_id, p.station_id, p.category, p.season_from, p.season_to) AS id,
    p.county_code,
    p.producer_id,
    p.station_id,
    p.category,
    p.season_from,
    p.season_to,
    p.listing_id
   FROM public.product p;

CREATE VIEW public.product_open AS
 SELECT p.listing_id,
    p.county_code,
    p.version_id,
    p.producer_id,
    p.station_id,
    p.category,
    p.produce,
    p.picture,
    p.season_from,
    p.season_to,
    p.keeps_days,
    p.price_fen,
    p.in_stock
   FROM public.product p
  WHERE ((NOT (EXISTS ( SELECT 1
           FROM public.organisation o
          WHERE ((o.id = p.producer_id) AND (o.county_code = p.county_code) AND (o.state <> 'active'::text))))) AND (NOT (EXISTS ( SELECT 1
           FROM public.organisation s
          WHERE ((s.id = p.station_id) AND (s.county_code = p.county_code) AND (s.state <> 'active'::text))))));

CREATE VIEW public.product_item AS
 SELECT p.version_id,
    p.county_code,
    p.listing_id,
    v.title,
    p.category,
    p.produce,
    v.village_code,
    c.name AS county_name,
    g.name AS village_name,
    p.picture,
    o.name AS producer_name,
    p.price_fen AS price_from_fen,
    v.no_reason_return,
    p.producer_id,
    p.season_from,
    p.season_to,
    p.keeps_days,
    p.in_stock
   FROM ((((public.product_open p
     LEFT JOIN public.listing_version v ON (((v.id = p.version_id) AND (v.county_code = p.county_code))))
     LEFT JOIN public.organisation o ON (((o.id = p.producer_id) AND (o.county_code = p.county_code))))
     LEFT JOIN public.region c ON (((c.code = p.county_code) AND (c.level = 3))))
     LEFT JOIN public.region g ON (((g.code = v.village_code) AND (g.level = 5))));

CREATE VIEW public.version_price AS
 SELECT x.version_id,
    x.county_code,
    COALESCE(min(x.price_fen) FILTER (WHERE (x.boxes > (0)::numeric)), min(x.price_fen)) AS price_from_fen,
    bool_or((x.boxes > (0)::numeric)) AS in_stock,
    (count(*) FILTER (WHERE (x.boxes < (10)::numeric)))::integer AS low_skus
   FROM ( SELECT s.version_id,
            s.county_code,
            s.price_fen,
            ( SELECT COALESCE(sum(t.available), (0)::numeric) AS "coalesce"
                   FROM (public.stock t
                     JOIN public.lot o ON (((o.id = t.lot_id) AND (o.county_code = t.county_code))))
                  WHERE ((t.sku_id = s.sku_id) AND (t.county_code = s.county_code) AND t.sellable AND (o.state = 'open'::text))) AS boxes
           FROM public.version_sku s) x
  GROUP BY x.version_id, x.county_code;

CREATE VIEW public.product_now AS
 SELECT v.listing_id,
    v.county_code,
    v.id AS version_id,
    l.producer_id,
    l.station_id,
    v.category,
    v.produce,
    v.picture,
    v.season_from,
    v.season_to,
    COALESCE(v.shelf_life_days, 0) AS keeps_days,
    x.price_from_fen AS price_fen,
    x.in_stock,
    x.low_skus
   FROM ((public.listing_version v
     JOIN public.listing l ON (((l.id = v.listing_id) AND (l.county_code = v.county_code))))
     CROSS JOIN LATERAL ( SELECT y.price_from_fen,
            y.in_stock,
            y.low_skus
           FROM public.version_price y
          WHERE ((y.version_id = v.id) AND (y.county_code = v.county_code))) x)
  WHERE (v.state = 'on_sale'::text);

CREATE VIEW public.product_shown AS
 SELECT k.county_code,
    k.category,
    k.produce,
    k.picture,
    k.season_from,
    k.season_to,
    k.products
   FROM public.product_kind k
  WHERE (k.products > 0)
UNION ALL
 SELECT h.county_code,
    h.category,
    h.produce,
    h.picture,
    h.season_from,
    h.season_to,
    (- count(*)) AS products
   FROM public.product_hidden h
  GROUP BY h.county_code, h.category, h.produce, h.picture, h.season_from, h.season_to;

CREATE TABLE public.product_text (
    listing_id bigint NOT NULL,
    facet_id bigint NOT NULL,
    price_fen bigint NOT NULL,
    county_code text NOT NULL,
    text text NOT NULL
)
WITH (fillfactor='90');
ALTER TABLE ONLY public.product_text ALTER COLUMN county_code SET STATISTICS 10;

CREATE VIEW public.product_text_now AS
 SELECT v.listing_id,
    public.product_facet_id(p.county_code, p.producer_id, p.station_id, p.category, p.season_from, p.season_to) AS facet_id,
    p.price_fen,
    v.county_code,
    public.search_fold(concat_ws('
'::text, v.title, v.category, v.produce, o.name, c.name, g.name, ( SELECT string_agg(r.name, ''::text ORDER BY r.level) AS string_agg
           FROM public.region r
          WHERE (((((((r.code = ("left"(v.village_code, 2) || '0000'::text)) AND (r.level = (1)::smallint)) OR ((r.code = ("left"(v.village_code, 4) || '00'::text)) AND (r.level = (2)::smallint))) OR ((r.code = "left"(v.village_code, 6)) AND (r.level = (3)::smallint))) OR ((r.code = "left"(v.village_code, 9)) AND (r.level = (4)::smallint))) OR ((r.code = v.village_code) AND (r.level = (5)::smallint))) AND r.pickable)), ( SELECT string_agg(k.spec, '
'::text ORDER BY k.id) AS string_agg
           FROM (public.version_sku s
             JOIN public.sku k ON (((k.id = s.sku_id) AND (k.county_code = s.county_code))))
          WHERE ((s.version_id = v.id) AND (s.county_code = v.county_code))))) AS text
   FROM ((((public.product p
     JOIN public.listing_version v ON (((v.id = p.version_id) AND (v.county_code = p.county_code))))
     JOIN public.organisation o ON (((o.id = p.producer_id) AND (o.county_code = p.county_code))))
     LEFT JOIN public.region c ON (((c.code = v.county_code) AND (c.level = 3))))
     LEFT JOIN public.region g ON (((g.code = v.village_code) AND (g.level = 5))));

CREATE TABLE public.program_call (
    program_id bigint NOT NULL,
    day date NOT NULL,
    route text NOT NULL,
    calls bigint DEFAULT 0 NOT NULL,
    refused bigint DEFAULT 0 NOT NULL
);

CREATE TABLE public.provider_bill (
    provider text NOT NULL,
    day date NOT NULL,
    row_count integer NOT NULL,
    fetched_at timestamp with time zone DEFAULT now() NOT NULL,
    bill_id bigint NOT NULL,
    hash text DEFAULT ''::text NOT NULL,
    paid_fen bigint DEFAULT 0 NOT NULL,
    refunded_fen bigint DEFAULT 0 NOT NULL,
    kept_fen bigint DEFAULT 0 NOT NULL,
    captured_fen bigint DEFAULT 0 NOT NULL
);

CREATE TABLE public.provider_bill_row (
    provider text NOT NULL,
    day date NOT NULL,
    number text NOT NULL,
    is_refund boolean NOT NULL,
    transaction_id text NOT NULL,
    amount_fen bigint NOT NULL,
    settled_fen bigint DEFAULT 0 NOT NULL,
    fee_fen bigint DEFAULT 0 NOT NULL
);

CREATE VIEW public.purchase AS
 SELECT t.id AS purchase_id,
    t.id AS trade_id,
    NULL::bigint AS order_id,
    t.buyer_id,
    t.county_code,
    NULL::bigint AS producer_id,
    NULL::bigint AS station_id,
        CASE t.state
            WHEN 'placed'::text THEN 'unpaid'::text
            ELSE 'cancelled'::text
        END AS phase,
    t.total_fen,
    (t.total_fen - f.freight_fen) AS goods_fen,
    f.freight_fen,
    t.placed_at,
    t.expires_at,
    t.paid_at,
    NULL::timestamp with time zone AS shipped_at,
    NULL::timestamp with time zone AS signed_at,
    NULL::timestamp with time zone AS completed_at,
    t.cancelled_at AS closed_at,
    (0)::bigint AS parcels,
    (0)::bigint AS parcels_packed,
    (0)::bigint AS to_pack,
    (0)::bigint AS refunds,
    (0)::bigint AS refunds_open,
    (0)::bigint AS refunded_fen,
    w.returns,
    w.returns_open,
    w.returns_fen
   FROM ((public.trade t
     CROSS JOIN LATERAL ( SELECT (COALESCE(sum(o.freight_fen), (0)::numeric))::bigint AS freight_fen
           FROM public.sale_order o
          WHERE (o.trade_id = t.id)) f)
     CROSS JOIN LATERAL ( SELECT count(*) AS returns,
            count(*) FILTER (WHERE (u.state <> 'succeeded'::text)) AS returns_open,
            (COALESCE(sum(u.total_fen), (0)::numeric))::bigint AS returns_fen
           FROM public.refund u
          WHERE ((u.subject_id = t.id) AND (u.subject_kind = 'trade'::text) AND (u.kind <> 'decided'::text) AND (u.county_code = t.county_code))) w)
  WHERE (t.state <> 'paid'::text)
UNION ALL
 SELECT o.id AS purchase_id,
    o.trade_id,
    o.id AS order_id,
    o.buyer_id,
    o.county_code,
    o.producer_id,
    o.station_id,
        CASE
            WHEN (o.state = 'cancelled'::text) THEN 'cancelled'::text
            WHEN (o.state = 'completed'::text) THEN 'done'::text
            WHEN (p.parcels > p.packed) THEN 'to_receive'::text
            ELSE 'to_ship'::text
        END AS phase,
    (o.goods_fen + o.freight_fen) AS total_fen,
    o.goods_fen,
    o.freight_fen,
    o.placed_at,
    NULL::timestamp with time zone AS expires_at,
    o.paid_at,
    p.shipped_at,
        CASE
            WHEN ((p.parcels > 0) AND (p.parcels = p.signed)) THEN p.signed_at
            ELSE NULL::timestamp with time zone
        END AS signed_at,
    o.completed_at,
        CASE
            WHEN (o.state = 'cancelled'::text) THEN r.last_at
            ELSE NULL::timestamp with time zone
        END AS closed_at,
    p.parcels,
    p.packed AS parcels_packed,
    b.to_pack,
    r.refunds,
    r.refunds_open,
    r.refunded_fen,
    w.returns,
    w.returns_open,
    w.returns_fen
   FROM ((((public.sale_order o
     CROSS JOIN LATERAL ( SELECT count(*) AS parcels,
            count(*) FILTER (WHERE (x.state = 'packed'::text)) AS packed,
            count(*) FILTER (WHERE (x.state = 'signed'::text)) AS signed,
            min(x.handed_over_at) AS shipped_at,
            max(x.signed_at) AS signed_at
           FROM public.parcel x
          WHERE ((x.order_id = o.id) AND (x.county_code = o.county_code) AND (x.state <> 'unpacked'::text))) p)
     CROSS JOIN LATERAL ( SELECT (COALESCE(sum(((v.quantity - v.released) - v.sold)), (0)::numeric))::bigint AS to_pack
           FROM (public.order_line l
             JOIN public.reservation v ON (((v.line_id = l.id) AND (v.county_code = l.county_code))))
          WHERE ((l.order_id = o.id) AND (l.county_code = o.county_code))) b)
     CROSS JOIN LATERAL ( SELECT count(*) AS refunds,
            count(*) FILTER (WHERE (m.state <> 'succeeded'::text)) AS refunds_open,
            (COALESCE(sum(m.total_fen), (0)::numeric))::bigint AS refunded_fen,
            max(m.created_at) AS last_at
           FROM (public.order_refund f
             JOIN public.refund m ON (((m.id = f.refund_id) AND (m.county_code = f.county_code))))
          WHERE ((f.order_id = o.id) AND (f.county_code = o.county_code))) r)
     CROSS JOIN LATERAL ( SELECT count(*) AS returns,
            count(*) FILTER (WHERE (u.state <> 'succeeded'::text)) AS returns_open,
            (COALESCE(sum(u.total_fen), (0)::numeric))::bigint AS returns_fen
           FROM public.refund u
          WHERE ((u.subject_id = o.trade_id) AND (u.subject_kind = 'trade'::text) AND (u.kind <> 'decided'::text))) w)
  WHERE (o.paid_at IS NOT NULL);

CREATE TABLE public.reading_count (
    account_id bigint NOT NULL,
    subject text NOT NULL,
    day date NOT NULL,
    subjects bigint NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE public.region_beginning (
    code text NOT NULL,
    level smallint NOT NULL,
    parent_code text NOT NULL,
    name text NOT NULL,
    pickable boolean NOT NULL,
    begins_on date NOT NULL,
    noted_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT region_beginning_level_check CHECK (((level >= 1) AND (level <= 5)))
);

CREATE TABLE public.region_coming (
    code text NOT NULL,
    level smallint NOT NULL,
    ends_on date NOT NULL,
    successor_code text,
    noted_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT region_coming_level_check CHECK (((level >= 1) AND (level <= 5)))
);

CREATE TABLE public.region_past (
    code text NOT NULL,
    level smallint NOT NULL,
    parent_code text NOT NULL,
    name text NOT NULL,
    pickable boolean NOT NULL,
    valid_from date NOT NULL,
    valid_to date NOT NULL,
    successor_code text,
    CONSTRAINT region_past_check CHECK ((valid_to > valid_from)),
    CONSTRAINT region_past_level_check CHECK (((level >= 1) AND (level <= 5)))
);

CREATE VIEW public.region_ever AS
 SELECT region.code,
    region.level,
    region.parent_code,
    region.name,
    region.pickable,
    region.valid_from,
    region.valid_to,
    region.successor_code
   FROM public.region
UNION ALL
 SELECT region_past.code,
    region_past.level,
    region_past.parent_code,
    region_past.name,
    region_past.pickable,
    region_past.valid_from,
    region_past.valid_to,
    region_past.successor_code
   FROM public.region_past;

CREATE UNLOGGED TABLE public.region_import (
    import_id bigint NOT NULL,
    row_no bigint NOT NULL,
    code text NOT NULL,
    level smallint NOT NULL,
    parent_code text NOT NULL,
    name text NOT NULL,
    pickable boolean NOT NULL,
    valid_from date,
    valid_to date,
    successor_code text
);

CREATE TABLE public.register_fault (
    id bigint NOT NULL,
    run_id bigint NOT NULL,
    line_no bigint NOT NULL,
    household_no text NOT NULL,
    field text NOT NULL,
    message text NOT NULL,
    found_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.register_recheck (
    household_id bigint NOT NULL,
    county_code text NOT NULL
);
ALTER TABLE ONLY public.register_recheck ALTER COLUMN county_code SET STATISTICS 10;

CREATE TABLE public.register_run (
    id bigint NOT NULL,
    snapshot_id text NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    change_no bigint NOT NULL,
    household_count bigint NOT NULL,
    member_count bigint NOT NULL,
    state text DEFAULT 'fetching'::text NOT NULL,
    account_id bigint NOT NULL,
    cursor text DEFAULT ''::text NOT NULL,
    fetched_households bigint DEFAULT 0 NOT NULL,
    fetched_members bigint DEFAULT 0 NOT NULL,
    same_households bigint DEFAULT 0 NOT NULL,
    newer_households bigint DEFAULT 0 NOT NULL,
    fault_count bigint DEFAULT 0 NOT NULL,
    gone_count bigint DEFAULT 0 NOT NULL,
    applied_line bigint DEFAULT 0 NOT NULL,
    added_households bigint DEFAULT 0 NOT NULL,
    changed_households bigint DEFAULT 0 NOT NULL,
    suspended_households bigint DEFAULT 0 NOT NULL,
    added_members bigint DEFAULT 0 NOT NULL,
    changed_members bigint DEFAULT 0 NOT NULL,
    gone_members bigint DEFAULT 0 NOT NULL,
    trouble text DEFAULT ''::text NOT NULL,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    ended_at timestamp with time zone,
    learned_households bigint DEFAULT 0 NOT NULL,
    learned_members bigint DEFAULT 0 NOT NULL,
    CONSTRAINT register_run_state_check CHECK ((state = ANY (ARRAY['fetching'::text, 'waiting'::text, 'applying'::text, 'done'::text, 'failed'::text, 'given_up'::text])))
);

CREATE TABLE public.register_seen (
    county_code text NOT NULL,
    listed_at timestamp with time zone NOT NULL,
    dossiers bigint NOT NULL
);
ALTER TABLE ONLY public.register_seen ALTER COLUMN county_code SET STATISTICS 10;

CREATE TABLE public.register_state (
    one boolean DEFAULT true NOT NULL,
    snapshot_id text DEFAULT ''::text NOT NULL,
    snapshot_at timestamp with time zone,
    change_no bigint DEFAULT 0 NOT NULL,
    changed_at timestamp with time zone,
    asked_at timestamp with time zone,
    trouble text DEFAULT ''::text NOT NULL,
    trouble_since timestamp with time zone,
    income_after bigint DEFAULT 0 NOT NULL,
    income_day date,
    CONSTRAINT register_state_one CHECK (one)
);

CREATE TABLE public.rekey_table (
    name text NOT NULL,
    key_id smallint NOT NULL,
    last_row bigint NOT NULL,
    last_part bigint NOT NULL,
    seen bigint NOT NULL,
    written bigint NOT NULL,
    shut bigint NOT NULL,
    done boolean NOT NULL,
    moved_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.sale_month (
    producer_id bigint NOT NULL,
    month text NOT NULL,
    county_code text NOT NULL,
    orders bigint NOT NULL,
    left_orders bigint NOT NULL,
    borne_orders bigint NOT NULL,
    boxes bigint NOT NULL,
    goods_fen bigint NOT NULL,
    refunded_fen bigint NOT NULL,
    freight_fen bigint NOT NULL,
    freight_refunded_fen bigint NOT NULL,
    credited_fen bigint NOT NULL,
    withheld_fen bigint NOT NULL,
    settled_fen bigint NOT NULL,
    completed_fen bigint NOT NULL
);
ALTER TABLE ONLY public.sale_month ALTER COLUMN county_code SET STATISTICS 10;

CREATE TABLE public.sale_sku_month (
    producer_id bigint NOT NULL,
    month text NOT NULL,
    sku_id bigint NOT NULL,
    county_code text NOT NULL,
    newest_line_id bigint NOT NULL,
    boxes bigint NOT NULL,
    goods_fen bigint NOT NULL,
    refunded_fen bigint NOT NULL,
    credited_fen bigint NOT NULL,
    withheld_fen bigint NOT NULL
);
ALTER TABLE ONLY public.sale_sku_month ALTER COLUMN county_code SET STATISTICS 10;

CREATE VIEW public.sale_month_digest AS
 SELECT m.county_code,
    m.month,
    encode(sha256(convert_to(string_agg(m.line, '
'::text ORDER BY (m.line COLLATE "C")), 'UTF8'::name)), 'hex'::text) AS digest
   FROM ( SELECT s.county_code,
            s.month,
            concat_ws('/'::text, s.producer_id, s.orders, s.left_orders, s.borne_orders, s.boxes, s.goods_fen, s.refunded_fen, s.freight_fen, s.freight_refunded_fen, s.credited_fen, s.withheld_fen, s.settled_fen, s.completed_fen) AS line
           FROM public.sale_month s
        UNION ALL
         SELECT k.county_code,
            k.month,
            concat_ws('/'::text, 'sku', k.producer_id, k.sku_id, k.newest_line_id, k.boxes, k.goods_fen, k.refunded_fen, k.credited_fen, k.withheld_fen) AS concat_ws
           FROM public.sale_sku_month k) m
  GROUP BY m.county_code, m.month;

CREATE TABLE public.sale_rolled (
    order_id bigint NOT NULL,
    county_code text NOT NULL,
    is_completed boolean NOT NULL,
    is_waiting boolean NOT NULL,
    waited_s bigint,
    is_borne boolean NOT NULL,
    freight_refunded_fen bigint NOT NULL,
    taken_back bigint[]
);
ALTER TABLE ONLY public.sale_rolled ALTER COLUMN county_code SET STATISTICS 10;

CREATE VIEW public.sale_state AS
 SELECT o.id AS order_id,
    o.county_code,
    (o.state = 'completed'::text) AS is_completed,
    ((o.state = 'paid'::text) AND (h.at IS NULL)) AS is_waiting,
    (EXTRACT(epoch FROM (h.at - o.paid_at)))::bigint AS waited_s,
    ( SELECT (count(*) > 0)
           FROM public.borne_order b
          WHERE ((b.order_id = o.id) AND (b.county_code = o.county_code))) AS is_borne,
    o.freight_refunded_fen,
    t.taken_back
   FROM ((public.sale_order o
     CROSS JOIN LATERAL ( SELECT min(p.handed_over_at) AS at
           FROM public.parcel p
          WHERE ((p.order_id = o.id) AND (p.county_code = o.county_code))) h)
     CROSS JOIN LATERAL ( SELECT
                CASE
                    WHEN bool_or((v.n <> 0)) THEN array_agg(v.n ORDER BY l.line_no, v.place)
                    ELSE NULL::bigint[]
                END AS taken_back
           FROM (((public.order_line l
             CROSS JOIN LATERAL ( SELECT (COALESCE(sum(( SELECT sum(x.x) AS sum
                           FROM unnest(a.reversed) x(x))), (0)::numeric))::bigint AS fen
                   FROM public.attribution_pool a
                  WHERE ((a.order_id = o.id) AND (a.line_id = l.id) AND (a.county_code = o.county_code))) r)
             CROSS JOIN LATERAL ( SELECT (COALESCE(sum((w_1.amount_fen - COALESCE(a.reversed[w_1.place], (0)::bigint))), (0)::numeric))::bigint AS fen
                   FROM (public.withheld_share w_1
                     JOIN public.attribution_pool a ON (((a.order_id = w_1.order_id) AND (a.line_id = w_1.line_id) AND (a.pool_no = w_1.pool_no) AND (a.county_code = w_1.county_code))))
                  WHERE ((w_1.order_id = o.id) AND (w_1.line_id = l.id) AND (w_1.county_code = o.county_code) AND (w_1.state = 'withheld'::text))) w)
             CROSS JOIN LATERAL ( VALUES (1,l.refunded_quantity), (2,l.refunded_fen), (3,r.fen), (4,w.fen)) v(place, n))
          WHERE ((l.order_id = o.id) AND (l.county_code = o.county_code))) t)
  WHERE (o.paid_at IS NOT NULL);

CREATE VIEW public.sale_part AS
 SELECT s.side,
    s.order_id,
    s.county_code,
    o.producer_id,
    to_char((o.paid_at AT TIME ZONE 'Asia/Shanghai'::text), 'YYYY-MM'::text) AS month,
    l.id AS line_id,
    l.sku_id,
    s.is_completed,
    s.is_waiting,
    s.waited_s,
    s.is_borne,
    o.freight_fen,
    s.freight_refunded_fen,
    (l.quantity - COALESCE(s.taken_back[((4 * l.line_no) - 3)], (0)::bigint)) AS boxes,
    l.paid_fen AS goods_fen,
    COALESCE(s.taken_back[((4 * l.line_no) - 2)], (0)::bigint) AS refunded_fen,
    (c.fen - COALESCE((s.taken_back[((4 * l.line_no) - 1)] + s.taken_back[(4 * l.line_no)]), (0)::bigint)) AS credited_fen,
    COALESCE(s.taken_back[(4 * l.line_no)], (0)::bigint) AS withheld_fen
   FROM (((( SELECT 1 AS side,
            n.order_id,
            n.county_code,
            n.is_completed,
            n.is_waiting,
            n.waited_s,
            n.is_borne,
            n.freight_refunded_fen,
            n.taken_back
           FROM public.sale_state n
        UNION ALL
         SELECT '-1'::integer,
            f.order_id,
            f.county_code,
            f.is_completed,
            f.is_waiting,
            f.waited_s,
            f.is_borne,
            f.freight_refunded_fen,
            f.taken_back
           FROM public.sale_rolled f) s
     JOIN public.sale_order o ON (((o.id = s.order_id) AND (o.county_code = s.county_code))))
     JOIN public.order_line l ON (((l.order_id = o.id) AND (l.county_code = o.county_code))))
     CROSS JOIN LATERAL ( SELECT (COALESCE(sum(( SELECT sum(x.x) AS sum
                   FROM unnest(a.amounts) x(x))), (0)::numeric))::bigint AS fen
           FROM public.attribution_pool a
          WHERE ((a.order_id = o.id) AND (a.line_id = l.id) AND (a.county_code = o.county_code))) c);

CREATE VIEW public.sale_sum_part AS
 SELECT p.side,
    p.order_id,
    p.county_code,
    p.producer_id,
    p.month,
    p.is_waiting,
    p.waited_s,
    1 AS orders,
        CASE
            WHEN (((sum((p.goods_fen - p.refunded_fen)) + (p.freight_fen)::numeric) - (p.freight_refunded_fen)::numeric) > (0)::numeric) THEN 1
            ELSE 0
        END AS left_orders,
        CASE
            WHEN p.is_borne THEN 1
            ELSE 0
        END AS borne_orders,
    (sum(p.boxes))::bigint AS boxes,
    (sum(p.goods_fen))::bigint AS goods_fen,
    (sum(p.refunded_fen))::bigint AS refunded_fen,
    p.freight_fen,
    p.freight_refunded_fen,
    (sum(p.credited_fen))::bigint AS credited_fen,
    (sum(p.withheld_fen))::bigint AS withheld_fen,
    (
        CASE
            WHEN p.is_completed THEN sum((((p.goods_fen - p.refunded_fen) - p.credited_fen) - p.withheld_fen))
            ELSE (0)::numeric
        END)::bigint AS settled_fen,
    (
        CASE
            WHEN p.is_completed THEN ((sum((p.goods_fen - p.refunded_fen)) + (p.freight_fen)::numeric) - (p.freight_refunded_fen)::numeric)
            ELSE (0)::numeric
        END)::bigint AS completed_fen
   FROM public.sale_part p
  GROUP BY p.side, p.order_id, p.county_code, p.producer_id, p.month, p.is_waiting, p.waited_s, p.is_borne, p.is_completed, p.freight_fen, p.freight_refunded_fen;

CREATE TABLE public.sale_total (
    dimension text NOT NULL,
    key text NOT NULL,
    orders bigint NOT NULL,
    paid_fen bigint NOT NULL,
    refunded_fen bigint NOT NULL,
    freight_fen bigint NOT NULL,
    completed_fen bigint NOT NULL,
    CONSTRAINT sale_total_dimension_check CHECK ((dimension = ANY (ARRAY['total'::text, 'county'::text, 'month'::text])))
);

CREATE TABLE public.sale_wait (
    unit text NOT NULL,
    waited bigint NOT NULL,
    orders bigint NOT NULL,
    CONSTRAINT sale_wait_unit_check CHECK ((unit = ANY (ARRAY['second'::text, 'hour'::text, 'waiting'::text])))
);

CREATE TABLE public.schema_migration (
    number integer NOT NULL,
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.second_factor (
    account_id bigint NOT NULL,
    secret_sealed bytea NOT NULL,
    last_step bigint DEFAULT 0 NOT NULL,
    wrong integer DEFAULT 0 NOT NULL,
    wrong_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    confirmed_at timestamp with time zone
);

CREATE TABLE public.second_spare (
    account_id bigint NOT NULL,
    code_hash bytea NOT NULL,
    used_at timestamp with time zone
);

CREATE VIEW public.seller_hidden AS
 SELECT o.id
   FROM public.organisation o
  WHERE (o.state <> 'active'::text);

CREATE TABLE public.session (
    token_hash bytea NOT NULL,
    account_id bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    session_id bigint NOT NULL,
    device text DEFAULT ''::text NOT NULL,
    network text DEFAULT ''::text NOT NULL,
    last_seen_at timestamp with time zone DEFAULT now() NOT NULL,
    second_at timestamp with time zone,
    second_tries integer DEFAULT 0 NOT NULL,
    second_tried_at timestamp with time zone
);

CREATE TABLE public.sms_budget (
    scope text NOT NULL,
    key text NOT NULL,
    hours integer NOT NULL,
    began_at timestamp with time zone NOT NULL,
    used bigint NOT NULL,
    most bigint NOT NULL,
    CONSTRAINT sms_budget_hours_check CHECK ((hours = ANY (ARRAY[1, 24]))),
    CONSTRAINT sms_budget_scope_check CHECK ((scope = ANY (ARRAY['phone'::text, 'block'::text, 'all'::text]))),
    CONSTRAINT sms_budget_used_check CHECK ((used > 0))
);

CREATE TABLE public.sms_message (
    id bigint NOT NULL,
    template text NOT NULL,
    phone_hash bytea NOT NULL,
    phone_sealed bytea NOT NULL,
    values_sealed bytea NOT NULL,
    channel text DEFAULT ''::text NOT NULL,
    ticket text,
    state text DEFAULT 'queued'::text NOT NULL,
    tries integer DEFAULT 0 NOT NULL,
    error text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    reported_at timestamp with time zone,
    CONSTRAINT sms_message_check CHECK (((state = ANY (ARRAY['sent'::text, 'delivered'::text, 'undelivered'::text])) = (sent_at IS NOT NULL))),
    CONSTRAINT sms_message_check1 CHECK (((state = ANY (ARRAY['delivered'::text, 'undelivered'::text])) = (reported_at IS NOT NULL))),
    CONSTRAINT sms_message_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sent'::text, 'delivered'::text, 'undelivered'::text, 'failed'::text, 'expired'::text])))
);

CREATE TABLE public.stamp_key (
    id smallint NOT NULL,
    key_sealed bytea NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT stamp_key_id_check CHECK ((id = 1))
);

CREATE VIEW public.state_log_end AS
 SELECT visit.shard_key,
    visit.machine,
    visit.object_id,
    visit.state
   FROM ( SELECT state_log.shard_key,
            state_log.machine,
            state_log.object_id,
            state_log.from_state AS state,
            1 AS n
           FROM public.state_log
        UNION ALL
         SELECT state_log.shard_key,
            state_log.machine,
            state_log.object_id,
            state_log.to_state,
            '-1'::integer
           FROM public.state_log
        UNION ALL
         SELECT year_state.shard_key,
            year_state.machine,
            year_state.object_id,
            year_state.state,
            '-1'::integer
           FROM public.year_state
          WHERE (year_state.year = ( SELECT f.year
                   FROM public.year_floor f))) visit
  GROUP BY visit.shard_key, visit.machine, visit.object_id, visit.state
 HAVING (sum(visit.n) < 0);

CREATE TABLE public.state_log_rest (
    id bigint NOT NULL,
    shard_key text NOT NULL,
    machine text NOT NULL,
    object_id bigint NOT NULL,
    from_state text NOT NULL,
    to_state text NOT NULL,
    actor_id bigint NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    stamp bytea,
    request_id text,
    on_behalf_of bigint DEFAULT 0 NOT NULL,
    CONSTRAINT state_log_request CHECK (((request_id IS NOT NULL) OR (on_behalf_of = 0)))
);
ALTER TABLE ONLY public.state_log_rest ALTER COLUMN shard_key SET STATISTICS 10;

CREATE TABLE public.stored_part (
    file_id bigint NOT NULL,
    place integer NOT NULL,
    bytes bytea NOT NULL
)
PARTITION BY RANGE (file_id);

CREATE TABLE public.stored_part_rest (
    file_id bigint NOT NULL,
    place integer NOT NULL,
    bytes bytea NOT NULL
);

CREATE TABLE public.timed_run (
    name text NOT NULL,
    period_ms bigint NOT NULL,
    ran_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    done_count bigint DEFAULT 0 NOT NULL,
    error text DEFAULT ''::text NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    clear_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.tracking_event_rest (
    parcel_id bigint NOT NULL,
    county_code text NOT NULL,
    event_hash bytea NOT NULL,
    state text NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    text text NOT NULL,
    received_at timestamp with time zone DEFAULT now() NOT NULL,
    stamp bytea,
    CONSTRAINT tracking_event_state_check CHECK ((state = ANY (ARRAY['picked_up'::text, 'in_transit'::text, 'out_for_delivery'::text, 'signed'::text, 'returned'::text, 'lost'::text, 'trouble'::text, 'returning'::text, 'refused'::text])))
);
ALTER TABLE ONLY public.tracking_event_rest ALTER COLUMN county_code SET STATISTICS 10;

CREATE TABLE public.transfer_rest (
    id bigint NOT NULL,
    county_code text NOT NULL,
    debit_kind text NOT NULL,
    debit_owner bigint NOT NULL,
    credit_kind text NOT NULL,
    credit_owner bigint NOT NULL,
    amount_fen bigint NOT NULL,
    kind text NOT NULL,
    order_id bigint NOT NULL,
    cause_id bigint NOT NULL,
    booked_at timestamp with time zone NOT NULL,
    stamp bytea,
    CONSTRAINT transfer_amount_fen_check CHECK ((amount_fen > 0)),
    CONSTRAINT transfer_check CHECK (((debit_kind <> credit_kind) OR (debit_owner <> credit_owner)))
);
ALTER TABLE ONLY public.transfer_rest ALTER COLUMN county_code SET STATISTICS 10;

CREATE TABLE public.unique_value (
    kind text NOT NULL,
    value text NOT NULL,
    owner_id bigint NOT NULL,
    CONSTRAINT unique_value_kind_check CHECK ((kind = ANY (ARRAY['household_no'::text, 'waybill'::text])))
);

CREATE TABLE public.village_list (
    county_code text NOT NULL,
    changed_at timestamp with time zone NOT NULL
);
ALTER TABLE ONLY public.village_list ALTER COLUMN county_code SET STATISTICS 10;

CREATE TABLE public.worker_beat (
    node integer NOT NULL,
    number integer NOT NULL,
    process bigint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    beat_at timestamp with time zone DEFAULT now() NOT NULL,
    connections integer NOT NULL,
    in_flight integer NOT NULL,
    jobs integer NOT NULL,
    memory_kb bigint NOT NULL,
    front_missed boolean DEFAULT false NOT NULL
);

ALTER TABLE ONLY public.attribution_pool ATTACH PARTITION public.attribution_pool_rest DEFAULT;

ALTER TABLE ONLY public.change_trail ATTACH PARTITION public.change_trail_rest DEFAULT;

ALTER TABLE ONLY public.maturity ATTACH PARTITION public.maturity_rest DEFAULT;

ALTER TABLE ONLY public.state_log ATTACH PARTITION public.state_log_rest DEFAULT;

ALTER TABLE ONLY public.stored_part ATTACH PARTITION public.stored_part_rest DEFAULT;

ALTER TABLE ONLY public.tracking_event ATTACH PARTITION public.tracking_event_rest DEFAULT;

ALTER TABLE ONLY public.transfer ATTACH PARTITION public.transfer_rest DEFAULT;

ALTER TABLE ONLY public.access_trail
    ADD CONSTRAINT access_trail_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_phone_unique UNIQUE (phone_hash);

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.address
    ADD CONSTRAINT address_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.attribution_pool
    ADD CONSTRAINT attribution_pool_pkey PRIMARY KEY (order_id, line_id, pool_no);

ALTER TABLE ONLY public.attribution_pool_rest
    ADD CONSTRAINT attribution_pool_rest_pkey PRIMARY KEY (order_id, line_id, pool_no);

ALTER TABLE ONLY public.audit_proof
    ADD CONSTRAINT audit_proof_pkey PRIMARY KEY (report_id);

ALTER TABLE ONLY public.audit_report
    ADD CONSTRAINT audit_report_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.benefit_link
    ADD CONSTRAINT benefit_link_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.benefit_link
    ADD CONSTRAINT benefit_link_unique UNIQUE (household_id, producer_id);

ALTER TABLE ONLY public.benefit_plan
    ADD CONSTRAINT benefit_plan_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.benefit_plan
    ADD CONSTRAINT benefit_plan_version_unique UNIQUE (listing_id, version_no);

ALTER TABLE ONLY public.benefit_pool
    ADD CONSTRAINT benefit_pool_pkey PRIMARY KEY (plan_id, pool_no);

ALTER TABLE ONLY public.benefit_share
    ADD CONSTRAINT benefit_share_pkey PRIMARY KEY (plan_id, pool_no, household_id);

ALTER TABLE ONLY public.board_cell
    ADD CONSTRAINT board_cell_pkey PRIMARY KEY (dimension, key);

ALTER TABLE ONLY public.board_edition
    ADD CONSTRAINT board_edition_pkey PRIMARY KEY (edition, step_s, min_group);

ALTER TABLE ONLY public.board_income
    ADD CONSTRAINT board_income_pkey PRIMARY KEY (county_code, household_id, month, kind, step);

ALTER TABLE ONLY public.board_making
    ADD CONSTRAINT board_making_pkey PRIMARY KEY (step_s, min_group);

ALTER TABLE ONLY public.borne_order
    ADD CONSTRAINT borne_order_pkey PRIMARY KEY (order_id);

ALTER TABLE ONLY public.cart_line
    ADD CONSTRAINT cart_line_pkey PRIMARY KEY (account_id, sku_id);

ALTER TABLE ONLY public.chain_day
    ADD CONSTRAINT chain_day_pkey PRIMARY KEY (chain, day);

ALTER TABLE ONLY public.chain_end
    ADD CONSTRAINT chain_end_pkey PRIMARY KEY (chain);

ALTER TABLE ONLY public.change_trail
    ADD CONSTRAINT change_trail_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.change_trail_rest
    ADD CONSTRAINT change_trail_rest_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.code_key
    ADD CONSTRAINT code_key_pkey PRIMARY KEY (purpose, key_id);

ALTER TABLE ONLY public.consent_scan
    ADD CONSTRAINT consent_scan_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.county_month
    ADD CONSTRAINT county_month_key PRIMARY KEY (county_code, month, producer_id, village_code);

ALTER TABLE ONLY public.dossier_decision
    ADD CONSTRAINT dossier_decision_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossier_objection
    ADD CONSTRAINT dossier_objection_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossier_paper
    ADD CONSTRAINT dossier_paper_pkey PRIMARY KEY (dossier_id, place);

ALTER TABLE ONLY public.dossier
    ADD CONSTRAINT dossier_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossier_scan
    ADD CONSTRAINT dossier_scan_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossier_share
    ADD CONSTRAINT dossier_share_pkey PRIMARY KEY (dossier_id, place);

ALTER TABLE ONLY public.export_run
    ADD CONSTRAINT export_run_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.fraud_flag
    ADD CONSTRAINT fraud_flag_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.fraud_look
    ADD CONSTRAINT fraud_look_pkey PRIMARY KEY (county_code);

ALTER TABLE ONLY public.freight_row
    ADD CONSTRAINT freight_row_pkey PRIMARY KEY (county_code, region_prefix);

ALTER TABLE ONLY public.household_consent
    ADD CONSTRAINT household_consent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.household_correction
    ADD CONSTRAINT household_correction_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.household_double
    ADD CONSTRAINT household_double_pkey PRIMARY KEY (household_id, other_household_id, county_code);

ALTER TABLE ONLY public.household_member
    ADD CONSTRAINT household_member_id_unique UNIQUE (id_number_hash, county_code);

ALTER TABLE ONLY public.household_member
    ADD CONSTRAINT household_member_no_unique UNIQUE (household_id, member_no);

ALTER TABLE ONLY public.household_member
    ADD CONSTRAINT household_member_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.household_month
    ADD CONSTRAINT household_month_key PRIMARY KEY (household_id, month, kind, village_code, producer_id);

ALTER TABLE ONLY public.household_moved
    ADD CONSTRAINT household_moved_key PRIMARY KEY (household_id, month, kind);

ALTER TABLE ONLY public.household
    ADD CONSTRAINT household_no_unique UNIQUE (household_no);

ALTER TABLE ONLY public.household_note
    ADD CONSTRAINT household_note_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.household
    ADD CONSTRAINT household_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.household_place
    ADD CONSTRAINT household_place_key PRIMARY KEY (county_code, village_code, household_id);

ALTER TABLE ONLY public.household_place
    ADD CONSTRAINT household_place_place UNIQUE (county_code, village_code, place);

ALTER TABLE ONLY public.household_report
    ADD CONSTRAINT household_report_one UNIQUE (household_id, kind, from_day);

ALTER TABLE ONLY public.household_report
    ADD CONSTRAINT household_report_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.household_scan
    ADD CONSTRAINT household_scan_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.household_stage_member
    ADD CONSTRAINT household_stage_member_pkey PRIMARY KEY (run_id, line_no, member_no);

ALTER TABLE ONLY public.household_stage
    ADD CONSTRAINT household_stage_pkey PRIMARY KEY (run_id, line_no);

ALTER TABLE ONLY public.household_sum
    ADD CONSTRAINT household_sum_key PRIMARY KEY (county_code, household_id);

ALTER TABLE ONLY public.household_version
    ADD CONSTRAINT household_version_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.id_maker
    ADD CONSTRAINT id_maker_pkey PRIMARY KEY (node, worker);

ALTER TABLE ONLY public.idempotency_key
    ADD CONSTRAINT idempotency_key_pk PRIMARY KEY (account_id, route, key);

ALTER TABLE ONLY public.import_fault
    ADD CONSTRAINT import_fault_pkey PRIMARY KEY (run_id, place);

ALTER TABLE ONLY public.import_run
    ADD CONSTRAINT import_run_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.import_upload_fault
    ADD CONSTRAINT import_upload_fault_pkey PRIMARY KEY (upload_id, place);

ALTER TABLE ONLY public.import_upload
    ADD CONSTRAINT import_upload_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.import_upload_row
    ADD CONSTRAINT import_upload_row_pkey PRIMARY KEY (upload_id, place);

ALTER TABLE ONLY public.income_limit
    ADD CONSTRAINT income_limit_pkey PRIMARY KEY (county_code, year);

ALTER TABLE ONLY public.job
    ADD CONSTRAINT job_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.journal_follower
    ADD CONSTRAINT journal_follower_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.key_check
    ADD CONSTRAINT key_check_pkey PRIMARY KEY (key_id);

ALTER TABLE ONLY public.ledger_day
    ADD CONSTRAINT ledger_day_pkey PRIMARY KEY (day);

ALTER TABLE ONLY public.ledger_day_sum
    ADD CONSTRAINT ledger_day_sum_pkey PRIMARY KEY (day, kind);

ALTER TABLE ONLY public.listed_county
    ADD CONSTRAINT listed_county_pkey PRIMARY KEY (code, name);

ALTER TABLE ONLY public.listed_village
    ADD CONSTRAINT listed_village_pkey PRIMARY KEY (county_code, village_code, valid_from);

ALTER TABLE ONLY public.listing_form
    ADD CONSTRAINT listing_form_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.listing
    ADD CONSTRAINT listing_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.listing_version
    ADD CONSTRAINT listing_version_no_unique UNIQUE (listing_id, version_no);

ALTER TABLE ONLY public.listing_version
    ADD CONSTRAINT listing_version_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.login_ask
    ADD CONSTRAINT login_ask_pkey PRIMARY KEY (phone_hash, requester_hash);

ALTER TABLE ONLY public.login_code
    ADD CONSTRAINT login_code_pkey PRIMARY KEY (challenge_hash);

ALTER TABLE ONLY public.lot_loss
    ADD CONSTRAINT lot_loss_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.lot
    ADD CONSTRAINT lot_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.lot_supply
    ADD CONSTRAINT lot_supply_pkey PRIMARY KEY (lot_id, household_id);

ALTER TABLE ONLY public.lot
    ADD CONSTRAINT lot_trace_code_unique UNIQUE (trace_code);

ALTER TABLE ONLY public.maturity
    ADD CONSTRAINT maturity_pkey PRIMARY KEY (order_id);

ALTER TABLE ONLY public.maturity_rest
    ADD CONSTRAINT maturity_rest_pkey PRIMARY KEY (order_id);

ALTER TABLE ONLY public.order_line
    ADD CONSTRAINT order_line_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.order_refund
    ADD CONSTRAINT order_refund_pkey PRIMARY KEY (refund_id);

ALTER TABLE ONLY public.order_rolled
    ADD CONSTRAINT order_rolled_pkey PRIMARY KEY (order_id);

ALTER TABLE ONLY public.order_rolled_share
    ADD CONSTRAINT order_rolled_share_key PRIMARY KEY (order_id, household_id, month, kind, village_code);

ALTER TABLE ONLY public.organisation
    ADD CONSTRAINT organisation_code_unique UNIQUE (code);

ALTER TABLE ONLY public.organisation
    ADD CONSTRAINT organisation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.organisation
    ADD CONSTRAINT organisation_uscc_unique UNIQUE (uscc);

ALTER TABLE ONLY public.paper_code
    ADD CONSTRAINT paper_code_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.paper_code
    ADD CONSTRAINT paper_code_unique UNIQUE (code_hash);

ALTER TABLE ONLY public.paper_warning
    ADD CONSTRAINT paper_warning_pkey PRIMARY KEY (organisation_id, kind, number, expires_on, days);

ALTER TABLE ONLY public.parcel_item
    ADD CONSTRAINT parcel_item_pkey PRIMARY KEY (parcel_id, line_id, lot_id);

ALTER TABLE ONLY public.parcel
    ADD CONSTRAINT parcel_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.parcel
    ADD CONSTRAINT parcel_waybill_unique UNIQUE (carrier, waybill_no);

ALTER TABLE ONLY public.partition_away
    ADD CONSTRAINT partition_away_pkey PRIMARY KEY (table_name, year);

ALTER TABLE ONLY public.partition_rule
    ADD CONSTRAINT partition_rule_pkey PRIMARY KEY (table_name);

ALTER TABLE ONLY public.password
    ADD CONSTRAINT password_pkey PRIMARY KEY (account_id);

ALTER TABLE ONLY public.payment_attempt
    ADD CONSTRAINT payment_attempt_number_unique UNIQUE (number);

ALTER TABLE ONLY public.payment_attempt
    ADD CONSTRAINT payment_attempt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.payment_attempt
    ADD CONSTRAINT payment_attempt_transaction_unique UNIQUE (provider, transaction_id);

ALTER TABLE ONLY public.payout
    ADD CONSTRAINT payout_once UNIQUE (run_id, household_id);

ALTER TABLE ONLY public.payout
    ADD CONSTRAINT payout_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.payout_run
    ADD CONSTRAINT payout_run_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.payout_run_sum
    ADD CONSTRAINT payout_run_sum_key PRIMARY KEY (run_id, state);

ALTER TABLE ONLY public.picture_file
    ADD CONSTRAINT picture_file_pkey PRIMARY KEY (picture_id, width, format);

ALTER TABLE ONLY public.picture
    ADD CONSTRAINT picture_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.picture
    ADD CONSTRAINT picture_source_unique UNIQUE (organisation_id, source_hash);

ALTER TABLE ONLY public.pool_reversal
    ADD CONSTRAINT pool_reversal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.product_country
    ADD CONSTRAINT product_country_pkey PRIMARY KEY (only_one);

ALTER TABLE ONLY public.product_facet
    ADD CONSTRAINT product_facet_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.product_kind
    ADD CONSTRAINT product_kind_pkey PRIMARY KEY (county_code, category, produce, picture, season_from, season_to);

ALTER TABLE ONLY public.product
    ADD CONSTRAINT product_pkey PRIMARY KEY (listing_id);

ALTER TABLE ONLY public.product_seller
    ADD CONSTRAINT product_seller_pkey PRIMARY KEY (county_code, producer_id, station_id);

ALTER TABLE ONLY public.product_summed
    ADD CONSTRAINT product_summed_pkey PRIMARY KEY (county_code);

ALTER TABLE ONLY public.product_tally
    ADD CONSTRAINT product_tally_pkey PRIMARY KEY (county_code);

ALTER TABLE ONLY public.product_text
    ADD CONSTRAINT product_text_pkey PRIMARY KEY (listing_id);

ALTER TABLE ONLY public.program_call
    ADD CONSTRAINT program_call_pkey PRIMARY KEY (program_id, day, route);

ALTER TABLE ONLY public.program_key
    ADD CONSTRAINT program_key_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.program
    ADD CONSTRAINT program_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.provider_bill
    ADD CONSTRAINT provider_bill_id_unique UNIQUE (bill_id);

ALTER TABLE ONLY public.provider_bill
    ADD CONSTRAINT provider_bill_pkey PRIMARY KEY (provider, day);

ALTER TABLE ONLY public.provider_bill_row
    ADD CONSTRAINT provider_bill_row_pkey PRIMARY KEY (provider, day, number, is_refund);

ALTER TABLE ONLY public.provider_event
    ADD CONSTRAINT provider_event_pk PRIMARY KEY (provider, event_key);

ALTER TABLE ONLY public.proxy_authority
    ADD CONSTRAINT proxy_authority_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.reading_count
    ADD CONSTRAINT reading_count_one PRIMARY KEY (account_id, subject);

ALTER TABLE ONLY public.refund_line
    ADD CONSTRAINT refund_line_pkey PRIMARY KEY (refund_id, line_id);

ALTER TABLE ONLY public.refund_number
    ADD CONSTRAINT refund_number_ordinal UNIQUE (refund_id, ordinal);

ALTER TABLE ONLY public.refund_number
    ADD CONSTRAINT refund_number_pk PRIMARY KEY (number);

ALTER TABLE ONLY public.refund
    ADD CONSTRAINT refund_number_unique UNIQUE (number);

ALTER TABLE ONLY public.refund
    ADD CONSTRAINT refund_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.region_beginning
    ADD CONSTRAINT region_beginning_pkey PRIMARY KEY (code, level);

ALTER TABLE ONLY public.region_coming
    ADD CONSTRAINT region_coming_pkey PRIMARY KEY (code, level);

ALTER TABLE ONLY public.region_move
    ADD CONSTRAINT region_move_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.region_past
    ADD CONSTRAINT region_past_pkey PRIMARY KEY (code, level, valid_from);

ALTER TABLE ONLY public.region
    ADD CONSTRAINT region_pkey PRIMARY KEY (code, level);

ALTER TABLE ONLY public.register_fault
    ADD CONSTRAINT register_fault_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.register_recheck
    ADD CONSTRAINT register_recheck_pkey PRIMARY KEY (household_id);

ALTER TABLE ONLY public.register_run
    ADD CONSTRAINT register_run_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.register_seen
    ADD CONSTRAINT register_seen_pkey PRIMARY KEY (county_code);

ALTER TABLE ONLY public.register_state
    ADD CONSTRAINT register_state_pkey PRIMARY KEY (one);

ALTER TABLE ONLY public.register_verdict
    ADD CONSTRAINT register_verdict_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.rekey_table
    ADD CONSTRAINT rekey_table_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.reservation_move
    ADD CONSTRAINT reservation_move_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.reservation
    ADD CONSTRAINT reservation_pkey PRIMARY KEY (line_id, lot_id);

ALTER TABLE ONLY public.role_grant
    ADD CONSTRAINT role_grant_apart EXCLUDE USING gist (int8range(account_id, account_id, '[]'::text) WITH &&, (
CASE role
    WHEN 'operator'::text THEN int8range(NULL::bigint, NULL::bigint)
    ELSE int8range((region_code)::bigint, (region_code)::bigint, '[]'::text)
END) WITH &&, tstzrange(valid_from, expires_at) WITH &&) WHERE (((role = ANY (ARRAY['operator'::text, 'county_auditor'::text])) AND (valid_to IS NULL)));

ALTER TABLE ONLY public.role_grant
    ADD CONSTRAINT role_grant_once UNIQUE NULLS NOT DISTINCT (account_id, role, region_code, org_id, household_id);

ALTER TABLE ONLY public.role_grant
    ADD CONSTRAINT role_grant_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.roster
    ADD CONSTRAINT roster_once UNIQUE (plan_id, pool_no, kind, digest);

ALTER TABLE ONLY public.roster
    ADD CONSTRAINT roster_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.roster_place
    ADD CONSTRAINT roster_place_pkey PRIMARY KEY (roster_id, place);

ALTER TABLE ONLY public.sale_month
    ADD CONSTRAINT sale_month_key PRIMARY KEY (producer_id, month);

ALTER TABLE ONLY public.sale_order
    ADD CONSTRAINT sale_order_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sale_rolled
    ADD CONSTRAINT sale_rolled_pkey PRIMARY KEY (order_id);

ALTER TABLE ONLY public.sale_sku_month
    ADD CONSTRAINT sale_sku_month_key PRIMARY KEY (producer_id, month, sku_id);

ALTER TABLE ONLY public.sale_total
    ADD CONSTRAINT sale_total_pkey PRIMARY KEY (dimension, key);

ALTER TABLE ONLY public.sale_wait
    ADD CONSTRAINT sale_wait_pkey PRIMARY KEY (unit, waited);

ALTER TABLE ONLY public.schema_migration
    ADD CONSTRAINT schema_migration_pkey PRIMARY KEY (number);

ALTER TABLE ONLY public.second_factor
    ADD CONSTRAINT second_factor_pkey PRIMARY KEY (account_id);

ALTER TABLE ONLY public.second_spare
    ADD CONSTRAINT second_spare_pkey PRIMARY KEY (account_id, code_hash);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY public.sku
    ADD CONSTRAINT sku_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sku
    ADD CONSTRAINT sku_spec_unique UNIQUE (listing_id, spec);

ALTER TABLE ONLY public.sms_budget
    ADD CONSTRAINT sms_budget_pkey PRIMARY KEY (scope, key, hours, began_at);

ALTER TABLE ONLY public.sms_message
    ADD CONSTRAINT sms_message_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.stamp_key
    ADD CONSTRAINT stamp_key_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.state_log
    ADD CONSTRAINT state_log_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.state_log_rest
    ADD CONSTRAINT state_log_rest_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.stock_movement
    ADD CONSTRAINT stock_movement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.stock
    ADD CONSTRAINT stock_pkey PRIMARY KEY (sku_id, lot_id);

ALTER TABLE ONLY public.stored_part
    ADD CONSTRAINT stored_part_pkey PRIMARY KEY (file_id, place);

ALTER TABLE ONLY public.stored_part_rest
    ADD CONSTRAINT stored_part_rest_pkey PRIMARY KEY (file_id, place);

ALTER TABLE ONLY public.timed_run
    ADD CONSTRAINT timed_run_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.tracking_event
    ADD CONSTRAINT tracking_event_pkey PRIMARY KEY (parcel_id, event_hash);

ALTER TABLE ONLY public.tracking_event_rest
    ADD CONSTRAINT tracking_event_rest_pkey PRIMARY KEY (parcel_id, event_hash);

ALTER TABLE ONLY public.trade
    ADD CONSTRAINT trade_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.transfer
    ADD CONSTRAINT transfer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.transfer_rest
    ADD CONSTRAINT transfer_rest_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.version_picture
    ADD CONSTRAINT version_picture_pkey PRIMARY KEY (version_id, place);

ALTER TABLE ONLY public.version_sku
    ADD CONSTRAINT version_sku_pkey PRIMARY KEY (version_id, sku_id);

ALTER TABLE ONLY public.village_list
    ADD CONSTRAINT village_list_pkey PRIMARY KEY (county_code);

ALTER TABLE ONLY public.withheld_share
    ADD CONSTRAINT withheld_share_pkey PRIMARY KEY (order_id, line_id, pool_no, place);

ALTER TABLE ONLY public.worker_beat
    ADD CONSTRAINT worker_beat_pkey PRIMARY KEY (node, number);

ALTER TABLE ONLY public.year_away
    ADD CONSTRAINT year_away_pkey PRIMARY KEY (year);

ALTER TABLE ONLY public.year_carried
    ADD CONSTRAINT year_carried_pkey PRIMARY KEY (what, key, county_code, year);

ALTER TABLE ONLY public.year_state
    ADD CONSTRAINT year_state_pkey PRIMARY KEY (machine, object_id, shard_key, year);

CREATE INDEX access_trail_account ON public.access_trail USING btree (account_id, id);

CREATE INDEX access_trail_behalf ON public.access_trail USING btree (on_behalf_of, id) WHERE (on_behalf_of > 0);

CREATE INDEX access_trail_county ON public.access_trail USING btree (county_code, id);

CREATE INDEX access_trail_subject ON public.access_trail USING btree (subject_id, id);

CREATE INDEX address_account ON public.address USING btree (account_id, id);

CREATE UNIQUE INDEX address_default ON public.address USING btree (account_id) WHERE is_default;

CREATE INDEX address_region ON public.address USING btree (region_code);

CREATE INDEX attribution_pool_roster ON ONLY public.attribution_pool USING btree (roster_id, id);

CREATE INDEX attribution_pool_rest_roster_id_id_idx ON public.attribution_pool_rest USING btree (roster_id, id);

CREATE INDEX benefit_link_held ON public.benefit_link USING btree (producer_id) WHERE (state <> 'free'::text);

CREATE INDEX benefit_share_household ON public.benefit_share USING btree (household_id);

CREATE INDEX borne_order_county ON public.borne_order USING btree (county_code);

CREATE INDEX change_trail_actor ON ONLY public.change_trail USING btree (actor_id, id);

CREATE INDEX change_trail_behalf ON ONLY public.change_trail USING btree (on_behalf_of, id) WHERE (on_behalf_of > 0);

CREATE INDEX change_trail_county ON ONLY public.change_trail USING btree (shard_key, id);

CREATE INDEX change_trail_rest_actor_id_id_idx ON public.change_trail_rest USING btree (actor_id, id);

CREATE INDEX change_trail_rest_on_behalf_of_id_idx ON public.change_trail_rest USING btree (on_behalf_of, id) WHERE (on_behalf_of > 0);

CREATE INDEX change_trail_rest_shard_key_id_idx ON public.change_trail_rest USING btree (shard_key, id);

CREATE INDEX change_trail_subject ON ONLY public.change_trail USING btree (subject_id, id);

CREATE INDEX change_trail_rest_subject_id_id_idx ON public.change_trail_rest USING btree (subject_id, id);

CREATE INDEX consent_scan_created ON public.consent_scan USING btree (created_at);

CREATE INDEX consent_scan_household ON public.consent_scan USING btree (household_id, id);

CREATE INDEX dossier_applicant ON public.dossier USING btree (applicant_id, id);

CREATE INDEX dossier_decision_dossier ON public.dossier_decision USING btree (dossier_id, id);

CREATE INDEX dossier_desk ON public.dossier USING btree (county_code, state, id);

CREATE INDEX dossier_forget ON public.dossier USING btree (touched_at) WHERE ((forgotten_at IS NULL) AND (state = ANY (ARRAY['draft'::text, 'sent_back'::text, 'withdrawn'::text])));

CREATE INDEX dossier_objection_dossier ON public.dossier_objection USING btree (dossier_id, id);

CREATE INDEX dossier_objection_open ON public.dossier_objection USING btree (county_code, id) WHERE (state = 'open'::text);

CREATE INDEX dossier_organisation ON public.dossier USING btree (organisation_id) WHERE (organisation_id IS NOT NULL);

CREATE INDEX dossier_publicity ON public.dossier USING btree (publicity_ends_at) WHERE (state = 'publicity'::text);

CREATE INDEX dossier_scan_created ON public.dossier_scan USING btree (created_at);

CREATE INDEX dossier_scan_dossier ON public.dossier_scan USING btree (dossier_id, id);

CREATE INDEX dossier_uscc ON public.dossier USING btree (uscc) WHERE (state <> ALL (ARRAY['draft'::text, 'withdrawn'::text]));

CREATE INDEX export_run_account ON public.export_run USING btree (account_id, id);

CREATE INDEX fraud_flag_follows ON public.fraud_flag USING btree (county_code, household_id, organisation_id) WHERE (follows = 'link'::text);

CREATE INDEX fraud_flag_of ON public.fraud_flag USING btree (county_code, kind, household_id, organisation_id, id);

CREATE UNIQUE INDEX fraud_flag_open ON public.fraud_flag USING btree (county_code, kind, household_id, organisation_id) WHERE (state = ANY (ARRAY['raised'::text, 'looked_at'::text]));

CREATE INDEX fraud_flag_state_of ON public.fraud_flag USING btree (county_code, state, id);

CREATE INDEX household_bank ON public.household USING btree (bank_hash) WHERE (bank_hash IS NOT NULL);

CREATE INDEX household_consent_of ON public.household_consent USING btree (household_id, kind, id);

CREATE INDEX household_consent_page ON public.household_consent USING btree (household_id, id);

CREATE INDEX household_correction_desk ON public.household_correction USING btree (county_code, state, id);

CREATE INDEX household_correction_of ON public.household_correction USING btree (household_id, id);

CREATE UNIQUE INDEX household_correction_once ON public.household_correction USING btree (household_id, field, member_no) WHERE ((state = ANY (ARRAY['asked'::text, 'checked'::text])) AND (field <> 'other'::text));

CREATE INDEX household_correction_scan ON public.household_correction USING btree (scan_id) WHERE (scan_id IS NOT NULL);

CREATE INDEX household_county ON public.household USING btree (county_code, id) INCLUDE (state);

CREATE INDEX household_double_county ON public.household_double USING btree (county_code, household_id);

CREATE INDEX household_member_name ON public.household_member USING btree (county_code, name_hash, household_id) WHERE (name_hash IS NOT NULL);

CREATE INDEX household_member_name_due ON public.household_member USING btree (id) WHERE (name_hash IS NULL);

CREATE INDEX household_member_phone ON public.household_member USING btree (county_code, phone_hash, household_id) WHERE (phone_hash IS NOT NULL);

CREATE INDEX household_member_phone_due ON public.household_member USING btree (id) WHERE (phone_sealed IS NULL);

CREATE INDEX household_month_month ON public.household_month USING btree (month);

CREATE INDEX household_month_producer ON public.household_month USING btree (producer_id, month);

CREATE INDEX household_note_of ON public.household_note USING btree (household_id, id);

CREATE INDEX household_phone ON public.household USING btree (county_code, phone_hash, id) WHERE (phone_hash IS NOT NULL);

CREATE INDEX household_place_household ON public.household_place USING btree (household_id);

CREATE INDEX household_report_refused ON public.household_report USING btree (id) WHERE (state = 'refused'::text);

CREATE INDEX household_report_waiting ON public.household_report USING btree (id) WHERE (state = 'waiting'::text);

CREATE INDEX household_scan_of ON public.household_scan USING btree (household_id, id);

CREATE INDEX household_scan_over ON public.household_scan USING btree (created_at) WHERE (NOT kept);

CREATE INDEX household_suspended ON public.household USING btree (village_code) WHERE (state = 'suspended'::text);

CREATE UNIQUE INDEX household_version_now ON public.household_version USING btree (household_id) WHERE (valid_to IS NULL);

CREATE INDEX household_version_of ON public.household_version USING btree (household_id, id);

CREATE INDEX household_village ON public.household USING btree (village_code, id);

CREATE INDEX idempotency_key_created ON public.idempotency_key USING brin (created_at) WITH (pages_per_range='32', autosummarize='on');

CREATE INDEX import_upload_account ON public.import_upload USING btree (account_id, id);

CREATE INDEX job_created ON public.job USING brin (created_at) WITH (pages_per_range='32', autosummarize='on');

CREATE INDEX job_due ON public.job USING btree (run_at) WHERE (state = ANY (ARRAY['queued'::text, 'running'::text]));

CREATE INDEX job_failed ON public.job USING btree (id) WHERE (state = 'failed'::text);

CREATE UNIQUE INDEX job_unfinished_key ON public.job USING btree (kind, key) WHERE ((state = ANY (ARRAY['queued'::text, 'running'::text])) AND (key IS NOT NULL));

CREATE INDEX listing_county ON public.listing USING btree (county_code, id);

CREATE UNIQUE INDEX listing_form_one_open ON public.listing_form USING btree (listing_id) WHERE ((closed_at IS NULL) AND (listing_id IS NOT NULL));

CREATE INDEX listing_form_producer ON public.listing_form USING btree (producer_id, id) WHERE (closed_at IS NULL);

CREATE INDEX listing_form_saved ON public.listing_form USING btree (saved_at);

CREATE INDEX listing_producer ON public.listing USING btree (producer_id, id);

CREATE INDEX listing_version_draft ON public.listing_version USING btree (listing_id) WHERE (state = 'draft'::text);

CREATE UNIQUE INDEX listing_version_one_on_sale ON public.listing_version USING btree (listing_id) WHERE (state = 'on_sale'::text);

CREATE INDEX listing_version_queue ON public.listing_version USING btree (county_code, id) WHERE (state = ANY (ARRAY['submitted'::text, 'township_checked'::text, 'county_approved'::text, 'publicised'::text]));

CREATE INDEX listing_version_refused ON public.listing_version USING btree (listing_id) WHERE (state = 'rejected'::text);

CREATE INDEX login_ask_proved ON public.login_ask USING btree (proved_at) WHERE (proved_at IS NOT NULL);

CREATE INDEX login_ask_seen ON public.login_ask USING btree (seen_at) WHERE (proved_at IS NULL);

CREATE INDEX login_code_expires ON public.login_code USING btree (expires_at);

CREATE INDEX lot_county ON public.lot USING btree (county_code, id);

CREATE INDEX lot_held ON public.lot USING btree (county_code, id) WHERE (state = 'held'::text);

CREATE INDEX lot_listing ON public.lot USING btree (listing_id, id);

CREATE INDEX lot_loss_lot ON public.lot_loss USING btree (lot_id);

CREATE INDEX order_line_order ON public.order_line USING btree (order_id);

CREATE INDEX order_refund_order ON public.order_refund USING btree (order_id);

CREATE INDEX order_refund_station ON public.order_refund USING btree (station_id, refund_id);

CREATE INDEX order_rolled_beyond ON public.order_rolled USING btree (order_id) WHERE (beyond IS NOT NULL);

CREATE INDEX order_rolled_odd ON public.order_rolled USING btree (order_id) WHERE (NOT is_plain);

CREATE INDEX order_rolled_share_month ON public.order_rolled_share USING btree (month);

CREATE INDEX organisation_county ON public.organisation USING btree (county_code, kind);

CREATE INDEX organisation_not_active ON public.organisation USING btree (id) WHERE (state <> 'active'::text);

CREATE INDEX organisation_papers ON public.organisation USING btree (papers_until) WHERE ((papers_until IS NOT NULL) AND (state = 'active'::text));

CREATE INDEX paper_code_household ON public.paper_code USING btree (household_id, id);

CREATE INDEX paper_code_over ON public.paper_code USING btree (LEAST(expires_at, revoked_at));

CREATE INDEX parcel_item_line ON public.parcel_item USING btree (line_id);

CREATE INDEX parcel_item_lot ON public.parcel_item USING btree (lot_id);

CREATE INDEX parcel_order ON public.parcel USING btree (order_id);

CREATE INDEX parcel_packed ON public.parcel USING btree (station_id, id) WHERE (state = 'packed'::text);

CREATE INDEX parcel_station ON public.parcel USING btree (station_id, id);

CREATE INDEX payment_attempt_late ON public.payment_attempt USING btree (paid_at) INCLUDE (provider, captured_fen) WHERE late;

CREATE INDEX payment_attempt_open ON public.payment_attempt USING btree (created_at) WHERE (state = 'created'::text);

CREATE INDEX payment_attempt_paid ON public.payment_attempt USING btree (paid_at) INCLUDE (provider, captured_fen) WHERE (paid_at IS NOT NULL);

CREATE INDEX payment_attempt_subject ON public.payment_attempt USING btree (subject_id, subject_kind);

CREATE INDEX payment_attempt_to_ask ON public.payment_attempt USING btree (COALESCE(checked_at, created_at)) WHERE (state = 'created'::text);

CREATE INDEX payout_of_household ON public.payout USING btree (household_id, id);

CREATE INDEX payout_of_run ON public.payout USING btree (run_id, state, id);

CREATE INDEX payout_open ON public.payout USING btree (county_code, state, id) WHERE (state = ANY (ARRAY['ordered'::text, 'disputed'::text]));

CREATE INDEX payout_paid_of ON public.payout USING btree (county_code, household_id) WHERE (state = ANY (ARRAY['paid'::text, 'confirmed'::text, 'disputed'::text]));

CREATE INDEX payout_run_of ON public.payout_run USING btree (county_code, id);

CREATE UNIQUE INDEX payout_run_open ON public.payout_run USING btree (county_code) WHERE (state = ANY (ARRAY['preparing'::text, 'prepared'::text, 'releasing'::text]));

CREATE INDEX payout_run_state_of ON public.payout_run USING btree (state, id);

CREATE INDEX payout_run_sum_of ON public.payout_run_sum USING btree (county_code, state);

CREATE INDEX picture_hash ON public.picture USING btree (hash);

CREATE INDEX picture_organisation ON public.picture USING btree (organisation_id, created_at);

CREATE INDEX picture_passing ON public.picture USING btree (keep_until) WHERE (keep_until < 'infinity'::timestamp with time zone);

CREATE UNIQUE INDEX pool_reversal_once ON public.pool_reversal USING btree (refund_id, line_id, pool_no) WHERE (refund_id <> 0);

CREATE INDEX pool_reversal_pool ON public.pool_reversal USING btree (order_id, line_id, pool_no);

CREATE INDEX product_category ON public.product USING btree (category, version_id);

CREATE INDEX product_category_price ON public.product USING btree (category, price_fen, version_id);

CREATE INDEX product_county ON public.product USING btree (county_code, version_id);

CREATE INDEX product_county_price ON public.product USING btree (county_code, price_fen, version_id);

CREATE INDEX product_fresh ON public.product USING btree (season_from DESC, version_id) WHERE (in_stock AND (season_from <> ''::text) AND ((season_from <> '01-01'::text) OR (season_to <> '12-31'::text)) AND ((keeps_days >= 1) AND (keeps_days <= 90)));

CREATE INDEX product_keeping ON public.product USING btree (version_id) WHERE (in_stock AND (keeps_days >= 180));

CREATE INDEX product_low ON public.product USING btree (producer_id) WHERE (low_skus > 0);

CREATE INDEX product_newest ON public.product USING btree (version_id);

CREATE INDEX product_price ON public.product USING btree (price_fen, version_id);

CREATE INDEX product_producer ON public.product USING btree (producer_id, version_id);

CREATE INDEX product_producer_price ON public.product USING btree (producer_id, price_fen, version_id);

CREATE INDEX product_producer_produce ON public.product USING btree (producer_id, produce, version_id);

CREATE INDEX product_seller_producer ON public.product_seller USING btree (producer_id);

CREATE INDEX product_tally_day ON public.product_tally USING btree (day, county_code);

CREATE INDEX product_tally_most ON public.product_tally USING btree (products DESC, county_code) WHERE (products > 0);

CREATE INDEX product_tally_not_summed ON public.product_tally USING btree (county_code) WHERE (NOT summed);

CREATE INDEX product_text_grams ON public.product_text USING gin (public.search_grams(text));
ALTER INDEX public.product_text_grams ALTER COLUMN 1 SET STATISTICS 0;

CREATE INDEX program_call_day ON public.program_call USING btree (day);

CREATE UNIQUE INDEX program_key_digest ON public.program_key USING btree (digest);

CREATE INDEX program_key_program ON public.program_key USING btree (program_id);

CREATE INDEX provider_event_attempt ON public.provider_event USING btree (attempt_id);

CREATE INDEX proxy_authority_account ON public.proxy_authority USING btree (account_id, id);

CREATE INDEX proxy_authority_desk ON public.proxy_authority USING btree (county_code, state, id);

CREATE INDEX proxy_authority_household ON public.proxy_authority USING btree (household_id, id);

CREATE UNIQUE INDEX proxy_authority_once ON public.proxy_authority USING btree (household_id, account_id) WHERE (state = ANY (ARRAY['recorded'::text, 'in_force'::text]));

CREATE INDEX proxy_authority_open ON public.proxy_authority USING btree (ends_on) WHERE (state = ANY (ARRAY['recorded'::text, 'in_force'::text]));

CREATE INDEX proxy_authority_scan ON public.proxy_authority USING btree (scan_id) WHERE (scan_id IS NOT NULL);

CREATE INDEX refund_attempt ON public.refund USING btree (attempt_id);

CREATE INDEX refund_created ON public.refund USING btree (created_at);

CREATE INDEX refund_open ON public.refund USING btree (created_at) WHERE (state <> 'succeeded'::text);

CREATE INDEX refund_subject ON public.refund USING btree (subject_id, subject_kind);

CREATE INDEX refund_to_ask ON public.refund USING btree (COALESCE(asked_at, created_at)) WHERE (state = ANY (ARRAY['requested'::text, 'processing'::text, 'abnormal'::text]));

CREATE INDEX region_ended ON public.region USING btree (code, level) WHERE (valid_to IS NOT NULL);

CREATE INDEX region_import_row ON public.region_import USING btree (import_id, row_no);

CREATE INDEX region_move_code ON public.region_move USING btree (code, id);

CREATE INDEX region_name ON public.region USING btree (name, code);

CREATE INDEX region_parent ON public.region USING btree (parent_code, level);

CREATE INDEX region_past_name ON public.region_past USING btree (name, code);

CREATE INDEX region_past_parent ON public.region_past USING btree (parent_code, level);

CREATE INDEX region_successor ON public.region USING btree (successor_code, level) WHERE (successor_code IS NOT NULL);

CREATE INDEX region_upper ON public.region USING btree (code, level) INCLUDE (name) WHERE (level <= 3);

CREATE INDEX register_fault_run ON public.register_fault USING btree (run_id, id);

CREATE UNIQUE INDEX register_run_open ON public.register_run USING btree ((true)) WHERE (state = ANY (ARRAY['fetching'::text, 'waiting'::text, 'applying'::text]));

CREATE UNIQUE INDEX register_verdict_now ON public.register_verdict USING btree (household_id, producer_id) WHERE (until IS NULL);

CREATE INDEX register_verdict_of ON public.register_verdict USING btree (household_id, id);

CREATE INDEX register_verdict_open ON public.register_verdict USING btree (county_code, id) WHERE ((until IS NULL) AND (cleared_at IS NULL) AND (verdict = ANY (ARRAY['doubt'::text, 'unfit'::text])));

CREATE INDEX registration_account ON public.registration USING btree (account_id, id) WHERE (account_id IS NOT NULL);

CREATE INDEX registration_desk ON public.registration USING btree (county_code, state, id);

CREATE INDEX registration_household ON public.registration USING btree (household_id, id) WHERE (household_id IS NOT NULL);

CREATE UNIQUE INDEX registration_once ON public.registration USING btree (account_id, kind) WHERE ((account_id IS NOT NULL) AND (state = 'applied'::text));

CREATE UNIQUE INDEX registration_proxy ON public.registration USING btree (household_id) WHERE ((account_id IS NULL) AND (state = 'granted'::text));

CREATE INDEX registration_scan ON public.registration USING btree (scan_id) WHERE (scan_id IS NOT NULL);

CREATE INDEX registration_waiting ON public.registration USING btree (created_at) WHERE (state = 'applied'::text);

CREATE INDEX reservation_lot ON public.reservation USING btree (lot_id);

CREATE INDEX reservation_move_order ON public.reservation_move USING btree (order_id);

CREATE INDEX role_grant_org ON public.role_grant USING btree (org_id) WHERE (org_id IS NOT NULL);

CREATE UNIQUE INDEX roster_place_household ON public.roster_place USING btree (household_id, roster_id);

CREATE INDEX sale_month_month ON public.sale_month USING btree (month);

CREATE INDEX sale_order_address_gone ON public.sale_order USING btree (address_deleted_at) WHERE (address_deleted_at IS NOT NULL);

CREATE INDEX sale_order_address_over ON public.sale_order USING btree (COALESCE(completed_at, paid_at, placed_at)) WHERE ((address_sealed IS NOT NULL) AND (state = ANY (ARRAY['completed'::text, 'cancelled'::text])));

CREATE INDEX sale_order_ended ON public.sale_order USING btree (ended_at) WHERE ((state = 'paid'::text) AND (ended_at IS NOT NULL));

CREATE INDEX sale_order_open ON public.sale_order USING btree (id) WHERE (state = 'paid'::text);

CREATE INDEX sale_order_producer ON public.sale_order USING btree (producer_id, id) WHERE (paid_at IS NOT NULL);

CREATE INDEX sale_order_station ON public.sale_order USING btree (station_id, id) WHERE (state = 'paid'::text);

CREATE INDEX sale_order_trade ON public.sale_order USING btree (trade_id);

CREATE INDEX session_account ON public.session USING btree (account_id);

CREATE UNIQUE INDEX session_number ON public.session USING btree (session_id);

CREATE INDEX session_over ON public.session USING btree (LEAST(expires_at, revoked_at));

CREATE INDEX sms_budget_began ON public.sms_budget USING btree (began_at);

CREATE INDEX sms_message_created ON public.sms_message USING btree (created_at);

CREATE INDEX sms_message_phone ON public.sms_message USING btree (phone_hash, id);

CREATE UNIQUE INDEX sms_message_ticket ON public.sms_message USING btree (channel, ticket) WHERE (ticket IS NOT NULL);

CREATE INDEX sms_message_trouble ON public.sms_message USING btree (state, id) WHERE (state = ANY (ARRAY['queued'::text, 'failed'::text, 'undelivered'::text]));

CREATE INDEX state_log_actor ON ONLY public.state_log USING btree (actor_id, id) WHERE (actor_id > 2);

CREATE INDEX state_log_behalf ON ONLY public.state_log USING btree (on_behalf_of, id) WHERE (on_behalf_of > 0);

CREATE INDEX state_log_county ON ONLY public.state_log USING btree (shard_key, id) WHERE (actor_id > 2);

CREATE INDEX state_log_object ON ONLY public.state_log USING btree (object_id, id);

CREATE INDEX state_log_rest_actor_id_id_idx ON public.state_log_rest USING btree (actor_id, id) WHERE (actor_id > 2);

CREATE INDEX state_log_rest_object_id_id_idx ON public.state_log_rest USING btree (object_id, id);

CREATE INDEX state_log_rest_on_behalf_of_id_idx ON public.state_log_rest USING btree (on_behalf_of, id) WHERE (on_behalf_of > 0);

CREATE INDEX state_log_rest_shard_key_id_idx ON public.state_log_rest USING btree (shard_key, id) WHERE (actor_id > 2);

CREATE INDEX stock_lot ON public.stock USING btree (lot_id);

CREATE INDEX stock_movement_receive ON public.stock_movement USING btree (lot_id) WHERE (kind = 'receive'::text);

CREATE INDEX stock_movement_stock ON public.stock_movement USING btree (sku_id, lot_id);

CREATE INDEX stock_sellable ON public.stock USING btree (sku_id) WHERE sellable;

CREATE INDEX trade_buyer ON public.trade USING btree (buyer_id, id);

CREATE INDEX trade_expiry ON public.trade USING btree (expires_at) WHERE (state = 'placed'::text);

CREATE INDEX transfer_booked ON ONLY public.transfer USING brin (booked_at) WITH (pages_per_range='16', autosummarize='on');

CREATE INDEX transfer_fee_credit ON ONLY public.transfer USING btree (credit_owner) WHERE (credit_kind = 'provider_fee'::text);

CREATE INDEX transfer_fee_debit ON ONLY public.transfer USING btree (debit_owner) WHERE (debit_kind = 'provider_fee'::text);

CREATE INDEX transfer_order ON ONLY public.transfer USING btree (order_id) WHERE (order_id <> 0);

CREATE INDEX transfer_payout ON ONLY public.transfer USING btree (cause_id) WHERE (kind = ANY (ARRAY['payout_order'::text, 'payout_paid'::text, 'payout_failed'::text, 'payout_returned'::text]));

CREATE INDEX transfer_producer_credit ON ONLY public.transfer USING btree (credit_owner) WHERE (credit_kind = 'producer'::text);

CREATE INDEX transfer_producer_debit ON ONLY public.transfer USING btree (debit_owner) WHERE (debit_kind = 'producer'::text);

CREATE INDEX transfer_rest_booked_at_idx ON public.transfer_rest USING brin (booked_at) WITH (pages_per_range='16', autosummarize='on');

CREATE INDEX transfer_rest_cause_id_idx ON public.transfer_rest USING btree (cause_id) WHERE (kind = ANY (ARRAY['payout_order'::text, 'payout_paid'::text, 'payout_failed'::text, 'payout_returned'::text]));

CREATE INDEX transfer_rest_credit_owner_idx ON public.transfer_rest USING btree (credit_owner) WHERE (credit_kind = 'producer'::text);

CREATE INDEX transfer_rest_credit_owner_idx1 ON public.transfer_rest USING btree (credit_owner) WHERE (credit_kind = 'provider_fee'::text);

CREATE INDEX transfer_rest_debit_owner_idx ON public.transfer_rest USING btree (debit_owner) WHERE (debit_kind = 'producer'::text);

CREATE INDEX transfer_rest_debit_owner_idx1 ON public.transfer_rest USING btree (debit_owner) WHERE (debit_kind = 'provider_fee'::text);

CREATE INDEX transfer_rest_order_id_idx ON public.transfer_rest USING btree (order_id) WHERE (order_id <> 0);

CREATE UNIQUE INDEX unique_household_no ON public.unique_value USING btree (value) WHERE (kind = 'household_no'::text);

CREATE INDEX unique_value_owner ON public.unique_value USING brin (owner_id) WITH (pages_per_range='32', autosummarize='on');

CREATE UNIQUE INDEX unique_waybill ON public.unique_value USING btree (value) WHERE (kind = 'waybill'::text);

CREATE INDEX withheld_share_open ON public.withheld_share USING btree (county_code, household_id, id) INCLUDE (order_id, amount_fen, back_fen, withheld_at) WHERE (state = 'withheld'::text);

ALTER INDEX public.attribution_pool_pkey ATTACH PARTITION public.attribution_pool_rest_pkey;

ALTER INDEX public.attribution_pool_roster ATTACH PARTITION public.attribution_pool_rest_roster_id_id_idx;

ALTER INDEX public.change_trail_actor ATTACH PARTITION public.change_trail_rest_actor_id_id_idx;

ALTER INDEX public.change_trail_behalf ATTACH PARTITION public.change_trail_rest_on_behalf_of_id_idx;

ALTER INDEX public.change_trail_pkey ATTACH PARTITION public.change_trail_rest_pkey;

ALTER INDEX public.change_trail_county ATTACH PARTITION public.change_trail_rest_shard_key_id_idx;

ALTER INDEX public.change_trail_subject ATTACH PARTITION public.change_trail_rest_subject_id_id_idx;

ALTER INDEX public.maturity_pkey ATTACH PARTITION public.maturity_rest_pkey;

ALTER INDEX public.state_log_actor ATTACH PARTITION public.state_log_rest_actor_id_id_idx;

ALTER INDEX public.state_log_object ATTACH PARTITION public.state_log_rest_object_id_id_idx;

ALTER INDEX public.state_log_behalf ATTACH PARTITION public.state_log_rest_on_behalf_of_id_idx;

ALTER INDEX public.state_log_pkey ATTACH PARTITION public.state_log_rest_pkey;

ALTER INDEX public.state_log_county ATTACH PARTITION public.state_log_rest_shard_key_id_idx;

ALTER INDEX public.stored_part_pkey ATTACH PARTITION public.stored_part_rest_pkey;

ALTER INDEX public.tracking_event_pkey ATTACH PARTITION public.tracking_event_rest_pkey;

ALTER INDEX public.transfer_booked ATTACH PARTITION public.transfer_rest_booked_at_idx;

ALTER INDEX public.transfer_payout ATTACH PARTITION public.transfer_rest_cause_id_idx;

ALTER INDEX public.transfer_producer_credit ATTACH PARTITION public.transfer_rest_credit_owner_idx;

ALTER INDEX public.transfer_fee_credit ATTACH PARTITION public.transfer_rest_credit_owner_idx1;

ALTER INDEX public.transfer_producer_debit ATTACH PARTITION public.transfer_rest_debit_owner_idx;

ALTER INDEX public.transfer_fee_debit ATTACH PARTITION public.transfer_rest_debit_owner_idx1;

ALTER INDEX public.transfer_order ATTACH PARTITION public.transfer_rest_order_id_idx;

ALTER INDEX public.transfer_pkey ATTACH PARTITION public.transfer_rest_pkey;

ALTER TABLE ONLY public.address
    ADD CONSTRAINT address_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.benefit_link
    ADD CONSTRAINT benefit_link_household_id_fkey FOREIGN KEY (household_id) REFERENCES public.household(id);

ALTER TABLE ONLY public.benefit_link
    ADD CONSTRAINT benefit_link_producer_id_fkey FOREIGN KEY (producer_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.benefit_plan
    ADD CONSTRAINT benefit_plan_listing_id_fkey FOREIGN KEY (listing_id) REFERENCES public.listing(id);

ALTER TABLE ONLY public.benefit_pool
    ADD CONSTRAINT benefit_pool_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES public.benefit_plan(id);

ALTER TABLE ONLY public.benefit_share
    ADD CONSTRAINT benefit_share_household_id_fkey FOREIGN KEY (household_id) REFERENCES public.household(id);

ALTER TABLE ONLY public.benefit_share
    ADD CONSTRAINT benefit_share_plan_id_pool_no_fkey FOREIGN KEY (plan_id, pool_no) REFERENCES public.benefit_pool(plan_id, pool_no);

ALTER TABLE ONLY public.consent_scan
    ADD CONSTRAINT consent_scan_household_id_fkey FOREIGN KEY (household_id) REFERENCES public.household(id);

ALTER TABLE ONLY public.dossier
    ADD CONSTRAINT dossier_applicant_id_fkey FOREIGN KEY (applicant_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.dossier_decision
    ADD CONSTRAINT dossier_decision_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.dossier_decision
    ADD CONSTRAINT dossier_decision_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES public.dossier(id);

ALTER TABLE ONLY public.dossier_objection
    ADD CONSTRAINT dossier_objection_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.dossier_objection
    ADD CONSTRAINT dossier_objection_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES public.dossier(id);

ALTER TABLE ONLY public.dossier
    ADD CONSTRAINT dossier_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.dossier_paper
    ADD CONSTRAINT dossier_paper_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES public.dossier(id);

ALTER TABLE ONLY public.dossier_scan
    ADD CONSTRAINT dossier_scan_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES public.dossier(id);

ALTER TABLE ONLY public.dossier_share
    ADD CONSTRAINT dossier_share_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES public.dossier(id);

ALTER TABLE ONLY public.household_consent
    ADD CONSTRAINT household_consent_household_id_fkey FOREIGN KEY (household_id) REFERENCES public.household(id);

ALTER TABLE ONLY public.household_correction
    ADD CONSTRAINT household_correction_checked_by_fkey FOREIGN KEY (checked_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.household_correction
    ADD CONSTRAINT household_correction_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.household_correction
    ADD CONSTRAINT household_correction_household_id_fkey FOREIGN KEY (household_id) REFERENCES public.household(id);

ALTER TABLE ONLY public.household_member
    ADD CONSTRAINT household_member_household_id_fkey FOREIGN KEY (household_id) REFERENCES public.household(id);

ALTER TABLE ONLY public.household_note
    ADD CONSTRAINT household_note_household_id_fkey FOREIGN KEY (household_id) REFERENCES public.household(id);

ALTER TABLE ONLY public.household_report
    ADD CONSTRAINT household_report_household_id_fkey FOREIGN KEY (household_id) REFERENCES public.household(id);

ALTER TABLE ONLY public.household_scan
    ADD CONSTRAINT household_scan_household_id_fkey FOREIGN KEY (household_id) REFERENCES public.household(id);

ALTER TABLE ONLY public.household_version
    ADD CONSTRAINT household_version_household_id_fkey FOREIGN KEY (household_id) REFERENCES public.household(id);

ALTER TABLE ONLY public.import_fault
    ADD CONSTRAINT import_fault_run_id_fkey FOREIGN KEY (run_id) REFERENCES public.import_run(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.import_upload_fault
    ADD CONSTRAINT import_upload_fault_upload_id_fkey FOREIGN KEY (upload_id) REFERENCES public.import_upload(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.import_upload_row
    ADD CONSTRAINT import_upload_row_upload_id_fkey FOREIGN KEY (upload_id) REFERENCES public.import_upload(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.listing_form
    ADD CONSTRAINT listing_form_listing_id_fkey FOREIGN KEY (listing_id) REFERENCES public.listing(id);

ALTER TABLE ONLY public.listing_form
    ADD CONSTRAINT listing_form_producer_id_fkey FOREIGN KEY (producer_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.listing_form
    ADD CONSTRAINT listing_form_version_id_fkey FOREIGN KEY (version_id) REFERENCES public.listing_version(id);

ALTER TABLE ONLY public.listing
    ADD CONSTRAINT listing_producer_id_fkey FOREIGN KEY (producer_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.listing
    ADD CONSTRAINT listing_station_id_fkey FOREIGN KEY (station_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.listing_version
    ADD CONSTRAINT listing_version_listing_id_fkey FOREIGN KEY (listing_id) REFERENCES public.listing(id);

ALTER TABLE ONLY public.listing_version
    ADD CONSTRAINT listing_version_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES public.benefit_plan(id);

ALTER TABLE ONLY public.lot
    ADD CONSTRAINT lot_listing_id_fkey FOREIGN KEY (listing_id) REFERENCES public.listing(id);

ALTER TABLE ONLY public.lot_loss
    ADD CONSTRAINT lot_loss_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES public.lot(id);

ALTER TABLE ONLY public.lot
    ADD CONSTRAINT lot_producer_id_fkey FOREIGN KEY (producer_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.lot_supply
    ADD CONSTRAINT lot_supply_household_id_fkey FOREIGN KEY (household_id) REFERENCES public.household(id);

ALTER TABLE ONLY public.lot_supply
    ADD CONSTRAINT lot_supply_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES public.lot(id);

ALTER TABLE ONLY public.order_refund
    ADD CONSTRAINT order_refund_refund_id_fkey FOREIGN KEY (refund_id) REFERENCES public.refund(id);

ALTER TABLE ONLY public.paper_code
    ADD CONSTRAINT paper_code_household_id_fkey FOREIGN KEY (household_id) REFERENCES public.household(id);

ALTER TABLE ONLY public.parcel_item
    ADD CONSTRAINT parcel_item_parcel_id_fkey FOREIGN KEY (parcel_id) REFERENCES public.parcel(id);

ALTER TABLE ONLY public.parcel
    ADD CONSTRAINT parcel_station_id_fkey FOREIGN KEY (station_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.partition_away
    ADD CONSTRAINT partition_away_table_name_fkey FOREIGN KEY (table_name) REFERENCES public.partition_rule(table_name);

ALTER TABLE ONLY public.password
    ADD CONSTRAINT password_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.payout
    ADD CONSTRAINT payout_household_id_fkey FOREIGN KEY (household_id) REFERENCES public.household(id);

ALTER TABLE ONLY public.payout
    ADD CONSTRAINT payout_run_id_fkey FOREIGN KEY (run_id) REFERENCES public.payout_run(id);

ALTER TABLE ONLY public.payout_run_sum
    ADD CONSTRAINT payout_run_sum_run_id_fkey FOREIGN KEY (run_id) REFERENCES public.payout_run(id);

ALTER TABLE ONLY public.picture_file
    ADD CONSTRAINT picture_file_picture_id_fkey FOREIGN KEY (picture_id) REFERENCES public.picture(id);

ALTER TABLE ONLY public.picture
    ADD CONSTRAINT picture_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.program_call
    ADD CONSTRAINT program_call_program_id_fkey FOREIGN KEY (program_id) REFERENCES public.program(id);

ALTER TABLE ONLY public.program_key
    ADD CONSTRAINT program_key_program_id_fkey FOREIGN KEY (program_id) REFERENCES public.program(id);

ALTER TABLE ONLY public.provider_bill_row
    ADD CONSTRAINT provider_bill_row_provider_day_fkey FOREIGN KEY (provider, day) REFERENCES public.provider_bill(provider, day);

ALTER TABLE ONLY public.proxy_authority
    ADD CONSTRAINT proxy_authority_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.proxy_authority
    ADD CONSTRAINT proxy_authority_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.proxy_authority
    ADD CONSTRAINT proxy_authority_household_id_fkey FOREIGN KEY (household_id) REFERENCES public.household(id);

ALTER TABLE ONLY public.proxy_authority
    ADD CONSTRAINT proxy_authority_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.refund
    ADD CONSTRAINT refund_attempt_id_fkey FOREIGN KEY (attempt_id) REFERENCES public.payment_attempt(id);

ALTER TABLE ONLY public.refund_line
    ADD CONSTRAINT refund_line_refund_id_fkey FOREIGN KEY (refund_id) REFERENCES public.order_refund(refund_id);

ALTER TABLE ONLY public.refund_number
    ADD CONSTRAINT refund_number_refund_id_fkey FOREIGN KEY (refund_id) REFERENCES public.refund(id);

ALTER TABLE ONLY public.region_move
    ADD CONSTRAINT region_move_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.register_verdict
    ADD CONSTRAINT register_verdict_household_id_fkey FOREIGN KEY (household_id) REFERENCES public.household(id);

ALTER TABLE ONLY public.register_verdict
    ADD CONSTRAINT register_verdict_producer_id_fkey FOREIGN KEY (producer_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES public.role_grant(id);

ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_household_id_fkey FOREIGN KEY (household_id) REFERENCES public.household(id);

ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.role_grant
    ADD CONSTRAINT role_grant_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.role_grant
    ADD CONSTRAINT role_grant_org_id_fkey FOREIGN KEY (org_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.roster_place
    ADD CONSTRAINT roster_place_household_id_fkey FOREIGN KEY (household_id) REFERENCES public.household(id);

ALTER TABLE ONLY public.roster_place
    ADD CONSTRAINT roster_place_roster_id_fkey FOREIGN KEY (roster_id) REFERENCES public.roster(id);

ALTER TABLE ONLY public.second_factor
    ADD CONSTRAINT second_factor_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.second_spare
    ADD CONSTRAINT second_spare_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.second_factor(account_id) ON DELETE CASCADE;

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.sku
    ADD CONSTRAINT sku_listing_id_fkey FOREIGN KEY (listing_id) REFERENCES public.listing(id);

ALTER TABLE ONLY public.stock
    ADD CONSTRAINT stock_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES public.lot(id);

ALTER TABLE ONLY public.stock_movement
    ADD CONSTRAINT stock_movement_sku_id_lot_id_fkey FOREIGN KEY (sku_id, lot_id) REFERENCES public.stock(sku_id, lot_id);

ALTER TABLE ONLY public.stock
    ADD CONSTRAINT stock_sku_id_fkey FOREIGN KEY (sku_id) REFERENCES public.sku(id);

ALTER TABLE public.tracking_event
    ADD CONSTRAINT tracking_event_parcel_id_fkey FOREIGN KEY (parcel_id) REFERENCES public.parcel(id);

ALTER TABLE ONLY public.version_picture
    ADD CONSTRAINT version_picture_picture_id_fkey FOREIGN KEY (picture_id) REFERENCES public.picture(id);

ALTER TABLE ONLY public.version_picture
    ADD CONSTRAINT version_picture_version_id_fkey FOREIGN KEY (version_id) REFERENCES public.listing_version(id);

ALTER TABLE ONLY public.version_sku
    ADD CONSTRAINT version_sku_sku_id_fkey FOREIGN KEY (sku_id) REFERENCES public.sku(id);

ALTER TABLE ONLY public.version_sku
    ADD CONSTRAINT version_sku_version_id_fkey FOREIGN KEY (version_id) REFERENCES public.listing_version(id);

ALTER TABLE ONLY public.year_carried
    ADD CONSTRAINT year_carried_year_fkey FOREIGN KEY (year) REFERENCES public.year_away(year);

ALTER TABLE ONLY public.year_state
    ADD CONSTRAINT year_state_year_fkey FOREIGN KEY (year) REFERENCES public.year_away(year);

GRANT USAGE ON SCHEMA public TO mall_app;

GRANT ALL ON FUNCTION public.beijing_day(moment timestamp with time zone) TO mall_app;

REVOKE ALL ON FUNCTION public.county_month_build() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.household_analyze() FROM PUBLIC;
GRANT ALL ON FUNCTION public.household_analyze() TO mall_app;

REVOKE ALL ON FUNCTION public.household_stage_empty() FROM PUBLIC;
GRANT ALL ON FUNCTION public.household_stage_empty() TO mall_app;

GRANT ALL ON FUNCTION public.household_weight(household_id bigint, village_code text, seed bigint) TO mall_app;

REVOKE ALL ON FUNCTION public.id_of_moment(moment timestamp with time zone) FROM PUBLIC;

GRANT ALL ON FUNCTION public.login_wait(wrong integer, free bigint) TO mall_app;

GRANT SELECT,INSERT ON TABLE public.attribution_pool TO mall_app;

GRANT UPDATE(reversed) ON TABLE public.attribution_pool TO mall_app;

GRANT SELECT,INSERT ON TABLE public.maturity TO mall_app;

GRANT SELECT,INSERT ON TABLE public.transfer TO mall_app;

GRANT SELECT,INSERT ON TABLE public.withheld_share TO mall_app;

GRANT UPDATE(state) ON TABLE public.withheld_share TO mall_app;

GRANT UPDATE(moved_at) ON TABLE public.withheld_share TO mall_app;

GRANT UPDATE(released_fen) ON TABLE public.withheld_share TO mall_app;

GRANT UPDATE(back_fen) ON TABLE public.withheld_share TO mall_app;

GRANT ALL ON FUNCTION public.order_beyond(of_order bigint) TO mall_app;

REVOKE ALL ON FUNCTION public.partition_attach(of_year integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.partition_begin(of_table text, of_key text, of_step text, of_keep_days integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.partition_detach(of_year integer) FROM PUBLIC;

GRANT SELECT ON TABLE public.partition_rule TO mall_app;

REVOKE ALL ON FUNCTION public.partition_make(rule public.partition_rule, moment timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.partition_moment(step text, moment timestamp with time zone, ahead integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.partition_name(table_name text, step text, moment timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.partition_tend() FROM PUBLIC;
GRANT ALL ON FUNCTION public.partition_tend() TO mall_app;

REVOKE ALL ON FUNCTION public.partition_until(of_table text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.partition_until(of_table text) TO mall_app;

GRANT ALL ON FUNCTION public.season_holds(season_from text, season_to text, day text) TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.organisation TO mall_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.product TO mall_app;

GRANT SELECT ON TABLE public.product_hidden TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.product_kind TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.product_seller TO mall_app;

GRANT ALL ON FUNCTION public.product_tally_now(today text, counties text[], shown boolean) TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.product_country TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.product_tally TO mall_app;

GRANT ALL ON FUNCTION public.product_tally_odd(today text) TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.product_summed TO mall_app;

GRANT ALL ON FUNCTION public.product_country_change(today text) TO mall_app;

GRANT ALL ON FUNCTION public.product_country_now() TO mall_app;

GRANT ALL ON FUNCTION public.product_facet_id(county_code text, producer_id bigint, station_id bigint, category text, season_from text, season_to text) TO mall_app;

GRANT ALL ON FUNCTION public.product_tally_shown(today text) TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.household TO mall_app;

GRANT ALL ON FUNCTION public.public_name(h public.household) TO mall_app;

REVOKE ALL ON FUNCTION public.region_import_analyze() FROM PUBLIC;
GRANT ALL ON FUNCTION public.region_import_analyze() TO mall_app;

GRANT ALL ON FUNCTION public.region_is_statistical(code text) TO mall_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.region TO mall_app;

GRANT ALL ON FUNCTION public.region_path(of_code text, of_level bigint) TO mall_app;

REVOKE ALL ON FUNCTION public.roll_up_build() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.roll_up_build_months() FROM PUBLIC;

GRANT SELECT,INSERT ON TABLE public.roster_place TO mall_app;

GRANT ALL ON FUNCTION public.roster_digest(of_roster bigint) TO mall_app;

GRANT ALL ON FUNCTION public.row_stamp(key bytea, content bytea) TO mall_app;

REVOKE ALL ON FUNCTION public.sale_roll_up_build() FROM PUBLIC;

GRANT ALL ON FUNCTION public.search_fold(word text) TO mall_app;

GRANT ALL ON FUNCTION public.search_patterns(words text[]) TO mall_app;

GRANT ALL ON FUNCTION public.search_far_patterns(words text[]) TO mall_app;

GRANT ALL ON FUNCTION public.search_grams(folded text) TO mall_app;

GRANT ALL ON FUNCTION public.search_keys(words text[]) TO mall_app;

GRANT ALL ON FUNCTION public.season_age(season_from text, day text) TO mall_app;

GRANT SELECT,INSERT ON TABLE public.access_trail TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.access_trail) TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.attribution_pool) TO mall_app;

GRANT SELECT,INSERT ON TABLE public.audit_proof TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.audit_proof) TO mall_app;

GRANT SELECT,INSERT ON TABLE public.benefit_link TO mall_app;

GRANT UPDATE(state) ON TABLE public.benefit_link TO mall_app;

GRANT UPDATE(causes) ON TABLE public.benefit_link TO mall_app;

GRANT UPDATE(stamp) ON TABLE public.benefit_link TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.benefit_link) TO mall_app;

GRANT SELECT,INSERT ON TABLE public.benefit_plan TO mall_app;

GRANT UPDATE(stamp) ON TABLE public.benefit_plan TO mall_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.benefit_pool TO mall_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.benefit_share TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.benefit_plan) TO mall_app;

GRANT SELECT,INSERT ON TABLE public.change_trail TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.change_trail) TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.dossier TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.dossier) TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.dossier_decision TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.dossier_decision) TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.dossier_objection TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.dossier_objection) TO mall_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.dossier_paper TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.dossier_paper) TO mall_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.dossier_share TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.dossier_share) TO mall_app;

GRANT SELECT,INSERT ON TABLE public.fraud_flag TO mall_app;

GRANT UPDATE(mark) ON TABLE public.fraud_flag TO mall_app;

GRANT UPDATE(evidence) ON TABLE public.fraud_flag TO mall_app;

GRANT UPDATE(state) ON TABLE public.fraud_flag TO mall_app;

GRANT UPDATE(found_at) ON TABLE public.fraud_flag TO mall_app;

GRANT UPDATE(decided_at) ON TABLE public.fraud_flag TO mall_app;

GRANT UPDATE(decided_by) ON TABLE public.fraud_flag TO mall_app;

GRANT UPDATE(reason) ON TABLE public.fraud_flag TO mall_app;

GRANT UPDATE(stamp) ON TABLE public.fraud_flag TO mall_app;

GRANT UPDATE(follows) ON TABLE public.fraud_flag TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.fraud_flag) TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.household) TO mall_app;

GRANT SELECT,INSERT ON TABLE public.household_consent TO mall_app;

GRANT UPDATE(stamp) ON TABLE public.household_consent TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.household_consent) TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.household_correction TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.household_correction) TO mall_app;

GRANT SELECT,INSERT ON TABLE public.household_double TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.household_double) TO mall_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.household_member TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.household_member) TO mall_app;

GRANT SELECT,INSERT ON TABLE public.household_note TO mall_app;

GRANT UPDATE(text_sealed) ON TABLE public.household_note TO mall_app;

GRANT UPDATE(stamp) ON TABLE public.household_note TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.household_note) TO mall_app;

GRANT SELECT,INSERT ON TABLE public.household_version TO mall_app;

GRANT UPDATE(valid_to) ON TABLE public.household_version TO mall_app;

GRANT UPDATE(facts_sealed) ON TABLE public.household_version TO mall_app;

GRANT UPDATE(facts_hash) ON TABLE public.household_version TO mall_app;

GRANT UPDATE(said_sealed) ON TABLE public.household_version TO mall_app;

GRANT UPDATE(said_hash) ON TABLE public.household_version TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.household_version) TO mall_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.idempotency_key TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.idempotency_key) TO mall_app;

GRANT SELECT,INSERT ON TABLE public.ledger_day_sum TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.ledger_day_sum) TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.listing TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.listing) TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.listing_version TO mall_app;

GRANT SELECT,INSERT ON TABLE public.version_picture TO mall_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.version_sku TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.listing_version) TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.lot TO mall_app;

GRANT SELECT,INSERT ON TABLE public.lot_supply TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.lot) TO mall_app;

GRANT SELECT,INSERT ON TABLE public.lot_loss TO mall_app;

GRANT UPDATE(stamp) ON TABLE public.lot_loss TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.lot_loss) TO mall_app;

GRANT SELECT,INSERT ON TABLE public.order_refund TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.order_refund) TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.organisation) TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.parcel TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.parcel) TO mall_app;

GRANT SELECT,INSERT ON TABLE public.parcel_item TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.parcel_item) TO mall_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.password TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.password) TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.payment_attempt TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.payment_attempt) TO mall_app;

GRANT SELECT,INSERT ON TABLE public.payout TO mall_app;

GRANT UPDATE(payee_sealed) ON TABLE public.payout TO mall_app;

GRANT UPDATE(state) ON TABLE public.payout TO mall_app;

GRANT UPDATE(reasons) ON TABLE public.payout TO mall_app;

GRANT UPDATE(passed) ON TABLE public.payout TO mall_app;

GRANT UPDATE(passed_by) ON TABLE public.payout TO mall_app;

GRANT UPDATE(verdicts) ON TABLE public.payout TO mall_app;

GRANT UPDATE(snapshot_id) ON TABLE public.payout TO mall_app;

GRANT UPDATE(change_no) ON TABLE public.payout TO mall_app;

GRANT UPDATE(compared_at) ON TABLE public.payout TO mall_app;

GRANT UPDATE(ordered_at) ON TABLE public.payout TO mall_app;

GRANT UPDATE(paid_on) ON TABLE public.payout TO mall_app;

GRANT UPDATE(bank_no) ON TABLE public.payout TO mall_app;

GRANT UPDATE(reason) ON TABLE public.payout TO mall_app;

GRANT UPDATE(moved_at) ON TABLE public.payout TO mall_app;

GRANT UPDATE(stamp) ON TABLE public.payout TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.payout) TO mall_app;

GRANT SELECT,INSERT ON TABLE public.payout_run TO mall_app;

GRANT UPDATE(state) ON TABLE public.payout_run TO mall_app;

GRANT UPDATE(reached_id) ON TABLE public.payout_run TO mall_app;

GRANT UPDATE(snapshot_id) ON TABLE public.payout_run TO mall_app;

GRANT UPDATE(change_no) ON TABLE public.payout_run TO mall_app;

GRANT UPDATE(compared_at) ON TABLE public.payout_run TO mall_app;

GRANT UPDATE(waits_for) ON TABLE public.payout_run TO mall_app;

GRANT UPDATE(prepared_at) ON TABLE public.payout_run TO mall_app;

GRANT UPDATE(released_by) ON TABLE public.payout_run TO mall_app;

GRANT UPDATE(released_at) ON TABLE public.payout_run TO mall_app;

GRANT UPDATE(ended_at) ON TABLE public.payout_run TO mall_app;

GRANT UPDATE(stamp) ON TABLE public.payout_run TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.payout_run) TO mall_app;

GRANT SELECT,INSERT ON TABLE public.pool_reversal TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.pool_reversal) TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.program TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.program) TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.program_key TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.program_key) TO mall_app;

GRANT SELECT,INSERT ON TABLE public.provider_event TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.provider_event) TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.proxy_authority TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.proxy_authority) TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.refund TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.refund) TO mall_app;

GRANT SELECT,INSERT ON TABLE public.refund_line TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.refund_line) TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.refund_number TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.refund_number) TO mall_app;

GRANT SELECT,INSERT ON TABLE public.region_move TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.region_move) TO mall_app;

GRANT SELECT,INSERT ON TABLE public.register_verdict TO mall_app;

GRANT UPDATE(until) ON TABLE public.register_verdict TO mall_app;

GRANT UPDATE(cleared_at) ON TABLE public.register_verdict TO mall_app;

GRANT UPDATE(cleared_by) ON TABLE public.register_verdict TO mall_app;

GRANT UPDATE(cleared_reason) ON TABLE public.register_verdict TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.register_verdict) TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.registration TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.registration) TO mall_app;

GRANT SELECT,INSERT ON TABLE public.reservation_move TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.reservation_move) TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.role_grant TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.role_grant) TO mall_app;

GRANT SELECT,INSERT ON TABLE public.roster TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.roster) TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.order_line TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.sale_order TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.sale_order) TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.sku TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.sku) TO mall_app;

GRANT SELECT,INSERT ON TABLE public.state_log TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.state_log) TO mall_app;

GRANT SELECT,INSERT ON TABLE public.stock_movement TO mall_app;

GRANT UPDATE(stamp) ON TABLE public.stock_movement TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.stock_movement) TO mall_app;

GRANT SELECT,INSERT ON TABLE public.tracking_event TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.tracking_event) TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.trade TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.trade) TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.transfer) TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.withheld_share) TO mall_app;

GRANT SELECT ON TABLE public.year_away TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.year_away) TO mall_app;

GRANT SELECT ON TABLE public.year_carried TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.year_carried) TO mall_app;

GRANT SELECT ON TABLE public.year_state TO mall_app;

GRANT ALL ON FUNCTION public.stamp_bytes(t public.year_state) TO mall_app;

GRANT SELECT ON TABLE public.year_floor TO mall_app;

GRANT ALL ON FUNCTION public.state_end(of_machine text, of_object bigint, of_shard text) TO mall_app;

GRANT ALL ON FUNCTION public.state_mark(state text, seed bigint) TO mall_app;

GRANT ALL ON FUNCTION public.sum_fen(bigint) TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.account TO mall_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.address TO mall_app;

GRANT SELECT ON TABLE public.attribution_entry TO mall_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.audit_report TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.board_cell TO mall_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.board_edition TO mall_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.board_income TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.board_making TO mall_app;

GRANT SELECT ON TABLE public.board_share TO mall_app;

GRANT SELECT,INSERT ON TABLE public.borne_order TO mall_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.cart_line TO mall_app;

GRANT SELECT,INSERT ON TABLE public.chain_day TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.chain_end TO mall_app;

GRANT SELECT,INSERT ON TABLE public.code_key TO mall_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.consent_scan TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.county_month TO mall_app;

GRANT SELECT ON TABLE public.dossier_person TO mall_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.dossier_scan TO mall_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.export_run TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.fraud_look TO mall_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.freight_row TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.household_month TO mall_app;

GRANT SELECT ON TABLE public.household_month_digest TO mall_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.household_moved TO mall_app;

GRANT SELECT,INSERT ON TABLE public.household_place TO mall_app;

GRANT SELECT,INSERT ON TABLE public.household_report TO mall_app;

GRANT UPDATE(to_day) ON TABLE public.household_report TO mall_app;

GRANT UPDATE(credited_fen) ON TABLE public.household_report TO mall_app;

GRANT UPDATE(reversed_fen) ON TABLE public.household_report TO mall_app;

GRANT UPDATE(text_sealed) ON TABLE public.household_report TO mall_app;

GRANT UPDATE(revision) ON TABLE public.household_report TO mall_app;

GRANT UPDATE(state) ON TABLE public.household_report TO mall_app;

GRANT UPDATE(refused_code) ON TABLE public.household_report TO mall_app;

GRANT UPDATE(changed_at) ON TABLE public.household_report TO mall_app;

GRANT UPDATE(told_at) ON TABLE public.household_report TO mall_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.household_scan TO mall_app;

GRANT UPDATE(image_sealed) ON TABLE public.household_scan TO mall_app;

GRANT UPDATE(kept) ON TABLE public.household_scan TO mall_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.household_stage TO mall_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.household_stage_member TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.household_sum TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.id_maker TO mall_app;

GRANT SELECT,INSERT ON TABLE public.import_fault TO mall_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.import_run TO mall_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.import_upload TO mall_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.import_upload_fault TO mall_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.import_upload_row TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.income_limit TO mall_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.job TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.journal_follower TO mall_app;

GRANT SELECT,INSERT ON TABLE public.key_check TO mall_app;

GRANT UPDATE(first_used_at) ON TABLE public.key_check TO mall_app;

GRANT SELECT,INSERT ON TABLE public.ledger_day TO mall_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.listed_county TO mall_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.listed_village TO mall_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.listing_form TO mall_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.picture TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.stock TO mall_app;

GRANT SELECT ON TABLE public.version_photo TO mall_app;

GRANT SELECT ON TABLE public.listing_item TO mall_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.login_ask TO mall_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.login_code TO mall_app;

GRANT SELECT ON TABLE public.order_beyond_all TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.reservation TO mall_app;

GRANT SELECT ON TABLE public.order_end TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.order_rolled TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.order_rolled_share TO mall_app;

GRANT SELECT ON TABLE public.order_share_now TO mall_app;

GRANT SELECT ON TABLE public.order_share_rolled TO mall_app;

GRANT SELECT ON TABLE public.order_share_change TO mall_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.paper_code TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.paper_warning TO mall_app;

GRANT SELECT ON TABLE public.partition_away TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.payout_run_sum TO mall_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.picture_file TO mall_app;

GRANT SELECT,INSERT ON TABLE public.product_facet TO mall_app;

GRANT SELECT ON TABLE public.product_facet_now TO mall_app;

GRANT SELECT ON TABLE public.product_open TO mall_app;

GRANT SELECT ON TABLE public.product_item TO mall_app;

GRANT SELECT ON TABLE public.version_price TO mall_app;

GRANT SELECT ON TABLE public.product_now TO mall_app;

GRANT SELECT ON TABLE public.product_shown TO mall_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.product_text TO mall_app;

GRANT SELECT ON TABLE public.product_text_now TO mall_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.program_call TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.provider_bill TO mall_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.provider_bill_row TO mall_app;

GRANT SELECT ON TABLE public.purchase TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.reading_count TO mall_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.region_beginning TO mall_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.region_coming TO mall_app;

GRANT SELECT,INSERT ON TABLE public.region_past TO mall_app;

GRANT SELECT ON TABLE public.region_ever TO mall_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.region_import TO mall_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.register_fault TO mall_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.register_recheck TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.register_run TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.register_seen TO mall_app;

GRANT SELECT,UPDATE ON TABLE public.register_state TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.sale_month TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.sale_sku_month TO mall_app;

GRANT SELECT ON TABLE public.sale_month_digest TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.sale_rolled TO mall_app;

GRANT SELECT ON TABLE public.sale_state TO mall_app;

GRANT SELECT ON TABLE public.sale_part TO mall_app;

GRANT SELECT ON TABLE public.sale_sum_part TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.sale_total TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.sale_wait TO mall_app;

GRANT SELECT ON TABLE public.schema_migration TO mall_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.second_factor TO mall_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.second_spare TO mall_app;

GRANT SELECT ON TABLE public.seller_hidden TO mall_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.session TO mall_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.sms_budget TO mall_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.sms_message TO mall_app;

GRANT SELECT,INSERT ON TABLE public.stamp_key TO mall_app;

GRANT UPDATE(key_sealed) ON TABLE public.stamp_key TO mall_app;

GRANT SELECT ON TABLE public.state_log_end TO mall_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.stored_part TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.timed_run TO mall_app;

GRANT SELECT,INSERT ON TABLE public.unique_value TO mall_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.village_list TO mall_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.worker_beat TO mall_app;

