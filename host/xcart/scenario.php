<?php
// What an upgrade does to a database: its schema before and after, the statements in between, and whether two upgrades did the same.
// Runs where releases are built. The secret comes on standard input: arguments of processes can be read by others.
declare(strict_types=1);

namespace XcartNode;

/** Statements that write; all else is left out of the record. */
const WRITES = '/^(alter|create|drop|rename|truncate|insert|replace|update|delete)\b/i';
/** Those that change the schema: they are kept as they stand, while of the others no value is. */
const CHANGES_SCHEMA = '/^(alter|create|drop|rename|truncate)\b/i';
/** Data statements that a record keeps, the most frequent ones. */
const MAX_STATEMENTS = 400;

function connect(string $host, string $authorities): \PDO
{
    $of = json_decode((string) stream_get_contents(STDIN), true, 8, JSON_THROW_ON_ERROR);
    $tls = $authorities === '' ? [] : [\PDO::MYSQL_ATTR_SSL_CA => $authorities, \PDO::MYSQL_ATTR_SSL_VERIFY_SERVER_CERT => true];
    $port = (int) ($of['port'] ?? 3306);
    return new \PDO("mysql:host=$host;port=$port;dbname=xcart;charset=utf8mb4", $of['username'], $of['password'], $tls + [
        \PDO::ATTR_ERRMODE => \PDO::ERRMODE_EXCEPTION,
        \PDO::ATTR_DEFAULT_FETCH_MODE => \PDO::FETCH_NUM,
    ]);
}

/** Each table of the schema and a checksum of how it is made, whatever is in it. */
function schema(\PDO $database): array
{
    $parts = [
        'SELECT table_name, column_name, column_type, is_nullable, column_default, collation_name, extra FROM information_schema.columns WHERE table_schema',
        'SELECT table_name, index_name, seq_in_index, column_name, non_unique, sub_part FROM information_schema.statistics WHERE table_schema',
        'SELECT table_name, constraint_name, column_name, referenced_table_name, referenced_column_name FROM information_schema.key_column_usage WHERE table_schema',
        'SELECT table_name, constraint_name, update_rule, delete_rule FROM information_schema.referential_constraints WHERE constraint_schema',
    ];
    $lines = [];
    foreach ($parts as $part) {
        foreach ($database->query("$part = DATABASE()") as $row) {
            $lines[$row[0]][] = json_encode($row, JSON_THROW_ON_ERROR);
        }
    }
    ksort($lines, SORT_STRING);
    return array_map(static function (array $of): string {
        sort($of, SORT_STRING);
        return hash('sha256', implode("\n", $of));
    }, $lines);
}

/** What there is before an upgrade, and since when its statements count. */
function before(\PDO $database): array
{
    $rows = [];
    foreach (array_keys($schema = schema($database)) as $table) {
        $rows[$table] = (int) $database->query("SELECT COUNT(*) FROM `$table`")->fetchColumn();
    }
    return ['since' => $database->query('SELECT NOW(6)')->fetchColumn(), 'schema' => $schema, 'rows' => $rows];
}

/** The record of an upgrade that has just ended. */
function after(\PDO $database, array $before): array
{
    $schema = schema($database);
    $tables = [];
    foreach (array_unique([...array_keys($before['schema']), ...array_keys($schema)]) as $name) {
        [$was, $is] = [$before['schema'][$name] ?? null, $schema[$name] ?? null];
        if ($was !== $is) {
            $change = $was === null ? 'made' : ($is === null ? 'dropped' : 'altered');
            $tables[] = ['name' => $name, 'change' => $change, 'rows' => $before['rows'][$name] ?? 0, 'after' => $is ?? ''];
        }
    }
    return ['tables' => $tables] + logged($database, $before['since']);
}

