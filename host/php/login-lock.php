<?php
// The lock of the logins: runs before X-Cart, and refuses who has failed too often (docs/decisions/0055-login-lock.md). An attempt is
// taken for a failure from its beginning on, and removed when it was none, so that attempts at the same moment count each other.
// If the lock is unavailable, the login continues, and a log line makes an alarm fire.
declare(strict_types=1);

namespace XcartNode\LoginLock;

use XcartNode\Counters;
use XcartNode\Headers;
use XcartNode\Login;

require_once __DIR__ . '/counters.php';
require __DIR__ . '/login-lock-subjects.php';

const EVENT = 'login-lock';

if (PHP_SAPI !== 'cli') {
    lock();
}

/** Ends a request that the lock refuses; sees to what comes of one that it admits. */
function lock(): void
{
    try {
        $login = Login\attempt();
        $asked = $login === null ? null : asked($login, settings());
        if ($asked === null || !Counters\mayAsk(EVENT)) {
            return;
        }
        [$verdict, $milliseconds, $over, $full] = ask($asked) + [2 => 0, 3 => 0];
    } catch (\Throwable $reason) {
        Counters\tellWhy(EVENT, settings(...), $reason);
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
    Counters\atTheEnd(static fn () => settle($login, $asked));
}

function result(array $login): ?array
{
    require_once __DIR__ . '/login-outcome.php';
    return Login\result($login);
}

/** Removes what was no failure, and marks an account of staff. */
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

/** The script admits, refuses or settles. */
function ask(array $asked): array
{
    return Counters\ask(EVENT, file_get_contents(__DIR__ . '/login-lock.lua'), $asked['keys'], $asked['said']);
}

function tell(string $outcome, string $reason = ''): void
{
    Counters\tell(EVENT, settings(...), $outcome, $reason);
}
