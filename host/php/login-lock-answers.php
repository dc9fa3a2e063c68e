<?php
// What the lock answers in X-Cart's place.
declare(strict_types=1);

namespace XcartNode\LoginLock;

use XcartNode\Answers;

/** 429 to who has failed too often. */
function refuse(int $milliseconds, bool $isApi): void
{
    $seconds = max(1, intdiv($milliseconds + 999, 1000));
    $wait = $seconds <= 120 ? "$seconds seconds" : intdiv($seconds + 59, 60) . ' minutes';
    header("Retry-After: $seconds");
    if (Answers\isBackground()) {
        header('ajax-response-status: 0');
        header('not-valid: 1');
        header('event-login.lockout: ' . json_encode(['time' => $seconds]));
        header('event-message: ' . json_encode(['type' => 'error', 'message' => "There were too many failed sign-ins. Please try again in $wait."]));
    }
    Answers\answer($isApi, 'Please wait', 'There were too many failed sign-ins.', "Please try again in $wait.");
}

/** 429 to a browser that has not answered the web ACL's challenge, while many fail: the page of the login asks it. */
function challenge(string $page, bool $isApi): void
{
    $what = 'Many sign-ins fail at the moment, so the store makes sure that a browser asks.';
    Answers\leadTo($page, $isApi, 'Please sign in again', $what, 'Please sign in on');
}
