<?php
// Runs a command on one node at a time: `lease.php NAME SECONDS COMMAND…` holds a lock of the database's, and starts the command every so
// many seconds, or again when it has ended (0). A node that loses the connection has lost the lock, and ends the command.
declare(strict_types=1);

namespace XcartNode;

require __DIR__ . '/services.php';

/** Seconds between two looks at the connection; MySQL lets go of a lock whose holder has been silent for {@see SILENT}. */
const LOOK = 5;
const SILENT = 60;
/** Seconds that a command has to end by itself. */
const GRACE = 20;

[, $name, $every] = $argv;
$command = array_slice($argv, 3);
$running = true;
pcntl_async_signals(true);
foreach ([SIGTERM, SIGINT] as $signal) {
    pcntl_signal($signal, static function () use (&$running): void {
        $running = false;
    });
}

while ($running) {
    try {
        $database = database(services()['database'], 10);
        $database->exec('SET SESSION wait_timeout = ' . SILENT);
        say($name, 'waits');
        while ($running && !taken($database, $name)) {
        }
        if ($running) {
            say($name, 'holds');
            hold($database, $name, (int) $every, $command, $running);
        }
    } catch (\PDOException | \RuntimeException $reason) {
        // Never its text: it may say who connects to where.
        say($name, 'lost the database: ' . $reason::class);
        pause(LOOK, $running);
    }
}
say($name, 'ends');

function taken(\PDO $database, string $name): bool
{
    $ask = $database->prepare('SELECT GET_LOCK(CONCAT(DATABASE(), ?), ' . LOOK . ')');
    $ask->execute(['.' . $name]);
    return (int) $ask->fetchColumn() === 1;
}

/** Throws once another node may have the lock, after ending the command. */
function hold(\PDO $database, string $name, int $every, array $command, bool &$running): void
{
    $next = microtime(true);
    $process = null;
    try {
        while ($running) {
            if ($process === null && microtime(true) >= $next) {
                $next = microtime(true) + max($every, 1);
                $process = proc_open($command, [STDIN, STDOUT, STDERR], $pipes) ?: throw new \RuntimeException('cannot be started');
            }
            pause(1, $running);
            if ($process !== null && !proc_get_status($process)['running']) {
                proc_close($process);
                $process = null;
            }
            if (!holds($database, $name)) {
                throw new \RuntimeException('another node holds the lock');
            }
        }
    } finally {
        if ($process !== null) {
            stop($process);
        }
    }
}

/** Asks as the one that took it: another connection's id would be another holder's. */
function holds(\PDO $database, string $name): bool
{
    $ask = $database->prepare('SELECT IS_USED_LOCK(CONCAT(DATABASE(), ?)) = CONNECTION_ID()');
    $ask->execute(['.' . $name]);
    return (int) $ask->fetchColumn() === 1;
}

/** @param resource $process */
function stop($process): void
{
    proc_terminate($process, SIGTERM);
    for ($waited = 0; $waited < GRACE * 10 && proc_get_status($process)['running']; $waited++) {
        usleep(100_000);
    }
    proc_terminate($process, SIGKILL);
    proc_close($process);
}

/** Sleeps, but not through a signal. */
function pause(int $seconds, bool &$running): void
{
    for ($end = microtime(true) + $seconds; $running && microtime(true) < $end;) {
        usleep(100_000);
    }
}

function say(string $name, string $what): void
{
    fwrite(STDERR, "$name: $what\n");
}
