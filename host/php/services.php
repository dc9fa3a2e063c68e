<?php
// Database and caches of a node, for health, leases and checks: where they are comes with the environment.
declare(strict_types=1);

namespace XcartNode;

/** What `xcart-environment` says about database, cache and sessions. */
function services(): array
{
    $text = base64_decode((string) getenv('XCART_NODE_SERVICES'), true);
    return json_decode((string) $text, true, 8, JSON_THROW_ON_ERROR);
}

/** A connection to the database over TLS, its certificate verified; throws if there is none, or none that is encrypted. */
function database(array $of, int $seconds): \PDO
{
    ini_set('mysqlnd.net_read_timeout', (string) $seconds);
    $pdo = new \PDO(
        "mysql:host={$of['host']};port={$of['port']};dbname={$of['name']};charset=utf8mb4",
        $of['user'],
        $of['password'],
        [\PDO::ATTR_TIMEOUT => $seconds, \PDO::ATTR_ERRMODE => \PDO::ERRMODE_EXCEPTION, \PDO::MYSQL_ATTR_SSL_CAPATH => $of['authorities']],
    );
    if (cipher($pdo) === '') {
        throw new \RuntimeException('the connection to the database is not encrypted');
    }
    return $pdo;
}

/** The cipher of a connection; empty without TLS. */
function cipher(\PDO $pdo): string
{
    return (string) ($pdo->query("SHOW SESSION STATUS LIKE 'Ssl_cipher'")->fetch(\PDO::FETCH_NUM)[1] ?? '');
}

/** A connection to a cache over TLS, its certificate verified; throws if there is none. */
function cache(array $of, float $seconds): \Redis
{
    $redis = new \Redis();
    $redis->connect("tls://{$of['host']}", (int) $of['port'], $seconds, null, 0, $seconds);
    $redis->auth($of['password']);
    return $redis;
}

/** The sessions' Valkey, which evicts nothing: one connection a request, and half a second for each answer. */
function sessions(): \Redis
{
    static $sessions = null;
    return $sessions ??= cache(services()['sessions'], 0.5);
}
