<?php
// Of a long body the firewall sees 8 KB, and lets it through where the address asks for an upload. What X-Cart would take for something
// else, by an argument behind the padding, ends here (docs/decisions/0014-web-acl.md).
declare(strict_types=1);

namespace XcartNode\Uploads;

if (PHP_SAPI !== 'cli' && isDisguised($_SERVER['QUERY_STRING'] ?? '', $_GET, $_POST)) {
    http_response_code(400);
    exit;
}

/** Whether firewall and nginx take a request for an upload, and X-Cart, where the body goes before the address, for something else. */
function isDisguised(string $query, array $get, array $post): bool
{
    if (preg_match('/(?:^|&)target=files(?:&|$)/i', $query) !== 1) {
        return false;
    }
    $target = $post['target'] ?? $get['target'] ?? null;
    return !is_string($target)
        || strcasecmp($target, 'files') !== 0
        || (isset($get['action'], $post['action']) && $get['action'] !== $post['action']);
}
