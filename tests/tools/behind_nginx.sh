# Sourced by tests: Gazette over a small index, and nginx with the shipped site file before it.
# Sets: dir, upstream (Gazette's port), server_pid, http, https (nginx's ports), failed.
# needs PROGRAM...; serve GAZETTE; start_nginx SITE [SED_EXPRESSION...]
# Ports are the system's choice.

needs() {
    local needed
    for needed in "$@"; do
        command -v "$needed" > /dev/null || { echo "skipped: no $needed"; exit 77; }
    done
}

dir=$(mktemp -d)
pids=()
finish() {
    [ -s "$dir/nginx.pid" ] && kill "$(cat "$dir/nginx.pid")" 2> /dev/null
    [ ${#pids[@]} -gt 0 ] && kill "${pids[@]}" 2> /dev/null
    wait 2> /dev/null
    rm -rf "$dir"
}
trap finish EXIT
failed=0

serve() {
    echo "The duty of care applies." > "$dir/a.txt"
    "$1" index --index "$dir/ix" "$dir/a.txt" > /dev/null
    "$1" serve --index "$dir/ix" --port 0 > "$dir/said" 2> "$dir/log" &
    server_pid=$!
    pids+=("$server_pid")
    for _ in $(seq 300); do [ -s "$dir/said" ] && break; sleep 0.1; done
    upstream=$(sed -n 's#.*:\([0-9]*\)/$#\1#p' "$dir/said")
}

start_nginx() {
    local site=$1
    shift
    read -r http https < <(python3 -c '
import socket
sockets = [socket.socket() for _ in range(2)]
for s in sockets: s.bind(("127.0.0.1", 0))
print(*(s.getsockname()[1] for s in sockets))')
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 \
        -subj /CN=search.example.org -keyout "$dir/key" -out "$dir/pem" 2> /dev/null
    sed -e "s#127.0.0.1:8080#127.0.0.1:$upstream#" -e '/listen \[::\]/d' \
        -e "s#listen 80;#listen 127.0.0.1:$http;#" -e "s#listen 443#listen 127.0.0.1:$https#" \
        -e "s#/etc/ssl/search.example.org.pem#$dir/pem#" \
        -e "s#/etc/ssl/private/search.example.org.key#$dir/key#" \
        -e 's#client_header_timeout 10s#client_header_timeout 1s#' "$@" "$site" > "$dir/site.conf"
    local user=
    [ "$(id -u)" != 0 ] || user="user root;"  # the folder is ours alone
    cat > "$dir/nginx.conf" << CONF
$user
pid $dir/nginx.pid;
error_log $dir/error.log;
worker_rlimit_nofile 8192;
events { worker_connections 4096; }
http {
    access_log off;
    client_body_temp_path $dir/t1; proxy_temp_path $dir/t2; fastcgi_temp_path $dir/t3;
    uwsgi_temp_path $dir/t4; scgi_temp_path $dir/t5;
    include $dir/site.conf;
}
CONF
    nginx -p "$dir" -c "$dir/nginx.conf" -e "$dir/error.log" -t > "$dir/test" 2>&1 ||
        { cat "$dir/test"; exit 1; }
    if grep -i warn "$dir/test"; then failed=1; fi
    nginx -p "$dir" -c "$dir/nginx.conf" -e "$dir/error.log"
}
