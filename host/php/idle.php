<?php
// The idle limit of the administration: runs before X-Cart, and takes the session away from who has not asked for anything for too long
// (docs/decisions/0060-idle-at-the-node.md). A session is known from the answer that begins it; one that is not known is none here.
declare(strict_types=1);

namespace XcartNode\Idle;

use XcartNode\Headers;
use XcartNode\Login;

/**
 * One round trip. The key has the time of the last thing that a person did, by Valkey's clock, or 0 once the session is over; it ends as
 * long after its beginning as any session may last, whatever is done in it.
 * ARGV: the idle limit in seconds, and whether a script of X-Cart's asks by itself.
 */
const SCRIPT = <<<'LUA'
local last = tonumber(redis.call('GET', KEYS[1]))
if not last then return 'unknown' end
if last > 0 and ARGV[2] == '1' then return 'live' end
local now = tonumber(redis.call('TIME')[1])
local isIdle = now - last >= tonumber(ARGV[1])
redis.call('SET', KEYS[1], isIdle and 0 or now, 'KEEPTTL')
return isIdle and 'idle' or 'live'
LUA;

const BEGIN = "return redis.call('SET', KEYS[1], redis.call('TIME')[1], 'EX', ARGV[1])";

/** The load balancer's cookies of a sign-in: 16 KB at most, in parts of 4. */
const SIGN_IN = ['AWSELBAuthSessionCookie-0', 'AWSELBAuthSessionCookie-1', 'AWSELBAuthSessionCookie-2', 'AWSELBAuthSessionCookie-3'];

if (PHP_SAPI !== 'cli' && Login\isAdmin(Login\path())) {
    limit();
}

/** Lets a session go on, or takes it from the request. */
function limit(): void
{
    $session = $_COOKIE[session_name()] ?? null;
    if ($session !== null) {
        try {
            $state = is_string($session) ? ask(SCRIPT, $session, limits()['idleSeconds'], isStep() ? 1 : 0) : 'unknown';
        } catch (\Throwable $error) {
            error_log('xcart-node: 503, the idle limit cannot be asked: ' . $error::class);
            unavailable();
        }
        if ($state !== 'live') {
            unset($_COOKIE[session_name()], $_SERVER['HTTP_COOKIE']);
        }
        if ($state === 'idle') {
            Headers\whenSent(endSignIn(...));
        }
    }
    Headers\whenSent(static fn () => remember($_COOKIE[session_name()] ?? null));
}

/** @return array{idleSeconds: int, maxSeconds: int} */
function limits(): array
{
    return require __DIR__ . '/idle-settings.php';
}

/**
 * Whether a page asks for the next step of an import, an export or the like, as it does all by itself for as long as that takes
 * (assets/web/admin/event_task_progress/controller.js). X-Cart takes such a call from its scripts only (Controller/Admin/EventTask.php).
 */
function isStep(): bool
{
    // classes/XLite/Core/Request.php, mapRequest: the body goes before the query, and a cookie of that name is refused (requests.php).
    $said = $_POST + $_GET;
    return Login\word($said['target'] ?? '') === 'eventtask' && ($_SERVER['HTTP_X_REQUESTED_WITH'] ?? '') === 'XMLHttpRequest';
}

function ask(string $script, string $session, int ...$said): string
{
    require_once __DIR__ . '/services.php';
    // Its name says nothing: who reads Valkey could take over a session by its id.
    $answer = \XcartNode\sessions()->eval($script, ['idle:' . hash('sha256', $session), ...$said], 1);
    return match (true) {
        is_string($answer) => $answer,
        $answer === true => 'OK',
        default => throw new \RedisException('the script failed'),
    };
}

/** Remembers the session that an answer begins; not the one that the request came with, whose time is a person's to renew. */
function remember(mixed $asked): void
{
    $name = preg_quote(session_name(), '/');
    foreach (headers_list() as $header) {
        if (preg_match("/^Set-Cookie:\s*$name=([^;]+)/i", $header, $found) === 1) {
            $begun = rawurldecode($found[1]);
        }
    }
    if (isset($begun) && $begun !== 'deleted' && $begun !== $asked) {
        ask(BEGIN, $begun, limits()['maxSeconds']);
    }
}

/** Ends the load balancer's sign-in too, as AWS says: by its cookies (elasticloadbalancing, listener-authenticate-users, logout). */
function endSignIn(): void
{
    foreach (SIGN_IN as $name) {
        header("Set-Cookie: $name=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Secure; HttpOnly", false);
    }
}

/** Refuses every request while Valkey is unavailable; sessions are kept there too, so waiting loses nothing. */
function unavailable(): never
{
    http_response_code(503);
    header('Content-Type: text/html; charset=utf-8');
    header('Cache-Control: no-store');
    header('Retry-After: 10');
    echo "<!doctype html><title>Please wait</title><p>The administration cannot be reached at the moment. Please load the page again in some seconds.</p>\n";
    exit;
}
