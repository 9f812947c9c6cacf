# What a buyer has before a test that looks at every page of the shop, and `shop_story`.
# Beside lib.sh, shop.sh and browser.sh.
start_shop MALL_MAX_UNPAID=0 MALL_MAX_CANCELS=0
sign_in buyer 19900000001 station 19900001045

# One of each: unpaid, paid, on its way, received, refunded in part.
goods=$(sku_of fengjie-01 0 0)
as buyer
buy "$(basket "$goods" 1)"
paid=$order
as buyer
buy "$(basket "$goods" 2)"
sent=$order
as station
ship "$sent"
sent_parcel=$parcel
as buyer
buy "$(basket "$goods" 3)"
received=$order received_line=$line
refund "$received" "$(boxes_back "$received_line" 1)"
as station
ship "$received"
as buyer
confirm "$received"
as buyer
place "$(basket "$goods" 1)"
unpaid=$trade

# An application of the buyer's own, and another that is public.
. tests/dossier.sh
sign_in applicant 19900000004 township 19900006001 department 19900006101 centre 19900006201
as buyer
begin_dossier
own_dossier=$dossier
as applicant
begin_dossier
submit_dossier "$(dossier_form "$(scan "$dossier")")"
for desk in township department centre; do
    as $desk
    pass_dossier
done
public_dossier=$dossier
export paid sent sent_parcel received unpaid own_dossier public_dossier

shop_story() { # FACE...   small (and tablet), desktop (and wall), or elder: the elder view of small
    export FACES="$*"
    story every_shop
}
