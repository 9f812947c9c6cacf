-- Dossiers in force that did not go through each desk of their newest round by different people, none of them the applicant; with an open or upheld objection;
-- or whose organisation is missing or another's. Columns: subject, detail.
select 'dossier:' || d.id as subject, 'in force without every desk' as detail
from dossier d
where d.state = 'in_force'
    and case d.purpose when 'apply' then 3 else 1 end > (
        select count(distinct n.account_id)
        from dossier_decision n
        where n.dossier_id = d.id and n.county_code = d.county_code and n.round = d.round and n.decision = 'pass' and n.account_id <> d.applicant_id)
union all
select 'dossier:' || d.id, 'one account decided two desks'
from dossier d
join dossier_decision a on a.dossier_id = d.id and a.county_code = d.county_code
join dossier_decision b on b.dossier_id = a.dossier_id and b.county_code = a.county_code and b.account_id = a.account_id and b.step > a.step
union all
select 'dossier:' || d.id, 'in force with an objection that nobody dismissed'
from dossier d
join dossier_objection o on o.dossier_id = d.id and o.county_code = d.county_code and o.round = d.round and o.state = 'open'
where d.state = 'in_force'
union all
select 'dossier:' || d.id, 'in force without its organisation'
from dossier d
left join organisation o on o.id = d.organisation_id and o.county_code = d.county_code
where d.state = 'in_force' and (o.id is null or o.uscc <> d.uscc)
limit 20
