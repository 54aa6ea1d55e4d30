#!/bin/sh
# serve.sh NGINX CONFIGURATION PORT: says "up" and its port; nginx ends when the benchmark does, which closes standard input.
trap '' TERM INT HUP
"$1" -c "$2" &
nginx=$!
until [ -s "$(dirname "$2")/nginx.pid" ]; do
  kill -0 "$nginx" || exit 1
  sleep 0.05
done
echo "> up $3"
cat > /dev/null
kill -TERM "$nginx"
wait "$nginx"
