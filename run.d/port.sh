# Who listens on the port that we are about to use.

refuse_stranger_on_port() {
    local listen port inode uid pid tries
    listen=$(setting TRACKER_LISTEN)
    port=$(port_of "${listen:-http://127.0.0.1:5080}")
    # A program that was just killed may still be letting go of its port, and has no name any more.
    for tries in {1..20}; do
        read -r inode uid < <(listener_on "$port") || return 0
        pid=$(holder_of "$inode")
        [[ -z $pid ]] || break
        sleep 0.1
    done
    [[ -z $pid || $pid != "$(living "$state/serve.pid")" ]] || return 0
    stop_with 78 "端口 $port 已被占用：$(describe "$pid" "$uid")。请先关掉它，或换一个端口：TRACKER_LISTEN=http://127.0.0.1:$((port + 1)) ./run"
}

# port_of URL: the program itself refuses what is not an address
port_of() {
    [[ $1 =~ :([0-9]+)/?$ ]] && echo "${BASH_REMATCH[1]}" || echo 80
}

# listener_on PORT: prints inode and uid of a listening socket; 0A is LISTEN
listener_on() {
    awk -v port="$(printf '%04X' "$1")" \
        '$4 == "0A" && substr($2, length($2) - 3) == port { print $10, $8; exit }' /proc/net/tcp /proc/net/tcp6 2>/dev/null
}

# holder_of INODE: nothing if the process is another user's
holder_of() {
    local found
    found=$(find /proc/[0-9]*/fd -lname "socket:\[$1\]" -print -quit 2>/dev/null) || true
    cut -d/ -f3 <<<"$found"
}

# describe PID UID: who it is, as far as we may know
describe() {
    if [[ -n $1 ]]; then
        echo "进程 $1（$(cat "/proc/$1/comm")，用户 $(stat -c %U "/proc/$1")，命令 $(tr '\0' ' ' <"/proc/$1/cmdline" | cut -c1-80)）"
    else
        echo "用户 $(id -un "$2" 2>/dev/null || echo "$2") 的一个进程"
    fi
}
