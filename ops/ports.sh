# Sourced by ops/run and the tests: is a TCP port in use on this machine? (No tool beyond /proc is needed.)

port_is_busy() {
    cat /proc/net/tcp /proc/net/tcp6 2>/dev/null |
        awk -v port="$(printf ':%04X' "$1")" '$4 == "0A" && substr($2, length($2) - 4) == port { busy = 1 } END { exit !busy }'
}
