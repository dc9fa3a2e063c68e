#!/usr/bin/env bash
# X-Cart's own options and order.
cd "$(dirname "$0")"

type="" force=""
while getopts t:l:m:p:fh option; do
  case $option in
    h) echo "upgrade.sh [-t build|minor|major] [-f] [-h]"; exit ;;
    t) type=$OPTARG ;;
    f) force="-f" ;;
    l | m | p) ;;
    *) echo "Error: Invalid option"; exit ;;
  esac
done
./service xcst:upgrade -t "$type" $force && ./service xcst:continue
