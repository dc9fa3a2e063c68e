<?php
// Answers in X-Cart's place. X-Cart's JavaScript takes events and where to go from headers, whatever the status
// (assets/web/common/js/xcart.js, processBackendEvents and preprocessResponse).
declare(strict_types=1);

namespace XcartNode\Answers;

/** Whether a browser says that it has answered the web ACL's challenge. Whether that is so only the web ACL can tell, which has the key. */
function hasToken(): bool
{
    return isset($_COOKIE['aws-waf-token']);
}

/** 429, and the way to a page where the web ACL asks the browser; `$advice` goes on with a link to it. */
function leadTo(string $page, bool $isApi, string $title, string $what, string $advice): void
{
    header('Retry-After: 60');
    if (isBackground()) {
        header('ajax-response-status: 278');
        header("AJAX-Location: $page");
    } elseif (!$isApi) {
        header("Refresh: 3; url=$page");
    }
    answer($isApi, $title, $what, "$advice <a href=\"" . htmlspecialchars($page) . "\">this page</a>.");
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
