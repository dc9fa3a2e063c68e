<?php
// Installs X-Cart by its own script into the store's empty database, so that a run that was interrupted can start again:
// `install.php AUTHORITIES look | finish | run RELEASE EMAIL`. Secrets come as JSON on standard input: arguments of processes can be read
// by others. Runs where releases are built, in X-Cart's folder.
declare(strict_types=1);

namespace XcartInstall;

/** One row, of the installation that has begun and is not in a release yet. */
const MARKER = 'xcart_hosting_install';
/** Seconds between two signs of life, and after the last one within which a change may still be the installation's. */
const LOOK = 5;
const SLACK = 60;
/** Minutes that smoke test and upload take at most: until then the installation lives, whatever they change. */
const AFTERWARDS = 75;

/** What is wrong, in a sentence for people. */
final class Fault extends \RuntimeException
{
}

function connect(array $of, string $authorities): \PDO
{
    $pdo = new \PDO("mysql:host={$of['host']};port={$of['port']};dbname={$of['dbname']};charset=utf8mb4", $of['username'], $of['password'], [
        \PDO::MYSQL_ATTR_SSL_CA => $authorities,
        \PDO::MYSQL_ATTR_SSL_VERIFY_SERVER_CERT => true,
        \PDO::ATTR_ERRMODE => \PDO::ERRMODE_EXCEPTION,
        \PDO::ATTR_DEFAULT_FETCH_MODE => \PDO::FETCH_ASSOC,
    ]);
    // A builder that is gone loses its lock within a minute. MySQL 8 remembers times of tables for a day unless it is told not to.
    $pdo->exec('SET SESSION wait_timeout = 60');
    if ($pdo->query("SHOW VARIABLES LIKE 'information_schema_stats_expiry'")->fetch() !== false) {
        $pdo->exec('SET SESSION information_schema_stats_expiry = 0');
    }
    return $pdo;
}

/** Tables and views that are not ours, with what kind each is. */
function tables(\PDO $database): array
{
    $query = $database->prepare('SELECT table_name AS name, table_type AS kind FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name <> ?');
    $query->execute([MARKER]);
    return array_column($query->fetchAll(), 'kind', 'name');
}

function marker(\PDO $database): ?array
{
    $there = $database->query("SHOW TABLES LIKE '" . MARKER . "'")->fetch();
    return $there === false ? null : ($database->query('SELECT * FROM ' . MARKER)->fetch() ?: null);
}

/** Tells what there is: `empty`, `interrupted` with the release that it was to become, or throws where the database is someone's. */
function look(\PDO $database): array
{
    $marker = marker($database);
    if ($marker !== null) {
        return ['state' => 'interrupted', 'release' => $marker['release_name']];
    }
    $tables = array_keys(tables($database));
    if ($tables !== []) {
        throw new Fault('the database is not empty: it has ' . count($tables) . " tables, $tables[0] among them; an installation begins with an "
            . 'empty one (a store that is there already: docs/operations/bring-a-store.md)');
    }
    return ['state' => 'empty'];
}

function lock(\PDO $database): void
{
    if ((int) $database->query("SELECT GET_LOCK('xcart-hosting.install', 0)")->fetchColumn() !== 1) {
        throw new Fault('another installation of this store is under way: wait until it has ended');
    }
}

