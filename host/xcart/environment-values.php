<?php
// What X-Cart is told by its environment. Names: docs/decisions/0026-login-lines-and-workers.md.
declare(strict_types=1);

namespace XcartNode;

require __DIR__ . '/api-keys.php';
require __DIR__ . '/database-url.php';

/** Variables by name, of what `xcart-environment` has collected: `settings`, `values`, `secrets`. */
function environment(array $known): array
{
    ['settings' => $settings, 'values' => $values, 'secrets' => $secrets] = $known;
    $cache = cacheUrl($secrets['cache']);
    $sessions = cacheUrl($secrets['sessions']);
    $own = $secrets['application'];
    return [
        'APP_ENV' => 'prod',
        'APP_DEBUG' => '0',
        'APP_SECRET' => $own['appSecret'],
        'DATABASE_URL' => databaseUrl($values['databaseHost'], $secrets['database']),
        'DATABASE_CHARSET' => 'utf8mb4',
        'DATABASE_DEFAULT_TABLE_PREFIX' => 'xc',
        // X-Cart drops the authority unless a client has a certificate too, and MySQL hangs up on one that it does not know: the
        // folder of authorities comes by config/local (host/xcart/local-config.ts) instead.
        'DATABASE_SSL_CA_CERT' => '',
        'DATABASE_SSL_CLIENT_CERT' => '',
        'DATABASE_SSL_CLIENT_KEY' => '',
        'REDIS_HOST' => "tls://{$secrets['cache']['host']}",
        'REDIS_PORT' => (string) $secrets['cache']['port'],
        'REDIS_PASSWORD' => $secrets['cache']['password'],
        'REDIS_DSN' => $cache,
        'REDIS_EXTRA_HOST' => "tls://{$secrets['sessions']['host']}",
        'REDIS_EXTRA_PORT' => (string) $secrets['sessions']['port'],
        'REDIS_EXTRA_PASSWORD' => $secrets['sessions']['password'],
        'REDIS_EXTRA_DSN' => $sessions,
        // What may not be forgotten: a payment's lock, a mail that waits.
        'LOCK_DSN' => $sessions,
        // Where nothing may be evicted nothing may stay behind: Symfony 5.4 keeps what has been done unless it is told. Nor a bound on the stream:
        // it would drop the oldest, done or not.
        'MESSENGER_TRANSPORT_DSN' => "$sessions/messages?delete_after_ack=true",
        'BACKGROUND_JOBS_ENABLED' => 'true',
        'XCART_PUBLIC_DIR' => '',
        'XCART_HOST_DETAILS_HTTP_HOST' => $settings['domain'],
        'XCART_HOST_DETAILS_HTTPS_HOST' => $settings['domain'],
        'XCART_HOST_DETAILS_ADMIN_HOST' => $settings['adminHost'] ?? '',
        'XCART_HOST_DETAILS_DOMAINS' => implode(',', $settings['aliases']),
        'XCART_HOST_DETAILS_WEB_DIR' => '',
        'XCART_HOST_DETAILS_FORCE_HTTPS' => 'true',
        'XCART_INSTALLER_DETAILS_AUTH_CODE' => $own['authCode'],
        'XCART_INSTALLER_DETAILS_SHARED_SECRET_KEY' => $own['sharedSecretKey'],
        // Each node has the same key, as files (api-keys.php), which need no passphrase there.
        'JWT_SECRET_KEY' => API_KEYS . '/private.pem',
        'JWT_PUBLIC_KEY' => API_KEYS . '/public.pem',
        'JWT_PASSPHRASE' => '',
        'XCART_NODE_SERVICES' => base64_encode(json_encode(ownServices($values, $secrets), JSON_THROW_ON_ERROR)),
    ];
}

/** Where PHP keeps sessions: over TLS, the server's certificate verified as for any other connection. */
function sessionsPath(array $of): string
{
    return "tls://{$of['host']}:{$of['port']}?" . http_build_query(['auth' => $of['password'], 'timeout' => 2, 'read_timeout' => 5, 'prefix' => 'xcart:session:']);
}

function cacheUrl(array $of): string
{
    return 'rediss://:' . rawurlencode($of['password']) . "@{$of['host']}:{$of['port']}";
}

/** What the node's own PHP connects to (host/php/services.php). */
function ownServices(array $values, array $secrets): array
{
    $database = [
        'host' => $values['databaseHost'],
        'port' => port($secrets['database']),
        'name' => 'xcart',
        'user' => $secrets['database']['username'],
        'password' => $secrets['database']['password'],
        'authorities' => '/etc/xcart/rds-ca',
    ];
    return ['database' => $database, 'cache' => $secrets['cache'], 'sessions' => $secrets['sessions']];
}
