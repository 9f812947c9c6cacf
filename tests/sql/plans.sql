-- Rows of what ops/bench/grow leaves empty, so that plans are those of tables with rows. They mean nothing, and the audit is not asked about them.
-- Keys are looked up by their indexes while a table fills: a plan made of one that is still empty reads all of it, row for row.
set enable_seqscan = off;
create temporary table person as select id, (row_number() over (order by id))::int as no from account;
create temporary table n as select n from generate_series(1, 20000) n;
insert into session (token_hash, account_id, session_id, expires_at)
select sha256(convert_to('session' || n, 'UTF8')), p.id, n, now() + interval '1 day' from n join person p on p.no = 1 + n % (select count(*)::int from person);
insert into address (id, account_id, region_code, name_sealed, phone_sealed, detail_sealed, is_default)
select n, p.id, '110108', '', '', '', false from n join person p on p.no = 1 + n % (select count(*)::int from person);
insert into cart_line (account_id, sku_id, quantity, price_fen_added) select n / 5, n, 1, 1 from n;
insert into picture (id, county_code, organisation_id, hash, source_hash, width, height, widths, created_by, keep_until)
select n, o.county_code, o.id, md5(n::text), sha256(convert_to(n::text, 'UTF8')), 1, 1, '{1}', 0, case when n % 100 = 0 then now() else 'infinity' end
from n, (select id, county_code from organisation limit 1) o;
insert into picture_file (picture_id, county_code, width, format, bytes) select id, county_code, 1, 'webp', '\x00' from picture;
insert into version_picture (version_id, county_code, place, picture_id) select v.id, v.county_code, 1, (row_number() over ()) % 20000 + 1 from listing_version v;
insert into listing_form (id, county_code, producer_id, listing_id, content, created_by, saved_by, closed_at)
select n, l.county_code, l.producer_id, l.id, '{}', 0, 0, case when n % 3 > 0 then now() end
from n join (select id, county_code, producer_id, row_number() over () as no from listing) l on l.no = n;
insert into login_ask (phone_hash, requester_hash, seen_at, day) select sha256(convert_to(n::text, 'UTF8')), '', now() - n * interval '1 minute', current_date from n;
insert into login_code (phone_hash, code_hash, expires_at, challenge_hash)
select sha256(convert_to(n::text, 'UTF8')), '', now() - n * interval '1 minute', sha256(convert_to(n::text, 'UTF8')) from n;
insert into paper_code (id, county_code, household_id, code_hash, made_by, expires_at)
select n, h.county_code, h.id, sha256(convert_to(n::text, 'UTF8')), 0, now() + n * interval '1 hour'
from n join (select id, county_code, row_number() over () as no, count(*) over () as of from household) h on h.no = 1 + n % h.of;
insert into second_factor (account_id, secret_sealed) select id, '' from account;
insert into second_spare (account_id, code_hash) select id, sha256(convert_to(id::text, 'UTF8')) from account;
insert into sms_message (id, template, phone_hash, phone_sealed, values_sealed, expires_at, created_at)
select n, 'login_code', sha256(convert_to((n / 3)::text, 'UTF8')), '', '', now(), now() - n * interval '1 minute' from n;
insert into reading_count (account_id, subject, day, subjects) select id, 'household', '2026-11-27', 1 from account;
insert into sms_budget (scope, key, hours, began_at, used, most) select 'phone', n::text, 24, now() - n * interval '1 minute', 1, 10 from n;
insert into access_trail (id, account_id, purpose, subject, subject_id, fields, county_code, at)
select n, p.id, '', 'household', n, '', case when n % 1000 = 0 then '500235' else '500236' end, now() - n * interval '1 minute' from n join person p on p.no = 1 + n % (select count(*)::int from person);
insert into change_trail (id, shard_key, actor_id, actor_kind, session_id, on_behalf_of, request_id, subject, subject_id, subject_key, action, reason, stamp)
select n, case when n % 1000 = 0 then '500235' else '500236' end, p.id, 'person', 0, n % 2 * n, '', 'lot', n, '', 'edit', '', '' from n join person p on p.no = 1 + n % (select count(*)::int from person);
insert into borne_order (order_id, county_code) select id, county_code from sale_order where state = 'completed' order by id limit 1000 on conflict do nothing;
insert into board_income (county_code, month, kind, household_id, step, fen)
select h.county_code, '2026-0' || m, 'purchase', h.id, 'accrued', 1 from household h, generate_series(1, 5) m;
insert into import_run (id, name, state, row_count, fault_count, began_at, ended_at) select n, 'members', 'imported', 1, 0, now(), now() - n * interval '1 hour' from n;
insert into import_fault (run_id, place, file, row_no, column_name, message) select n, 1, '', 1, '', '' from n;
insert into import_upload (id, account_id, name, file_name, mode, encoding, byte_count, row_total, created_at)
select n, p.id, 'members', '', 'whole', 'utf-8', 1, 1, now() - n * interval '1 hour' from n join person p on p.no = 1 + n % (select count(*)::int from person);
insert into import_upload_fault (upload_id, place, row_no, column_name, message) select n, 1, 1, '', '' from n;
insert into import_upload_row (upload_id, place, row_no, outcome) select n, 1, 1, 'added' from n;
insert into export_run (id, account_id, list, format, filters, file_name, created_at)
select n + 100000, p.id, '', 'csv', '{}', '', now() - n * interval '1 hour' from n join person p on p.no = 1 + n % (select count(*)::int from person);
insert into stored_part (file_id, place, bytes) select n + 100000 * (n % 2), 1, '\x00' from n;
insert into audit_report (id, account_id, passed, failed, checks, kind, began_at, ended_at) select n, 0, 1, 0, '[]', 'full', now(), now() - n * interval '1 hour' from n;
insert into reservation_move (id, county_code, order_id, line_id, from_lot_id, to_lot_id, quantity)
select n, l.county_code, l.order_id, l.id, 1, 2, 1 from n join (select id, order_id, county_code, row_number() over () as no from order_line) l on l.no = n;
insert into lot_loss (id, county_code, lot_id, weight_g, reason, actor_id) select n, l.county_code, l.id, 1, '', 0
from n join (select id, county_code, row_number() over () as no from lot) l on l.no = n;
insert into dossier (id, county_code, purpose, applicant_id, organisation_id, kind, name, uscc, township_code, state, round, submitted_at, publicity_ends_at)
select n, o.county_code, 'apply', p.id, o.id, 'cooperative', '', n::text, o.township_code, case when n % 50 = 0 then 'publicity' when n % 7 = 0 then 'withdrawn' else 'in_force' end,
    1, now(), now() - n * interval '1 minute'
