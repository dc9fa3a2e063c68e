<?php
// What is a login, and whose, for the lock before X-Cart (login-lock.php) and the lines after it (login-lines.php): as X-Cart 5.5.0.29
// reads a request, not as it was typed. Nothing in here ends a request or sends one (docs/decisions/0056-who-logged-in.md).
declare(strict_types=1);

namespace XcartNode\Login;

/** What X-Cart leaves a value out for (classes/XLite/Core/View/DynamicWidgetRenderer.php). */
const PLACEHOLDER = '__dynamic_widget_placeholder__';
/** Sign-ins by another provider, which try no password of X-Cart's. Any action of `oauth2return` is one. */
const SOCIAL = ['oauth2return', 'paypallogin', 'sociallogin', 'amazonlogin'];

/**
 * The login that this request is, or null: `kind`, whether it is at the administration (`admin`), whether a password or a code is tried
 * (`tries`), and the account as X-Cart takes it (`login`, '' if it is the session's or missing).
 *
 * Kinds: `shop`, `administration`, `api`, `shipstation`; of an account that the session has: `second-factor`, `confirmation` of a password,
 * `password-change`; `social`.
 *
 * @return array{kind: string, admin: bool, tries: bool, login: string}|null
 */
function attempt(): ?array
{
    static $attempt = false;
    return $attempt === false ? $attempt = read() : $attempt;
}

/** @return array{kind: string, admin: bool, tries: bool, login: string}|null */
function read(): ?array
{
    $path = path();
    if (strcasecmp(rtrim($path, '/'), '/api-login/check') === 0) {
        return ['kind' => 'api', 'admin' => false, 'tries' => true, 'login' => ofJson()];
    }
    // classes/XLite/Core/Request.php, mapRequest: the query goes before cookies, the body before both.
    $said = $_POST + $_GET + $_COOKIE;
    $admin = isAdmin($path);
    $kind = kind(word($said['target'] ?? ''), word($said['action'] ?? ''), $admin, $said);
    return $kind === null ? null : ['kind' => $kind, 'admin' => $admin, 'tries' => $kind !== 'social', 'login' => match ($kind) {
        'shop', 'administration' => ofForm($said['login'] ?? null),
        'shipstation' => one($_SERVER['PHP_AUTH_USER'] ?? $_GET['SS-UserName'] ?? null),
        default => '',
    }];
}

/** @param array<array-key, mixed> $said */
function kind(string $target, string $action, bool $admin, array $said): ?string
{
    return match (true) {
        $target === 'login' && $action === 'login' => $admin ? 'administration' : 'shop',
        $target === 'authylogin' && $action === 'login' => 'second-factor',
        $target === 'confirm' && $action === 'confirmwithpassword' && $admin => 'confirmation',
        $target === 'profile' && $action === 'modify' && $admin && !empty($said['password_current']) => 'password-change',
        // Whatever the action (ShipStation/Api: Controller/Customer/Api.php, getAction). Without a name it only asks for one.
        $target === 'api' && !$admin && (isset($_SERVER['PHP_AUTH_USER']) || isset($_GET['SS-UserName'])) => 'shipstation',
        in_array($target, SOCIAL, true) && ($action === 'login' || $target === SOCIAL[0]) => 'social',
        default => null,
    };
}

/** What X-Cart compares of a control argument (checkControlArgument; Includes/Utils/Converter.php; PHP's names of methods). */
function word(mixed $value): string
{
    return is_string($value) && preg_match('/^[a-z0-9_]+$/iD', $value) === 1 ? strtolower(str_replace('_', '', $value)) : '';
}

/** The path as X-Cart's router has it. */
function path(): string
{
    $path = rawurldecode(explode('?', $_SERVER['REQUEST_URI'] ?? '', 2)[0]);
    return preg_replace('#^/index\.php(?=/)#i', '', $path) ?? $path;
}