/** Drops what an interrupted installation has made, and nothing that was made or changed since. */
function clean(\PDO $database, array $marker): void
{
    $query = $database->prepare('SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name <> ?
        AND (create_time < ? OR create_time > ? + INTERVAL ' . SLACK . ' SECOND OR update_time > ? + INTERVAL ' . SLACK . ' SECOND)');
    $query->execute([MARKER, $marker['began'], $marker['alive'], $marker['alive']]);
    $foreign = $query->fetchAll(\PDO::FETCH_COLUMN);
    if ($foreign !== []) {
        throw new Fault("the installation of {$marker['release_name']} was interrupted, and " . count($foreign) . " tables were made or changed since, "
            . "$foreign[0] among them: nothing is deleted; empty the database by hand if it is not needed");
    }
    $database->exec('SET SESSION FOREIGN_KEY_CHECKS = 0');
    foreach (tables($database) as $name => $kind) {
        $database->exec(($kind === 'VIEW' ? 'DROP VIEW ' : 'DROP TABLE ') . '`' . str_replace('`', '``', $name) . '`');
    }
    $database->exec('SET SESSION FOREIGN_KEY_CHECKS = 1');
}

/** The marker comes before anything of X-Cart's, so that what follows it is known to be the installation's. */
function begin(\PDO $database, string $release): void
{
    $database->exec('CREATE TABLE IF NOT EXISTS ' . MARKER . ' (id TINYINT PRIMARY KEY, release_name VARCHAR(32) NOT NULL, began DATETIME NOT NULL, alive DATETIME NOT NULL)');
    $database->prepare('REPLACE INTO ' . MARKER . ' VALUES (1, ?, NOW(), NOW())')->execute([$release]);
}

/** X-Cart's own script, and a sign of life while it runs. What it prints has no secrets in it. */
function runScript(\PDO $database, array $command, array $secrets): void
{
    $process = proc_open($command, [1 => ['pipe', 'w'], 2 => ['redirect', 1], 0 => ['file', '/dev/null', 'r']], $pipes) ?: throw new Fault('bin/install.sh cannot be started');
    stream_set_blocking($pipes[1], false);
    $say = static fn (string $text) => print str_replace($secrets, '***', $text);
    try {
        for ($rest = '', $next = 0.0; !feof($pipes[1]);) {
            $read = [$pipes[1]];
            $none = [];
            stream_select($read, $none, $none, 1);
            $rest .= (string) fread($pipes[1], 65536);
            // By whole lines: a secret may come in two parts.
            if (($end = strrpos($rest, "\n")) !== false) {
                $say(substr($rest, 0, $end + 1));
                $rest = substr($rest, $end + 1);
            }
            if (microtime(true) >= $next) {
                $next = microtime(true) + LOOK;
                $database->exec('UPDATE ' . MARKER . ' SET alive = NOW()');
            }
        }
        $say($rest);
    } catch (\PDOException $lost) {
        proc_terminate($process, SIGKILL);
        throw $lost;
    }
    $status = proc_close($process);
    if ($status !== 0) {
        throw new Fault("bin/install.sh ended with $status: what it printed is above; start the installation again once that is mended");
    }
}

/** The password by its hash, as X-Cart keeps it (classes/XLite/Core/Auth.php), to be changed at the first sign-in. */
function giveAdministrator(\PDO $database, string $email, array $of): void
{
    $hash = 'SHA512:' . hash_hmac('sha512', $of['password'], $of['sharedSecretKey']);
    try {
        $change = $database->prepare('UPDATE xc_profiles SET password = ?, forceChangePassword = 1 WHERE login = ? AND access_level >= 100');
        $change->execute([$hash, strtolower($email)]);
    } catch (\PDOException $missing) {
        throw new Fault('bin/install.sh has ended well, and the database has no xc_profiles as X-Cart 5.5 and 5.6 have it', 0, $missing);
    }
    if ($change->rowCount() !== 1) {
        throw new Fault("bin/install.sh has ended well, and made no administrator $email");
    }
}

function run(\PDO $database, array $known, string $release, string $email): void
{
    lock($database);
    $found = look($database);
    if ($found['state'] === 'interrupted') {
        clean($database, marker($database));
        echo "what the interrupted installation of {$found['release']} left is deleted\n";
    }
    begin($database, $release);
    // X-Cart takes both by arguments only. This password is never used: the real one takes its place below.
    $passing = bin2hex(random_bytes(16));
    runScript($database, ['bin/install.sh', '-p', '-a', "$email:$passing", '-k', $known['licence']], [$passing, $known['licence']]);
    giveAdministrator($database, $email, $known);
    $database->exec('UPDATE ' . MARKER . ' SET alive = NOW() + INTERVAL ' . AFTERWARDS . ' MINUTE');
}

try {
    [, $authorities, $command] = $argv;
    $known = json_decode((string) stream_get_contents(STDIN), true, 8, JSON_THROW_ON_ERROR);
    if (!isset($known['database']['password'])) {
        throw new Fault('the database has no user for upgrades yet: `pulumi up` makes it');
    }
    if (preg_match('/^[\w-]{4,128}$/D', $known['licence']) !== 1) {
        throw new Fault('the licence key of X-Cart is missing, or is none: `npx store release licence` puts it');
    }
    $database = connect($known['database'], $authorities);
    match ($command) {
        'look' => print json_encode(look($database)) . "\n",
        'run' => run($database, $known, $argv[3], $argv[4]),
        'finish' => $database->exec('DROP TABLE IF EXISTS ' . MARKER),
    };
} catch (Fault $fault) {
    fwrite(STDERR, $fault->getMessage() . "\n");
    exit(1);
} catch (\Throwable $error) {
    // Its text may say who connects to where, not with what.
    fwrite(STDERR, 'the installation has stopped: ' . str_replace("\n", ' ', $error->getMessage()) . "\n");
    exit(1);
}