from n join person p on p.no = 1 + n % (select count(*)::int from person)
join (select id, county_code, township_code, row_number() over () as no, count(*) over () as of from organisation) o on o.no = 1 + n % o.of;
insert into dossier_paper (dossier_id, place, county_code, kind, scan_id) select id, 0, county_code, 'licence', id from dossier;
insert into dossier_share (dossier_id, place, county_code, percent_hundredths, name_sealed, id_sealed) select id, 1, county_code, 5000, '', '' from dossier;
insert into dossier_scan (id, county_code, dossier_id, width, height, image_sealed, created_at) select id, county_code, id, 1, 1, '', now() - id * interval '1 hour' from dossier;
insert into dossier_decision (id, county_code, dossier_id, round, step, decision, account_id, note, faults)
select id, county_code, id, 1, 'county', 'pass', applicant_id, '', '[]' from dossier;
insert into dossier_objection (id, county_code, dossier_id, round, text_sealed, state) select id, county_code, id, 1, '', case when id % 100 = 0 then 'open' else 'dismissed' end from dossier;
insert into proxy_authority (id, county_code, village_code, household_id, account_id, relation, scope, begins_on, ends_on, consent_kind, consent_no, consent_on, consent_by, recorded_by,
    confirmed_by, state)
select h.id, h.county_code, h.village_code, h.id, p.id, 'other', '{statement}', current_date, current_date + (h.id % 365)::int, 'voice', '', current_date, '', p.id, null,
    case when h.id % 3 = 0 then 'in_force' else 'ended' end
from (select id, county_code, village_code, row_number() over () as no from household) h join person p on p.no = 1 + h.no % (select count(*)::int from person);
insert into registration (id, county_code, place_code, kind, account_id, household_id, recorded_by, state, created_at, consent_kind)
select h.id, h.county_code, h.village_code, 'household', case when h.no % 2 = 0 then p.id end, h.id, p.id, case when h.no % 200 = 1 then 'granted' else 'refused' end, now() - h.no * interval '1 minute', 'voice'
from (select id, county_code, village_code, row_number() over () as no from household) h join person p on p.no = 1 + h.no % (select count(*)::int from person);
insert into consent_scan (id, county_code, household_id, width, height, image_sealed, created_at) select id, county_code, id, 1, 1, '', now() - row_number() over () * interval '1 hour' from household;
insert into household_version (id, county_code, household_id, valid_from, valid_to, change_no, facts_sealed, facts_hash, stamp)
select h.id * 2 + v, h.county_code, h.id, current_date - 2 + v, case when v = 0 then current_date - 1 end, v, decode(repeat(md5(h.id::text), 60), 'hex'),
       sha256(convert_to(h.id::text, 'UTF8')), '' from household h, generate_series(0, 1) v;
