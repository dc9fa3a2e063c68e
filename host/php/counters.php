<?php
// What counts in the sessions' Valkey before and after X-Cart, for the lock of the logins and the rate of declined payments: one question
// to a script, the pause while Valkey is unavailable, and log lines with an alarm. Each counter has its own event, which names log and marks.
declare(strict_types=1);

namespace XcartNode\Counters;

const LOGS = '/var/log/xcart/';
const MARKS = '/srv/xcart/local/tmp/';
/** Seconds for which Valkey is not asked after it did not answer. */
const PAUSE = 10;

/** One round trip: the script's answer. */
function ask(string $event, string $script, array $keys, array $said): array
{
    require_once __DIR__ . '/services.php';
    $answer = \XcartNode\sessions()->eval($script, [...$keys, json_encode($said, JSON_THROW_ON_ERROR)], count($keys));
    if (!is_array($answer)) {
        throw new \RedisException('the script failed');
    }
    if (is_file(mark($event, 'open'))) {
        @unlink(mark($event, 'open'));
    }
    return $answer;
}

/** Whether Valkey is worth a question: while it is away, one request in ten seconds finds out whether it is back, and no other waits. */
function mayAsk(string $event): bool
{
    $away = @filemtime(mark($event, 'open'));
    if ($away !== false && time() - $away < PAUSE) {
        return false;
    }
    return $away === false || touch(mark($event, 'open'));
}

/** Logs at most one line in ten seconds for each outcome. No error in here may reach a response, not even missing settings. */
function tell(string $event, callable $settings, string $outcome, string $reason = ''): void
{
    try {
        $log = @fopen(LOGS . "$event.log", 'a');
        // Of many requests at once one writes the line, and the others see its mark.
        if ($log === false || !flock($log, LOCK_EX)) {
            return;
        }
        $told = @filemtime(mark($event, $outcome));
        // For `open`, the request that failed has marked the beginning of the pause already.
        if ($outcome !== 'open' && $told !== false && time() - $told < PAUSE) {
            return;
        }
        touch(mark($event, $outcome));
        $line = ['event' => $event, 'outcome' => $outcome, 'reason' => $reason, 'stack' => $settings()['stack'], 'time' => gmdate('Y-m-d\TH:i:s\Z')];
        fwrite($log, json_encode($line, JSON_THROW_ON_ERROR) . "\n");
    } catch (\Throwable) {
    }
}

/** Logs a failure: `open` if Valkey is unavailable, `error` for a fault of ours; never its message, which may contain a customer's data. */
function tellWhy(string $event, callable $settings, \Throwable $reason): void
{
    tell($event, $settings, $reason instanceof \RedisException ? 'open' : 'error', (new \ReflectionClass($reason))->getShortName());
}

function mark(string $event, string $outcome): string
{
    return MARKS . "$event-$outcome";
}

/** Runs once everything of a request is done: X-Cart and its frameworks have functions for its end too. */
function atTheEnd(callable $does): void
{
    register_shutdown_function(static fn () => register_shutdown_function($does));
}
