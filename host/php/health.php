<?php
// `/healthz`: how the parts of a node are. 503 only for what is this node's own fault, since another node would be no better off without
// a database (docs/decisions/0025-php-pool.md); with `?ready`, as boot asks, for anything.
declare(strict_types=1);

namespace XcartNode;

// The lock of the logins may have been here.
require_once __DIR__ . '/services.php';

ini_set('default_socket_timeout', '1');

$looks = [
    'php' => static fn () => PHP_VERSION,
    'files' => static fn () => files('/srv/xcart/current', '/srv/xcart/shared'),
    'database' => static fn () => database(services()['database'], 1)->query('SELECT 1'),
    'cache' => static fn () => ping(services()['cache']),
    'sessions' => static fn () => ping(services()['sessions']),
];
$parts = array_map(__NAMESPACE__ . '\state', $looks);
$inner = ($_SERVER['HEALTH_DETAILS'] ?? '') !== '';
$counted = $inner && isset($_GET['ready']) ? $parts : array_intersect_key($parts, ['php' => 1, 'files' => 1]);
$serves = array_filter($counted, static fn (array $part) => !$part['up']) === [];
http_response_code($serves ? 200 : 503);
header('Cache-Control: no-store');
header('Content-Type: ' . ($inner ? 'application/json' : 'text/plain; charset=utf-8'));
echo $inner ? json_encode(['node' => $serves ? 'ok' : 'failing'] + $parts) : ($serves ? 'ok' : 'failing'), "\n";

/** Whether a part is up, after how many milliseconds; what kind of thing went wrong, and never its text. */
function state(callable $look): array
{
    $start = hrtime(true);
    try {
        $look();
        $state = ['up' => true];
    } catch (\Throwable $reason) {
        $state = ['up' => false, 'reason' => (new \ReflectionClass($reason))->getShortName()];
    }
    return $state + ['milliseconds' => intdiv(hrtime(true) - $start, 1_000_000)];
}

/** Throws unless there is a release, and PHP can write to the folder that all nodes share. */
function files(string $release, string $shared): void
{
    if (!is_dir($release)) {
        throw new \UnexpectedValueException('no release');
    }
    $probe = "$shared/.health-" . gethostname();
    if (@file_put_contents($probe, 'x') !== 1 || !@unlink($probe)) {
        throw new \UnexpectedValueException('the shared folder cannot be written');
    }
}

function ping(array $of): void
{
    $redis = cache($of, 0.7);
    if ($redis->ping() === false) {
        throw new \RedisException('no answer');
    }
    $redis->close();
}