insert into register_fault (id, run_id, line_no, household_no, field, message) select n, n / 100, n, '', '', '' from n;
insert into fraud_flag (id, county_code, kind, household_id, organisation_id, mark, evidence, stamp)
select n, h.county_code, 'high_income', h.id, n, n::text, '{}', '' from n join (select id, county_code, row_number() over () as no, count(*) over () as of from household) h on h.no = 1 + n % h.of;
insert into listed_village (county_code, village_code, name, valid_from) select '500236', '500236' || lpad(n::text, 6, '0'), '村', date '2014-01-01' from n on conflict do nothing;
insert into paper_warning (county_code, organisation_id, kind, number, expires_on, days) select '500236', n, 'green', n::text, date '2026-01-01', 7 from n on conflict do nothing;
insert into fraud_look (county_code, looked_at) values ('500236', now()) on conflict do nothing;
insert into register_verdict (id, county_code, household_id, producer_id, version_id, snapshot_id, change_no, rules, verdict, until, stamp)
select row_number() over () * 2 + v, s.county_code, s.household_id, s.producer_id, 0, '', 0, '++++.+++++', case when s.household_id % 50 = 0 then 'doubt' else 'fit' end,
       case when v = 0 then now() end, ''
from (select distinct b.household_id, b.county_code, l.producer_id from benefit_share b join benefit_plan p on p.id = b.plan_id join listing l on l.id = p.listing_id limit 20000) s,
     generate_series(0, 1) v;
insert into password (account_id, derived) select id, '' from account on conflict do nothing;
insert into program (id, name, owner, region_code, scopes, state, created_by) select n, n::text, '', '500236', '', 'active', p.id from generate_series(0, 4) n, (select id from account limit 1) p;
insert into program_call (program_id, day, route, calls) select n % 5, current_date - n / 50, n::text, 1 from n;
insert into benefit_link (id, county_code, household_id, producer_id, state, causes, stamp)
select v.id, v.county_code, v.household_id, v.producer_id, case when v.id % 50 = 0 then 'held' else 'free' end, case when v.id % 50 = 0 then '{register}' else '{}' end::text[], ''
from register_verdict v where v.until is null;
insert into household_report (id, county_code, household_id, kind, from_day, to_day, credited_fen, reversed_fen, state)
select h.id * 4 + m, h.county_code, h.id, 'income', date '2026-01-01' + m * 31, date '2026-01-31' + m * 31, 5, 0,
       case when h.id % 500 = 0 then 'waiting' when h.id % 500 = 1 then 'refused' else 'taken' end
from household h, generate_series(0, 3) m;
insert into region_move (id, county_code, code, to_code, households, organisations, addresses, reason, account_id)
select n, '500236', '500236131', '500236132', 1, 0, 0, '', p.id from n join person p on p.no = 1 + n % (select count(*)::int from person);
insert into household_scan (id, county_code, household_id, account_id, width, height, image_sealed, kept, created_at)
select n, h.county_code, h.id, 1, 1, 1, '', n % 50 > 0, now() - n * interval '1 minute'
from n join (select id, county_code, row_number() over () as no, count(*) over () as of from household) h on h.no = 1 + n % h.of;
insert into household_correction (id, county_code, village_code, household_id, field, old_sealed, new_sealed, reason_sealed, scan_id, asked_as, asked_by, asked_at, due_on, state)
select s.id, s.county_code, h.village_code, s.household_id, 'other', '', '', '', s.id, 'own', 0, s.created_at, s.created_at::date + 15, case when s.id % 100 = 0 then 'asked' else 'accepted' end
from household_scan s join household h on h.id = s.household_id and h.county_code = s.county_code;
insert into household_consent (id, county_code, household_id, kind, given, way, reference, scan_id, account_id, stamp)
select id, county_code, household_id, 'named', true, 'paper', '', id, 1, '' from household_scan;
insert into household_note (id, county_code, household_id, visited_on, text_sealed, account_id, stamp)
select id, county_code, household_id, current_date, '', 1, '' from household_scan;
insert into payout_run (id, county_code, state, note, created_by) select n, '500236', 'dropped', '', 0 from generate_series(1, 24) n;
insert into payout_run_sum (run_id, county_code, state, households, amount_fen) select id, county_code, 'left', 1, 1 from payout_run;
insert into payout (id, run_id, county_code, household_id, amount_fen, state, reasons, verdicts, snapshot_id, change_no, ordered_at, paid_on)
select h.no * 100 + r.id, r.id, h.county_code, h.id, 5, case when h.no % 50 = 0 then 'ordered' else 'confirmed' end, '{}', '{}', '', 0, now(), case when h.no % 50 > 0 then current_date end
from (select id, county_code, row_number() over () as no from household) h, payout_run r where h.county_code = '500236';
insert into year_away (year, rows_from, objects_from, settled_from, chains, carried, states, back_at, stamp) values (2001, 1, 1, '2002-01-01', '{}', 0, 0, now(), '');
insert into year_carried (what, key, county_code, year, fen, stamp) select 'account', 'producer:' || n, '500236', 2001, n, '' from n;
insert into year_state (machine, object_id, shard_key, year, state, stamp) select 'household', n, '500236', 2001, 'confirmed', '' from n;
insert into household_double (household_id, county_code, other_household_id, other_county_code, member_no, is_later, found_at, stamp)
select h.id, h.county_code, -h.id, '110000', 1, true, now(), '' from household h;
analyze;
