[ "$PART" != both ] || PART="cache sessions"
# shellcheck disable=SC2086
caches "$DO" $PART