/** The statements of the server's general log, which only copies write, and how long they took from the first to the last. */
function logged(\PDO $database, string $since): array
{
    $query = $database->prepare("SELECT event_time, argument FROM mysql.general_log WHERE event_time >= ?
        AND command_type IN ('Query', 'Execute') AND user_host NOT LIKE 'rdsadmin%' ORDER BY event_time");
    $query->execute([$since]);
    [$first, $last, $changes, $counts] = [null, null, [], []];
    foreach ($query as [$time, $statement]) {
        $text = normalised((string) $statement);
        if (preg_match(WRITES, $text) !== 1) {
            continue;
        }
        $first ??= $time;
        $last = $time;
        if (preg_match(CHANGES_SCHEMA, $text) === 1) {
            $changes[] = $text;
        } else {
            $counts[$text] = ($counts[$text] ?? 0) + 1;
        }
    }
    arsort($counts);
    $written = [];
    foreach (array_slice($counts, 0, MAX_STATEMENTS, true) as $sql => $count) {
        $written[] = ['sql' => $sql, 'count' => $count];
    }
    $seconds = $first === null ? 0 : (int) ceil((float) date_create($last)->format('U.u') - (float) date_create($first)->format('U.u'));
    return ['schemaStatements' => $changes, 'dataStatements' => $written, 'dataStatementCount' => array_sum($counts), 'databaseSeconds' => $seconds];
}

/** A statement in one line: one that writes data without its values, so that no customer's data is in a record. */
function normalised(string $statement): string
{
    $line = trim(preg_replace(['~/\*.*?\*/~s', '/\s+/'], [' ', ' '], $statement) ?? '');
    if (preg_match(CHANGES_SCHEMA, $line) === 1) {
        return rtrim($line, '; ');
    }
    $without = preg_replace(
        ["/'(?:[^'\\\\]|\\\\.|'')*'/s", '/"(?:[^"\\\\]|\\\\.|"")*"/s', '/(?<![\w`])-?\d+(?:\.\d+)?(?:e-?\d+)?\b|\b0x[0-9a-f]+\b|\bNULL\b/i', '/\?(?:\s*,\s*\?)+/', '/\(\?\)(?:\s*,\s*\(\?\))+/'],
        ['?', '?', '?', '?', '(?)'],
        $line,
    );
    // Better no text than one with values in it.
    return substr($without ?? preg_replace('/\W.*$/s', ' …', $line), 0, 2000);
}

/**
 * Where an upgrade was another than the one that staging recorded, a sentence each. One that goes on after an interruption finds a part
 * of the statements done: only where it ends is compared then.
 */
function differences(array $staging, array $own, array $schema, bool $resumed): array
{
    $said = [];
    foreach ($resumed ? ['hooks'] : ['hooks', 'schemaStatements'] as $key) {
        foreach (array_diff($staging[$key], $own[$key]) as $one) {
            $said[] = "staging ran this, and this store does not: $one";
        }
        foreach (array_diff($own[$key], $staging[$key]) as $one) {
            $said[] = "staging never ran this: $one";
        }
    }
    return [...$said, ...ends($staging, $schema)];
}

/** Tables that do not end up as staging's did. */
function ends(array $staging, array $schema): array
{
    $wrong = array_filter($staging['tables'], static fn (array $table) => ($schema[$table['name']] ?? '') !== $table['after']);
    return array_values(array_map(static fn (array $table) => "table {$table['name']} does not end up as in staging", $wrong));
}

/** Data written since a time, which a rollback would lose: a line for each kind. */
function lost(\PDO $database, int $since): array
{
    $counts = [
        'orders' => 'SELECT COUNT(*) FROM xc_orders WHERE is_order = 1 AND `date` >= ?',
        'payment transactions' => 'SELECT COUNT(*) FROM xc_payment_transactions WHERE `date` >= ?',
        'new customers' => 'SELECT COUNT(*) FROM xc_profiles WHERE order_id IS NULL AND added >= ?',
    ];
    return array_map(static function (string $query) use ($database, $since): int {
        $asked = $database->prepare($query);
        $asked->execute([$since]);
        return (int) $asked->fetchColumn();
    }, $counts);
}

function read(string $path): array
{
    return json_decode((string) file_get_contents($path), true, 64, JSON_THROW_ON_ERROR);
}

function write(string $path, array $content): void
{
    $text = json_encode($content, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
    if (file_put_contents($path, "$text\n") === false) {
        throw new \RuntimeException("$path: cannot be written");
    }
}

/** The lines of a file, without empty ones. */
function lines(string $path): array
{
    return array_values(array_filter(explode("\n", (string) file_get_contents($path))));
}

/** Says what is different; whether there was nothing to say. */
function same(array $said): bool
{
    foreach ($said as $line) {
        fwrite(STDERR, "$line\n");
    }
    return $said === [];
}

umask(0077);
try {
    [, $command, $host, $authorities] = $argv;
    $database = connect($host, $authorities);
    $rest = array_slice($argv, 4);
    $well = match ($command) {
        'begin' => write($rest[0], before($database)) ?? true,
        'end' => write($rest[1], after($database, read($rest[0])) + ['hooks' => lines($rest[2])]) ?? true,
        'compare' => same(differences(read($rest[0]), read($rest[1]), schema($database), $rest[2] === 'resumed')),
        'verify' => same(ends(read($rest[0]), schema($database))),
        'lost' => print(json_encode(lost($database, (int) $rest[0])) . "\n"),
    };
    exit($well ? 0 : 1);
} catch (\Throwable $reason) {
    fwrite(STDERR, 'scenario: ' . $reason->getMessage() . "\n");
    exit(1);
}
