(
  . /etc/xcart/environment
  printf %s "$DATABASE_URL"
) | php <(program) "$DO" "$ID"
