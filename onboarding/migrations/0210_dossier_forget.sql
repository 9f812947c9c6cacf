-- Dossiers that nobody goes on with - withdrawn, sent back or never handed in - lose what is personal in them some time after they were last touched (MALL_DOSSIER_KEEP_DAYS). Those that
-- are there count from this day on.
alter table dossier add column touched_at timestamptz, -- last filled in or moved
    add column forgotten_at timestamptz;               -- since when its personal fields, papers and scans are gone; null = they are not
update dossier set touched_at = now();
alter table dossier alter column touched_at set default now(), alter column touched_at set not null;
create index dossier_forget on dossier (touched_at) where forgotten_at is null and state in ('draft', 'sent_back', 'withdrawn');
