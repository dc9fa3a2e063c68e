<?php
// What a login counts for, and by which names Valkey knows it. Names of accounts are keyed hashes: who reads Valkey cannot even try a list
// of addresses on them.
declare(strict_types=1);

namespace XcartNode\LoginLock;

use XcartNode\Answers;
use XcartNode\Login;
use function XcartNode\Addresses\addressOf;
use function XcartNode\Addresses\touches;
use const XcartNode\Addresses\INSIDE;

require_once __DIR__ . '/addresses.php';
require_once __DIR__ . '/answers.php';

/** How long a browser is known after a success, and an account as one of staff after it was seen to be. */
const KNOWN_SECONDS = 180 * 86400;
const STAFF_SECONDS = 30 * 86400;
/** Subjects of a kind that may be made in an hour: with all that is kept of them some 80 MB. */
const ROOM = ['max' => 50_000, 'window' => 3_600_000];

/** What the script is asked about a login; null for one that nothing is counted of. */
function asked(array $login, array $settings): ?array
{
    $address = addressOf($_SERVER['REMOTE_ADDR'] ?? '');
    if (!$login['tries'] || $address === null || touches($address, $settings['never'])) {
        return null;
    }
    $account = accountOf($login);
    $known = $account === null ? null : knownBrowser($account);
    $isOffice = touches($address, $settings['staffRanges']);
    $subjects = subjects(touches($address, INSIDE) ? null : $address, $account, $known, $isOffice, $settings);
    if ($subjects === []) {
        return null;
    }
    $asks = $settings['challenge'] && $known === null && !Answers\hasToken();
    $keys = array_map(static fn (array $subject) => [$subject['key'], "login:made:$subject[kind]"], $subjects);
    return [
        'account' => $account,
        'isNamed' => $login['login'] !== '',
        'keys' => ['login:staff:' . ($account ?? 'nobody'), 'login:store', ...array_merge(...$keys)],
        'said' => [
            'id' => bin2hex(random_bytes(6)),
            'staff' => tier($settings['staff']),
            'room' => ROOM,
            'subjects' => $subjects,
            'store' => $isOffice ? false : tier($settings['store']) + ['asks' => $asks],
        ],
    ];
}

/**
 * The same login afterwards, by what became of it. A success ends a row of failures where it is of the account's own: of its browser, of
 * the address on it, of strangers only on an account of staff. A right password before a second factor still counts for the account, so
 * that codes cannot be tried by signing in again.
 */
function settled(array $asked, ?array $result): array
{
    $outcome = $result['outcome'] ?? 'unseen';
    $isStaff = $result['staff'] ?? false;
    $after = static fn (string $kind) => match ($outcome) {
        'failure' => 'keep',
        'success' => $kind === 'address' || ($kind === 'account' && !$isStaff) ? 'release' : 'forget',
        'pending' => $kind === 'address' || $kind === 'pair' ? 'release' : 'keep',
        'unseen' => 'release',
    };
    $asked['said'] = [
        'settled' => true,
        'isFailure' => $outcome === 'failure',
        'staffSeconds' => $isStaff && $asked['isNamed'] ? STAFF_SECONDS : false,
        'subjects' => array_map(static fn (array $subject) => ['after' => $after($subject['kind'])] + $subject, $asked['said']['subjects']),
    ] + $asked['said'];
    return $asked;
}

/**
 * The subjects that a login counts for. A browser in which the account was signed in before counts for itself alone, so that others cannot use up
 * its attempts. The staff's own ranges count their failures on one account. Any other client counts as an address, as this address on this
 * account, and among all unknown clients that try the account.
 */
function subjects(?string $address, ?string $account, ?string $known, bool $isOffice, array $settings): array
{
    return array_values(array_filter(match (true) {
        $known !== null => [subject('browser', "$account:$known", $settings)],
        $isOffice => [$address === null || $account === null ? null : subject('office', "$address:$account", $settings)],
        default => [
            $address === null ? null : subject('address', $address, $settings),
            $address === null || $account === null ? null : subject('pair', "$address:$account", $settings),
            $account === null ? null : subject('account', $account, $settings),
        ],
    }));
}

/** One of them as the script takes it. What only a success can make needs no bound. */
function subject(string $kind, string $name, array $settings): array
{
    ['address' => $ofAddress, 'account' => $ofAccount, 'staff' => $ofStaff] = $settings;
    $tiers = match ($kind) {
        'address', 'pair' => [$ofAddress, $ofAddress['repeated']],
        'account', 'browser' => [$ofAccount, $ofAccount['repeated']],
        'office' => [$ofStaff],
    };
    return [
        'kind' => $kind,
        'key' => "login:$kind:$name",
        'tiers' => array_map(tier(...), $tiers),
        'staff' => $kind === 'account' || $kind === 'browser',
        'bounded' => $kind !== 'browser',
    ];
}

/** A threshold as the script takes it. */
function tier(array $of): array
{
    return ['attempts' => $of['attempts'], 'window' => $of['windowSeconds'] * 1000, 'block' => ($of['blockSeconds'] ?? 0) * 1000];
}

/** The keyed hash of an account, one for all that the database takes for the same; of the session, where that says whose it is. */
function accountOf(array $login): ?string
{
    if (in_array($login['kind'], ['second-factor', 'confirmation', 'password-change'], true)) {
        $session = $_COOKIE[session_name()] ?? null;
        return is_string($session) && $session !== '' ? keyed('session', $session, 16) : null;
    }
    return $login['login'] === '' ? null : nameOf($login['login']);
}

function nameOf(string $login): string
{
    return keyed('account', Login\subject($login), 16);
}

function keyed(string $what, string $text, int $length): string
{
    $secret = (string) getenv('APP_SECRET');
    if ($secret === '') {
        throw new \UnexpectedValueException('no key');
    }
    return substr(strtr(base64_encode(hash_hmac('sha256', "$what $text", "login lock $secret", true)), '+/', '-_'), 0, $length);
}

/** What a browser keeps of a success, one cookie an account; `__Host-` is for this host alone, and over TLS only. */
function cookieOf(string $account): string
{
    return '__Host-known-' . keyed('cookie', $account, 10);
}

/** The id of a browser that the account was in before; null for any other. */
function knownBrowser(string $account): ?string
{
    $value = $_COOKIE[cookieOf($account)] ?? null;
    if (!is_string($value) || preg_match('/^(\d{10})\.([0-9a-f]{16})\.([\w-]{32})$/D', $value, $found) !== 1 || (int) $found[1] < time()) {
        return null;
    }
    return hash_equals(keyed('browser', "$account $found[1] $found[2]", 32), $found[3]) ? $found[2] : null;
}

/** Tells the browser that the account was in; it keeps its id. */
function rememberBrowser(string $account): void
{
    $id = knownBrowser($account) ?? bin2hex(random_bytes(8));
    $ends = time() + KNOWN_SECONDS;
    setcookie(cookieOf($account), "$ends.$id." . keyed('browser', "$account $ends $id", 32), [
        'expires' => $ends, 'path' => '/', 'secure' => true, 'httponly' => true, 'samesite' => 'Lax',
    ]);
}
