read -ra WORDS <<< "$COMMAND"
console "${WORDS[@]}"
