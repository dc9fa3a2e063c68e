<?php
// One line of JSON a login, for the login guard (docs/login-events.md): runs before X-Cart in each request, and writes after it.
// Whatever goes wrong here, the shop goes on (docs/decisions/0026-login-lines-and-workers.md, 0056-who-logged-in.md).
declare(strict_types=1);

namespace XcartNode\Logins;

use function XcartNode\Login\{attempt, result};
use function XcartNode\Requests\traceId;

const LOG = '/var/log/xcart/logins.jsonl';
/** The guard's expression for an email address (zod's own): it refuses a line with any other account. */
const EMAIL = "/^(?!\\.)(?!.*\\.\\.)([a-z0-9_'+\\-.]*)[a-z0-9_+\\-]@([a-z0-9][a-z0-9\\-]*\\.)+[a-z]{2,}\$/D";

if (PHP_SAPI !== 'cli') {
    try {
        if (attempt() !== null) {
            // X-Cart and its frameworks have functions for the end of a request too, and send cookies there: after all of them.
            register_shutdown_function(static fn () => register_shutdown_function(tell(...)));
        }
    } catch (\Throwable) {
    }
}

/** Writes the line. Nothing that happens in here may be seen by a client; messages may hold what was typed. */
function tell(): void
{
    try {
        require_once __DIR__ . '/login-outcome.php';
        $line = line(attempt());
        if ($line !== null) {
            @file_put_contents(LOG, json_encode($line, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE | JSON_UNESCAPED_SLASHES) . "\n", FILE_APPEND);
        }
    } catch (\Throwable $error) {
        error_log('no line of a login: ' . $error::class . ' at ' . basename($error->getFile()) . ':' . $error->getLine());
    }
}

function line(array $attempt): ?array
{
    $address = preg_replace('/^::ffff:(?=[\d.]+$)/i', '', $_SERVER['REMOTE_ADDR'] ?? '');
    $result = filter_var($address, FILTER_VALIDATE_IP) === false ? null : result($attempt);
    if ($result === null) {
        return null;
    }
    $account = strtolower(trim($result['account']));
    $email = strlen($account) <= 254 && preg_match(EMAIL, $account) === 1;
    $line = [
        'v' => 1,
        'event' => 'login',
        'time' => (new \DateTimeImmutable('now', new \DateTimeZone('UTC')))->format('Y-m-d\TH:i:s.v\Z'),
        'kind' => $attempt['kind'],
        'outcome' => $result['outcome'],
        'reason' => $result['reason'],
        'zone' => $attempt['admin'] || $result['staff'] ? 'admin' : 'customer',
        'address' => $address,
        'userAgent' => substr($_SERVER['HTTP_USER_AGENT'] ?? '', 0, 512) ?: null,
        'requestId' => traceId(),
    ];
    // People type passwords into the wrong field: only an email address is logged.
    return array_filter($line, static fn ($value) => $value !== null) + ['account' => $email ? $account : null];
}
