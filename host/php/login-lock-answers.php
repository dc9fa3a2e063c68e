<?php
// What the lock answers in X-Cart's place. X-Cart's JavaScript takes events and where to go from headers, whatever the status
// (assets/web/common/js/xcart.js, processBackendEvents and preprocessResponse).
declare(strict_types=1);

namespace XcartNode\LoginLock;

/** 429 to who has failed too often. */
function refuse(int $milliseconds, bool $isApi): void
{
    $seconds = max(1, intdiv($milliseconds + 999, 1000));
    $wait = $seconds <= 120 ? "$seconds seconds" : intdiv($seconds + 59, 60) . ' minutes';
    header("Retry-After: $seconds");
    if (isBackground()) {
        header('ajax-response-status: 0');
        header('not-valid: 1');
        header('event-login.lockout: ' . json_encode(['time' => $seconds]));
        header('event-message: ' . json_encode(['type' => 'error', 'message' => "There were too many failed sign-ins. Please try again in $wait."]));
    }
    answer($isApi, 'Please wait', 'There were too many failed sign-ins.', "Please try again in $wait.");
}

/** 429 to a browser that has not answered the web ACL's challenge, while many fail: the page of the login asks it. */
function challenge(string $page, bool $isApi): void
{
    header('Retry-After: 60');
    if (isBackground()) {
        header('ajax-response-status: 278');
        header("AJAX-Location: $page");
    } elseif (!$isApi) {
        header("Refresh: 3; url=$page");
    }
    answer($isApi, 'Please sign in again', 'Many sign-ins fail at the moment, so the store makes sure that a browser asks.', "Please sign in on <a href=\"" . htmlspecialchars($page) . "\">this page</a>.");
}

function answer(bool $isApi, string $title, string $what, string $advice): void
{
    http_response_code(429);
    header('Cache-Control: no-store');
    if ($isApi) {
        header('Content-Type: application/json');
        echo json_encode(['code' => 429, 'message' => trim("$what " . strip_tags($advice))]), "\n";
        return;
    }
    header('Content-Type: text/html; charset=utf-8');
    echo "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>$title</title></head>\n",
        "<body style=\"font:16px/1.5 sans-serif;max-width:36em;margin:4em auto;padding:0 1em\"><h1>$title</h1><p>$what</p><p>$advice</p></body></html>\n";
}

/** Whether X-Cart's JavaScript asks, as X-Cart recognises it. */
function isBackground(): bool
{
    return ($_SERVER['HTTP_X_REQUESTED_WITH'] ?? '') === 'XMLHttpRequest';
}
