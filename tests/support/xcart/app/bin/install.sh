#!/usr/bin/env bash
# X-Cart's own options and order, and like there an unknown option ends it without a failure.
cd "$(dirname "$0")"

build="build/default" language="en" additional="additional/dev" resize="no" external="no" administrator="" licence=""
while getopts b:l:a:k:dphrm option; do
  case $option in
    h) echo "install.sh [-b build] [-l language] [-a login:password] [-d|p] [-m] [-k license-key] [-h]"; exit ;;
    b) build=$OPTARG ;;
    l) language=$OPTARG ;;
    a) administrator=$OPTARG ;;
    k) licence=$OPTARG ;;
    d) additional="additional/dev" ;;
    p) additional="additional/prod" ;;
    r) resize="yes" ;;
    m) external="yes" ;;
    *) echo "Error: Invalid option"; exit ;;
  esac
done
echo "Build name: $build, language: $language, additional mutations: $additional"
rm -rf ../var/workers/*
./service xcst:install "$build" "$language" "$additional" --resizeAllImages=$resize --adminCredentials="$administrator" \
  --downloadExternalModules=$external --licenseKey="$licence"
