<?php
// Says whom the lock of the logins keeps out, or forgets failures. Reads the secrets of the sessions and of X-Cart on standard input.
declare(strict_types=1);

namespace XcartNode\LoginLock;

use function XcartNode\Addresses\addressOf;

require '/srv/xcart/host/services.php';
require '/srv/xcart/host/login.php';
require '/srv/xcart/host/login-lock-subjects.php';

/** Keys that are looked at: more than the lock keeps. */
const MAX_KEYS = 1_000_000;

/** Keys of the lock by their part: kind, address, account's hash. */
function parts(string $key): ?array
{
    return match (true) {
        preg_match('/^login:address:(.+)$/D', $key, $found) === 1 => ['address', $found[1], null],
        preg_match('/^login:(pair|office):(.+):([\w-]{16})$/D', $key, $found) === 1 => [$found[1], $found[2], $found[3]],
        preg_match('/^login:(account|browser):([\w-]{16})(?::[0-9a-f]+)?$/D', $key, $found) === 1 => [$found[1], null, $found[2]],
        default => null,
    };
}

/** Keys that are about one person, or about any. */
function keysOf(\Redis $valkey, string $who): array
{
    $address = addressOf(preg_replace('#/64$#', '', $who));
    $account = $address === null && $who !== 'all' ? nameOf($who) : null;
    $keys = [];
    $cursor = null;
    while (count($keys) < MAX_KEYS && ($found = $valkey->scan($cursor, 'login:*', 1000)) !== false) {
        foreach ($found as $key) {
            $parts = parts($key);
            if ($parts !== null && ($who === 'all' || ($address !== null ? $parts[1] === $address : $parts[2] === $account))) {
                $keys[] = $key;
            }
        }
    }
    return array_unique($keys);
}

/** How many failures count of a key, and for how many seconds it is shut. */
function state(\Redis $valkey, string $key, string $script, array $settings): array
{
    [$kind, , $account] = parts($key);
    $subject = subject($kind, substr($key, strlen("login:$kind:")), $settings);
    $asked = json_encode(['look' => true, 'subjects' => [$subject], 'staff' => tier($settings['staff'])], JSON_THROW_ON_ERROR);
    $said = $valkey->eval($script, ["login:staff:$account", 'login:store', $key, 'login:made:', $asked], 4);
    return [$said[0][0], intdiv($said[0][1] + 999, 1000)];
}

function look(\Redis $valkey, array $keys, bool $all): void
{
    $settings = require '/srv/xcart/host/login-lock-settings.php';
    $script = file_get_contents('/srv/xcart/host/login-lock.lua');
    $shut = 0;
    foreach ($keys as $key) {
        [$failures, $seconds] = state($valkey, $key, $script, $settings);
        $shut += (int) ($seconds > 0);
        if ($seconds > 0 || !$all) {
            printf("%s: %d failures, %s\n", substr($key, 6), $failures, $seconds > 0 ? "shut for $seconds seconds" : 'open');
        }
    }
    printf("%d subjects, %d of them shut; %d failures in the whole store\n", count($keys), $shut, $valkey->zCard('login:store'));
}

[, $does, $who] = $argv;
try {
    [$sessions, $application] = json_decode(stream_get_contents(STDIN), true, 4, JSON_THROW_ON_ERROR);
    putenv("APP_SECRET=$application[appSecret]");
    $valkey = \XcartNode\cache($sessions, 5.0);
    $valkey->setOption(\Redis::OPT_SCAN, \Redis::SCAN_RETRY);
    $keys = keysOf($valkey, $who);
    if ($does === 'free') {
        $extra = $who === 'all' ? ['login:store', ...array_map(static fn (string $kind) => "login:made:$kind", ['address', 'pair', 'account', 'office'])] : [];
        array_map(static fn (array $some) => $valkey->unlink($some), array_chunk([...$keys, ...$extra], 1000));
        printf("%d subjects are free\n", count($keys));
    } else {
        look($valkey, $keys, $who === 'all');
    }
} catch (\Throwable $reason) {
    fwrite(STDERR, 'logins: ' . $reason->getMessage() . "\n");
    exit(1);
}
