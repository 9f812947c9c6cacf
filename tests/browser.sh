# Sourced behind tests/shop.sh by tests that click: runs a story of tests/browser/ in headless
# Chromium.
#
#     . tests/lib.sh
#     . tests/shop.sh
#     . tests/browser.sh
#     start_shop
#     story cart          runs tests/browser/cart.mjs, whose checks count as this file's
#
# The browser is Debian's, in the build that has no window and starts sooner; playwright-core and
# axe-core come with what the pages are built with.

[ -s build/web/dist/shop.html ] || bail_out "the pages are built (make web)"
command -v chromium-headless-shell >/dev/null || bail_out "there is a browser (ops/install check)"

story() { # NAME
    # told as it goes on: of one that does not come to its end it is known how far it came
    mkfifo "$TEST_TMP/story.$1"
    ops/web node "tests/browser/$1.mjs" >"$TEST_TMP/story.$1" 2>"$TEST_TMP/story.err" &
    story_teller=$!
    while IFS= read -r story_line; do
        case $story_line in
        'ok - '*) ok "${story_line#ok - }" ;;
        'not ok - '*) not_ok "${story_line#not ok - }" ;;
        *) printf '%s\n' "$story_line" ;;
        esac
    done <"$TEST_TMP/story.$1"
    wait $story_teller
    story_status=$?
    rm "$TEST_TMP/story.$1"
    [ $story_status = 0 ] ||
        not_ok "the story $1 comes to its end" "$(tail -n 40 "$TEST_TMP/story.err")"
}

export URL GATEWAY_URL TEST_TMP TEST_PG TEST_DB MALL_BIN
