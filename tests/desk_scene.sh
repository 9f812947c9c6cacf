# What is under way before a test that looks at every page of the desks, and `desk_story`.
# Beside lib.sh, shop.sh and browser.sh.
start_shop MALL_MAX_UNPAID=0 MALL_MAX_CANCELS=0
sign_in buyer 19900000001 station 19900001045 producer 19900001001

goods=$(sku_of fengjie-01 0 0)
as buyer
buy "$(basket "$goods" 1)"
paid=$order
as buyer
buy "$(basket "$goods" 2)"
as station
pack "$order"
packed_parcel=$parcel
as buyer
buy "$(basket "$goods" 3)"
sent=$order sent_line=$line
refund "$sent" "$(boxes_back "$sent_line" 1)"
as station
ship "$sent"
sent_parcel=$parcel

# A listing that waits for the village's first check.
as producer
post /api/v1/listings "$(jq -nc --arg household "$(confirmed_households 1)" '{title: "等着初核的脐橙",
    category: "水果", produce: "脐橙", village_code: "500236131201", no_reason_return: false,
    picture: "orange", skus: [{spec: "5 kg 装", net_weight_g: 5000, gross_weight_g: 5430,
    price_fen: 5980}], plan: {pools: [{kind: "purchase", rule: "fen_per_kg", rate: 460,
    shares: [{household_id: $household, weight: 1}]}]}}')"
must 201 "a listing is drafted"
waiting=$(json .id)
hand_in "$waiting"
must 200 "it is handed in"

# An application that waits in the township.
. tests/dossier.sh
sign_in applicant 19900000004
as applicant
begin_dossier
submit_dossier "$(dossier_form "$(scan "$dossier")")"

# A run of payouts, which waits for the register.
sign_in centre 19900006201
as centre
post /api/v1/payout-runs '{"note":"2026年11月第1批"}'
must 201 "a run of payouts is begun"
payout_run=$(json .run_id)
export payout_run waiting paid packed_parcel sent sent_parcel dossier

desk_story() { # ROLE...     looks at these roles' pages
    export ROLES="$*"
    story every_desk
}
