<?php
// Lists the store's statements that run, or stops one of them. Reads the database's address on standard input.
declare(strict_types=1);

/** A statement without its values: they are customers' data. */
function withoutValues(string $statement): string
{
    return preg_replace(['/\'(?:[^\'\\\\]|\\\\.|\'\')*\'?|"(?:[^"\\\\]|\\\\.)*"?/s', '/\b\d[\w.]*/', '/\s+/'], ['?', '?', ' '], $statement) ?? '';
}

function show(PDO $database): void
{
    // The oldest first; this one is not worth a line.
    $found = $database->query('SELECT id, time, command, state, info FROM information_schema.processlist WHERE id <> CONNECTION_ID() ORDER BY time DESC');
    $rows = $found->fetchAll(PDO::FETCH_NUM);
    $max = $database->query('SELECT @@max_connections')->fetchColumn();
    printf("%d connections of the store's user, of %d that the database takes\n", count($rows) + 1, $max);
    foreach ($rows as [$id, $time, $command, $state, $info]) {
        printf("%s  %s s  %s  %s  %s\n", $id, $time, $command, $state, substr(withoutValues((string) $info), 0, 300));
    }
}

[, $does, $id] = $argv;
try {
    // As it stands, nothing in it is encoded: the password ends at the last @.
    if (preg_match('~^//([^:]+):(.*)@([^@:/]+)(?::(\d+))?/(\w+)~s', stream_get_contents(STDIN), $url) !== 1) {
        throw new UnexpectedValueException('the environment has no address of a database');
    }
    [, $user, $password, $host, $port, $name] = $url;
    $database = new PDO("mysql:host=$host;port=" . ($port ?: 3306) . ";dbname=$name", $user, $password, [
        PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION,
        PDO::ATTR_TIMEOUT => 10,
        PDO::MYSQL_ATTR_SSL_CAPATH => '/etc/xcart/rds-ca',
    ]);
    if ($does === 'list') {
        show($database);
    } else {
        $database->exec('KILL QUERY ' . (int) $id);
        echo "$id: stopped\n";
    }
} catch (Throwable $reason) {
    fwrite(STDERR, 'database: ' . $reason->getMessage() . "\n");
    exit(1);
}
