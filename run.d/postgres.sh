# The program's own PostgreSQL: a unix socket, no TCP port, no password, closed to other users by its folder.
# A place is a folder that holds cluster/, socket/ and postgres.log, owned by the user who runs the server.

# initdb and postgres refuse root.
postgres_user() { ((EUID == 0)) && echo postgres || id -un; }

as_postgres() (
    unset "${!PG@}"
    export LC_ALL=C.UTF-8 HOME=/
    cd /
    ((EUID != 0)) || exec setpriv --reuid=postgres --regid=postgres --init-groups "$@"
    exec "$@"
)

# start_cluster PLACE [SETTING…]: makes it if need be, recovers it if it was killed, and waits until it answers
start_cluster() {
    local place=$1
    prepare_place "$place"
    [[ ! -d $place/cluster ]] || is_whole "$place" || set_aside "$place"
    [[ -d $place/cluster ]] || slowly "建立数据库" make_cluster "$place" ||
        stop_with 69 "数据库没有建成。请检查 $place 所在的磁盘。"
    postmaster "$place" >/dev/null || slowly "启动数据库" start_postmaster "$@" ||
        stop_with 69 "数据库没有启动，日志在 $place/postgres.log。"
    make_roles "$place" || stop_with 69 "数据库里的角色没有建成，日志在 $place/postgres.log。"
}

prepare_place() {
    local user place=$1
    user=$(postgres_user)
    mkdir -p "$place"
    ((EUID != 0)) || [[ -n $(ls -A "$place") ]] || chown postgres: "$place"
    refuse_foreign "$user" "$place" "$place/cluster"
    chmod 700 "$place"
    as_postgres test -w "$place" || stop_with 74 "用户 $user 进不了 $place。请用 TRACKER_STATE 另指定一个它能进入的文件夹。"
    as_postgres mkdir -p -m 700 "$(socket_of "$place")"
    refuse_foreign "$user" "$(socket_of "$place")"
}

# socket_of PLACE: the kernel takes at most 107 bytes, so a deep place has its socket under /tmp
socket_of() {
    local LC_ALL=C socket=$1/socket
    ((${#socket} + ${#socket_file} <= 107)) || socket=/tmp/tracker-$(short_hash "$1")
    echo "$socket"
}
socket_file=/.s.PGSQL.5432

# The folder gets its name when it is complete; what lacks these was cut off half-way, by us or by a full disk.
is_whole() { [[ -s $1/cluster/PG_VERSION && -s $1/cluster/global/pg_control && -s $1/cluster/postgresql.conf ]]; }

set_aside() {
    local aside
    aside=$1/cluster.broken-$(date +%Y%m%d%H%M%S)
    say "$1/cluster 不完整，改名为 $aside，重新建立。"
    mv "$1/cluster" "$aside"
}

make_cluster() {
    local new=$1/cluster.new
    rm -rf "$new" &&
        as_postgres "$(postgres_programs "$1")/initdb" -D "$new" -U postgres -E UTF8 --locale=C.UTF-8 -A trust &&
        as_postgres tee -a "$new/postgresql.conf" <<<"include_if_exists = 'tracker.conf'" >/dev/null &&
        as_postgres mv "$new" "$1/cluster"
}

# postgres_programs PLACE: of the version that made the cluster, else the newest
postgres_programs() {
    local version folder
    version=$(cat "$1/cluster/PG_VERSION" 2>/dev/null) || version=$(ls /usr/lib/postgresql | sort -V | tail -n 1)
    folder=/usr/lib/postgresql/$version/bin
    [[ -x $folder/postgres ]] || stop_with 69 "$1/cluster 由 PostgreSQL $version 建立，这台机器上没有这个版本。请安装 postgresql-$version。"
    echo "$folder"
}

start_postmaster() {
    local place=$1 programs
    shift
    programs=$(postgres_programs "$place") && end_orphans "$place" && write_settings "$place" "$@" || return
    # pg_ctl gives the server a session of its own: Ctrl-C reaches the program first and the database last.
    as_postgres "$programs/pg_ctl" -D "$place/cluster" -l "$place/postgres.log" -w -t 600 -s start 8>&- 9>&- && return
    tail -n 15 "$place/postgres.log"
    return 1
}

write_settings() {
    local place=$1
    shift
    as_postgres tee "$place/cluster/tracker.conf" >/dev/null <<-SETTINGS
	# Written by ./run at every start.
	listen_addresses = ''
	port = 5432
	unix_socket_directories = '$(socket_of "$place" | sed "s/'/''/g")'
	unix_socket_permissions = 0700
	max_connections = 200
	log_checkpoints = off
	$(printf '%s\n' "$@")
	SETTINGS
}

# postmaster PLACE: prints its pid. pg_ctl believes its pid file; after kill -9 that number may name anything.
postmaster() {
    local pid
    read -r pid 2>/dev/null < <(as_postgres cat "$1/cluster/postmaster.pid" 2>/dev/null) || return 1
    [[ " $(processes_of "$1") " == *" $pid "* ]] && echo "$pid"
}

# processes_of PLACE: every living postgres that stands in the data folder
processes_of() {
    local process folder found=()
    while read -r process folder; do
        [[ $folder == "$1/cluster" && $(cat "$process/comm") == postgres && -n $(start_time "${process#/proc/}") ]] || continue
        found+=("${process#/proc/}")
    done < <(find /proc/[0-9]*/cwd -maxdepth 0 -printf '%h %l\n' 2>/dev/null)
    echo "${found[*]}"
}

# Children of a killed server hold its memory and keep the next one from starting; its lock files may name a stranger by now.
end_orphans() {
    local orphan
    for orphan in $(processes_of "$1"); do
        end_process "$orphan" 5
    done
    as_postgres rm -f "$1/cluster/postmaster.pid" "$(socket_of "$1")"/.s.PGSQL.5432{,.lock}
}

query() {
    local place=$1
    shift
    as_postgres "$(postgres_programs "$place")/psql" -X -q -v ON_ERROR_STOP=1 -h "$(socket_of "$place")" -U postgres -d postgres "$@"
}

# Two roles: one owns the schema, the other serves and may not change it.
make_roles() {
    query "$1" -f - <<-'SQL' >/dev/null
	SELECT 'CREATE ROLE tracker_owner LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tracker_owner') \gexec
	SELECT 'CREATE ROLE tracker_app LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tracker_app') \gexec
	SQL
}

# make_database PLACE NAME: unless it is there
make_database() {
    query "$1" -v name="$2" -f - <<-'SQL' >/dev/null
	SELECT format('CREATE DATABASE %I OWNER tracker_owner', :'name') WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'name') \gexec
	REVOKE CREATE, TEMPORARY ON DATABASE :"name" FROM PUBLIC;
	SQL
}

make_fresh_database() {
    query "$1" -v name="$2" -f - <<-'SQL' >/dev/null
	SET client_min_messages = warning;
	DROP DATABASE IF EXISTS :"name" WITH (FORCE);
	SQL
    make_database "$@"
}

stop_cluster() {
    postmaster "$1" >/dev/null || return 0
    as_postgres "$(postgres_programs "$1")/pg_ctl" -D "$1/cluster" -m fast -w -t 60 -s stop || true
    # pg_ctl returns a moment before the server is gone, and not at all if it hangs.
    end_orphans "$1"
}

# database_url ROLE DATABASE PLACE
database_url() {
    local host
    host=$(socket_of "$3" | sed 's/%/%25/g; s/ /%20/g; s/?/%3F/g; s/#/%23/g; s/&/%26/g; s/+/%2B/g')
    echo "postgres://$1@/$2?host=$host"
}
