<?php
// One line of JSON a login, for the login guard (docs/login-events.md): runs before X-Cart in each request, and writes after it.
// Whatever goes wrong here, the shop goes on (docs/decisions/0026-login-lines-and-workers.md says what is guessed).
declare(strict_types=1);

namespace XcartNode\Logins;

const LOG = '/var/log/xcart/logins.jsonl';
/** What the guard takes for an e-mail address (zod's own expression): it refuses a line with any other account. */
const EMAIL = "/^(?!\\.)(?!.*\\.\\.)([a-z0-9_'+\\-.]*)[a-z0-9_+\\-]@([a-z0-9][a-z0-9\\-]*\\.)+[a-z]{2,}\$/D";

if (PHP_SAPI !== 'cli') {
    try {
        $attempt = attempt();
        if ($attempt !== null) {
            // X-Cart and its frameworks have functions for the end of a request too, and send cookies there: after all of them.
            register_shutdown_function(static fn () => register_shutdown_function(static fn () => tell($attempt)));
        }
    } catch (\Throwable) {
    }
    unset($attempt);
}

/** Who tries to log in and where, if the request is a login; null if it is anything else. */
function attempt(): ?array
{
    $path = strtok($_SERVER['REQUEST_URI'] ?? '', '?') ?: '';
    if (strtolower(rtrim($path, '/')) === '/api-login/check') {
        $body = json_decode((string) file_get_contents('php://input', false, null, 0, 8192), true);
        return ['api' => true, 'admin' => false, 'typed' => typed(is_array($body) ? $body['username'] ?? null : null)];
    }
    // As X-Cart reads them (classes/XLite/Core/Request.php, mapRequest): cookies too, the body last.
    $said = static fn (string $name) => $_POST[$name] ?? $_GET[$name] ?? $_COOKIE[$name] ?? null;
    if (word($said('target')) !== 'login' || word($said('action')) !== 'login') {
        return null;
    }
    return ['api' => false, 'admin' => isAdmin($path), 'typed' => typed($said('login'))];
}

/** X-Cart makes a method's name of it, in which case and underscores do not count. */
function word(mixed $value): string
{
    return is_string($value) ? strtolower(preg_replace('/[^a-z]/i', '', $value)) : '';
}

function typed(mixed $value): string
{
    return is_string($value) ? strtolower(trim($value)) : '';
}

function isAdmin(string $path): bool
{
    $own = getenv('XCART_HOST_DETAILS_ADMIN_HOST');
    return preg_match('#^/admin(\.php)?(/|$)#i', $path) === 1
        || ($own !== false && $own !== '' && strcasecmp($own, strtok($_SERVER['HTTP_HOST'] ?? '', ':') ?: '') === 0);
}

/** Writes the line. Nothing that happens in here may be seen by anybody. */
function tell(array $attempt): void
{
    try {
        $line = line($attempt);
        if ($line !== null) {
            @file_put_contents(LOG, json_encode($line, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE | JSON_UNESCAPED_SLASHES) . "\n", FILE_APPEND);
        }
    } catch (\Throwable) {
    }
}

function line(array $attempt): ?array
{
    $address = preg_replace('/^::ffff:(?=[\d.]+$)/i', '', $_SERVER['REMOTE_ADDR'] ?? '');
    $status = http_response_code();
    // An error is no answer: neither right nor wrong.
    if (filter_var($address, FILTER_VALIDATE_IP) === false || $status >= 500 || ($attempt['api'] && $status !== 200 && $status !== 401)) {
        return null;
    }
    $sent = headers();
    $in = $attempt['api'] ? $status === 200 : isIn($attempt, $sent['cookies']);
    $known = lookUp($attempt['typed']);
    $staff = $attempt['admin'] || $known === 'staff' || ($in && isset($sent['cookies']['xid_admin_logged']));
    $email = strlen($attempt['typed']) <= 254 && preg_match(EMAIL, $attempt['typed']) === 1;
    $line = [
        'v' => 1,
        'event' => 'login',
        'time' => (new \DateTimeImmutable('now', new \DateTimeZone('UTC')))->format('Y-m-d\TH:i:s.v\Z'),
        'outcome' => $in ? 'success' : 'failure',
        'reason' => $in ? null : reason($known, $sent['locked']),
        'zone' => $staff ? 'admin' : 'customer',
        'address' => $address,
        'userAgent' => substr($_SERVER['HTTP_USER_AGENT'] ?? '', 0, 512) ?: null,
        'requestId' => traceId(),
    ];
    // People type passwords into the wrong field: what is no e-mail address is not written down.
    return array_filter($line, static fn ($value) => $value !== null) + ['account' => $email ? $attempt['typed'] : null];
}

/**
 * Whether X-Cart let somebody in: it then keeps the profile's login in the cookie `recent_login` (classes/XLite/Core/Auth.php,
 * loginProfile), and the administration marks the browser by one of its own. Another's login in it says only who was in before.
 */
function isIn(array $attempt, array $cookies): bool
{
    $recent = array_map(static fn (string $value) => strtolower(rawurldecode($value)), $cookies['recent_login'] ?? []);
    return $attempt['typed'] !== ''
        && in_array($attempt['typed'], $recent, true)
        && (!$attempt['admin'] || in_array('admin_logged', $cookies['xid_admin_logged'] ?? [], true));
}

/** The cookies that the answer sets, by name, and whether it says that X-Cart's own lock was shut. */
function headers(): array
{
    [$cookies, $locked] = [[], false];
    foreach (headers_list() as $header) {
        if (preg_match('/^set-cookie:\s*([^=;\s]+)=([^;]*)/i', $header, $found) === 1) {
            $cookies[$found[1]][] = $found[2];
        }
        $locked = $locked || stripos($header, 'event-login.lockout:') === 0;
    }
    return ['cookies' => $cookies, 'locked' => $locked];
}

/** What X-Cart knows an account as: `staff`, `customer`, `nobody`; null where it cannot be asked. */
function lookUp(string $typed): ?string
{
    try {
        if ($typed === '' || !class_exists(\XLite\Core\Database::class, false)) {
            return null;
        }
        $profile = \XLite\Core\Database::getRepo('XLite\Model\Profile')->findByLogin($typed);
        return $profile ? ($profile->isAdmin() ? 'staff' : 'customer') : 'nobody';
    } catch (\Throwable) {
        return null;
    }
}

function reason(?string $known, bool $locked): ?string
{
    return $locked ? 'locked' : match ($known) {
        'nobody' => 'unknown-account',
        'staff', 'customer' => 'wrong-password',
        null => null,
    };
}

/** The load balancer's id of the request. */
function traceId(): ?string
{
    return preg_match('/\bRoot=(1-[0-9a-f]{8}-[0-9a-f]{24})\b/', $_SERVER['HTTP_X_AMZN_TRACE_ID'] ?? '', $found) === 1 ? $found[1] : null;
}
