# Sourced by ops/run and the tests: is a TCP port in use on this machine? (No tool beyond /proc is needed.)

port_is_busy() {
    port_files=/proc/net/tcp
    [ ! -r /proc/net/tcp6 ] || port_files="$port_files /proc/net/tcp6"
    awk -v port="$(printf ':%04X' "$1")" '$4 == "0A" && substr($2, length($2) - 4) == port { busy = 1 } END { exit !busy }' $port_files
}