function isAdmin(string $path): bool
{
    $own = getenv('XCART_HOST_DETAILS_ADMIN_HOST');
    return preg_match('#^/admin(\.php)?(/|$)#i', $path) === 1
        || ($own !== false && $own !== '' && strcasecmp($own, strtok($_SERVER['HTTP_HOST'] ?? '', ':') ?: '') === 0);
}

/** The account of a login form: the argument without tags; where that comes to nothing, the cookie (Controller/Customer/Login.php, init). */
function ofForm(mixed $said): string
{
    $login = filtered($said);
    $remembered = $_COOKIE['recent_login'] ?? '';
    return one(empty($login) ? (empty($remembered) ? '' : curly($remembered)) : $login);
}

/** classes/XLite/Core/Request.php: prepare, filterData, normalizeRequestData. */
function filtered(mixed $value): mixed
{
    if (is_array($value)) {
        return array_filter(array_map(filtered(...), $value), static fn (mixed $item) => $item !== null);
    }
    $value = curly($value);
    if (!is_string($value) || $value === '' || is_numeric($value)) {
        return $value;
    }
    $value = strip_tags($value);
    return str_contains($value, PLACEHOLDER) ? null : curly($value);
}

/** Pairs of curly brackets are two blanks (classes/XLite/Core/Converter.php, filterCurlyBrackets). */
function curly(mixed $value): mixed
{
    return match (true) {
        is_array($value) => array_map(curly(...), $value),
        is_string($value) => preg_replace(['/(?:\{|&#123;|&#x7b;){2}/', '/(?:\}|&#125;|&#x7d;){2}/'], '  ', $value),
        default => $value,
    };
}

/** A list of one is that one to the database's driver (`login[]=…`); of more, an error. */
function one(mixed $value): string
{
    $only = is_array($value) && count($value) === 1 ? reset($value) : $value;
    return is_string($only) ? $only : '';
}

/** The account of a call of the API (config/packages/security.yaml, json_login: `username`), however long the body is. */
function ofJson(): string
{
    $body = json_decode((string) file_get_contents('php://input'));
    return $body instanceof \stdClass && is_string($body->username ?? null) ? $body->username : '';
}

/**
 * One text for all spellings that the database takes for the same account, whichever of MySQL's collations it has: without accents, case,
 * what has no weight, and blanks at the end. Two `s` are one, since `ß` is one of them to some and both to others.
 */
function subject(string $login): string
{
    if (preg_match('/[^\x20-\x7e]/', $login) === 1) {
        $letters = letters();
        // If it is not UTF-8, the database finds no account.
        $login = preg_replace_callback('/[^\x20-\x7e]/u', static fn (array $found) => $letters[$found[0]] ?? $found[0], $login) ?? $login;
    }
    return preg_replace('/s+/', 's', rtrim(strtolower($login), ' '));
}

/** Letters that are others to a database, by their UTF-8. @return array<string, string> */
function letters(): array
{
    $letters = [];
    foreach (require __DIR__ . '/login-letters.php' as $ascii => $ranges) {
        foreach (explode(' ', $ranges) as $range) {
            $ends = array_map(hexdec(...), explode('-', $range));
            foreach (range($ends[0], end($ends)) as $code) {
                $letters[utf8($code)] = (string) $ascii;
            }
        }
    }
    return $letters;
}

function utf8(int $code): string
{
    return match (true) {
        $code < 0x80 => chr($code),
        $code < 0x800 => chr(0xc0 | $code >> 6) . chr(0x80 | $code & 0x3f),
        $code < 0x10000 => chr(0xe0 | $code >> 12) . chr(0x80 | $code >> 6 & 0x3f) . chr(0x80 | $code & 0x3f),
        default => chr(0xf0 | $code >> 18) . chr(0x80 | $code >> 12 & 0x3f) . chr(0x80 | $code >> 6 & 0x3f) . chr(0x80 | $code & 0x3f),
    };
}
