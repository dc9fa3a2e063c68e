<?php
// The lock of the logins: runs before X-Cart, and refuses who has failed too often (docs/decisions/0055-login-lock.md). An attempt is
// taken for a failure from its beginning on, and taken back when it was none, so that attempts at the same moment count each other.
// Where the lock cannot be asked the login goes on, and a line of its log rings.
declare(strict_types=1);

namespace XcartNode\LoginLock;

use XcartNode\Headers;
use XcartNode\Login;

require __DIR__ . '/login-lock-subjects.php';

const LOG = '/var/log/xcart/login-lock.log';
const MARKS = '/srv/xcart/local/tmp/login-lock-';
/** Seconds for which Valkey is not asked after it did not answer. */
const PAUSE = 10;

if (PHP_SAPI !== 'cli') {
    lock();
}

/** Ends a request that the lock refuses; sees to what comes of one that it admits. */
function lock(): void
{
    try {
        $login = Login\attempt();
        $asked = $login === null ? null : asked($login, settings());
        if ($asked === null || !mayAsk()) {
            return;
        }
        [$verdict, $milliseconds, $over, $full] = ask($asked) + [2 => 0, 3 => 0];
    } catch (\Throwable $reason) {
        tell($reason instanceof \RedisException ? 'open' : 'error', (new \ReflectionClass($reason))->getShortName());
        return;
    }
    if ($verdict !== 'reserved') {
        require __DIR__ . '/login-lock-answers.php';
        $verdict === 'blocked' ? refuse($milliseconds, isProgram($login)) : challenge(settings()['loginPage'], isProgram($login));
        exit;
    }
    if ($over) {
        tell('spray');
    }
    if ($full) {
        tell('full');
    }
    await($login, $asked);
}

function settings(): array
{
    static $settings = null;
    return $settings ??= require __DIR__ . '/login-lock-settings.php';
}

/** Whether it is a call of a program, which reads no page. */
function isProgram(array $login): bool
{
    return in_array($login['kind'], ['api', 'shipstation'], true);
}

/** What has the outcome looked at: before the answer's headers go out, and after everything else of the request. */
function await(array $login, array $asked): void
{
    Headers\whenSent(static function () use ($login, $asked): void {
        if ($login['login'] !== '' && !isProgram($login) && (result($login)['outcome'] ?? null) === 'success') {
            rememberBrowser($asked['account']);
        }
    });
    // X-Cart and its frameworks have functions for the end of a request too: after all of them.
    register_shutdown_function(static fn () => register_shutdown_function(static fn () => settle($login, $asked)));
}

function result(array $login): ?array
{
    require_once __DIR__ . '/login-outcome.php';
    return Login\result($login);
}

/** Takes back what was no failure, and marks an account of staff. */
function settle(array $login, array $asked): void
{
    try {
        $result = result($login);
        if (($result['outcome'] ?? null) !== 'failure' || $result['staff']) {
            ask(settled($asked, $result));
        }
    } catch (\Throwable $reason) {
        tell('open', (new \ReflectionClass($reason))->getShortName());
    }
}

/** One round trip: the script admits, refuses or settles. */
function ask(array $asked): array
{
    $script = file_get_contents(__DIR__ . '/login-lock.lua');
    $keys = $asked['keys'];
    require_once __DIR__ . '/services.php';
    $said = \XcartNode\sessions()->eval($script, [...$keys, json_encode($asked['said'], JSON_THROW_ON_ERROR)], count($keys));
    if (!is_array($said)) {
        throw new \RedisException('the script failed');
    }
    if (is_file(MARKS . 'open')) {
        @unlink(MARKS . 'open');
    }
    return $said;
}

/** Whether Valkey is worth a question: while it is away, one login in ten seconds finds out whether it is back, and no other waits. */
function mayAsk(): bool
{
    $away = @filemtime(MARKS . 'open');
    if ($away !== false && time() - $away < PAUSE) {
        return false;
    }
    return $away === false || touch(MARKS . 'open');
}

/** One line in ten seconds of each kind. Nothing that happens in here may be seen by anybody. */
function tell(string $outcome, string $reason = ''): void
{
    try {
        $told = @filemtime(MARKS . $outcome);
        // Of `open`, whoever asks in vain has marked the beginning of the pause already.
        if ($outcome !== 'open' && $told !== false && time() - $told < PAUSE) {
            return;
        }
        touch(MARKS . $outcome);
        $line = ['event' => 'login-lock', 'outcome' => $outcome, 'reason' => $reason, 'stack' => settings()['stack'], 'time' => gmdate('Y-m-d\TH:i:s\Z')];
        @file_put_contents(LOG, json_encode($line, JSON_THROW_ON_ERROR) . "\n", FILE_APPEND);
    } catch (\Throwable) {
    }
}
