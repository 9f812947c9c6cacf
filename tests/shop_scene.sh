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
export paid sent sent_parcel received unpaid

shop_story() { # FACE...     small, tablet, desktop, wall, or elder: the elder view of small
    export FACES="$*"
    story every_shop
}
