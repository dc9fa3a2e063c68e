{
  secret sessions
  secret application
} | jq --slurp . | php <(program) "$DO" "$WHO"
