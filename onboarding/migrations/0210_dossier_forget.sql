-- Dossiers that nobody goes on with - withdrawn, sent back or never handed in - lose what is personal in them some time after they were last touched (MALL_DOSSIER_KEEP_DAYS). Those that
-- are there count from this day on.
alter table dossier add column touched_at timestamptz not null default now(), -- last filled in or moved
    add column forgotten_at timestamptz;                                      -- since when its personal fields, papers and scans are gone; null = they are not
create index dossier_forget on dossier (touched_at) where forgotten_at is null and state in ('draft', 'sent_back', 'withdrawn');
