<?php
// What became of a login, by what X-Cart 5.5.0.29 did: the profile that it found, its own record of attempts, the session, the answer.
// What was typed is compared with nothing. Asked after the answer is out (docs/decisions/0056-who-logged-in.md).
declare(strict_types=1);

namespace XcartNode\Login;

/** X-Cart's own lock: seconds, and failures of one account (classes/XLite/Core/Auth.php). */
const LOCK_SECONDS = 120;
const LOCK_FAILURES = 5;
/** The page of the second factor (XC/TwoFactorAuthentication, 5.4.1). */
const SECOND_FACTOR = 'authylogin';

/**
 * What became of an attempt: `outcome` (`success`, `failure`, or `pending`: the password was right, a second factor is asked for), `reason`
 * of a failure, `account` as X-Cart has it, whether that is of `staff`. Null where nothing was tried: an error, or a request that X-Cart
 * refused unseen.
 *
 * @return array{outcome: string, reason: ?string, account: string, staff: bool}|null
 */
function result(array $attempt): ?array
{
    // The lock's answer, in X-Cart's place.
    if (http_response_code() === 429 && !class_exists(\XLite\Core\Request::class, false)) {
        return ['outcome' => 'failure', 'reason' => 'locked', 'account' => $attempt['login'], 'staff' => false];
    }
    if (!wasHeard($attempt)) {
        return null;
    }
    $login = taken($attempt);
    [$known, $profile] = profileOf($attempt, $login);
    [$outcome, $reason] = match ($attempt['kind']) {
        'shop', 'administration' => ofPassword($profile, $known, $attempt['admin']),
        'api' => ofApi($profile, $known),
        'shipstation' => ofShipStation($profile, $known),
        'second-factor' => ofCode($profile),
        'confirmation', 'password-change' => ofConfirmation($profile, $attempt['kind']),
        'social' => $profile !== null && isIn($profile) ? ['success', null] : [null, null],
    };
    return $outcome === null ? null : [
        'outcome' => $outcome,
        'reason' => $reason,
        'account' => $profile !== null ? (string) $profile->getLogin() : $login,
        'staff' => $profile !== null && $profile->isAdmin(),
    ];
}

/** Whether X-Cart did what was asked: what it refuses before, it gives another target (AController: markAsAccessDenied, display404). */
function wasHeard(array $attempt): bool
{
    if ($attempt['kind'] === 'api') {
        return true;
    }
    $target = class_exists(\XLite\Core\Request::class, false) ? word(\XLite\Core\Request::getInstance()->target) : '';
    return in_array($target, match ($attempt['kind']) {
        'shop', 'administration' => ['login'],
        'second-factor' => [SECOND_FACTOR],
        'confirmation' => ['confirm'],
        'password-change' => ['profile'],
        'shipstation' => ['api'],
        'social' => SOCIAL,
    }, true);
}

/** The account that X-Cart took, in its own words where it has them. */
function taken(array $attempt): string
{
    return in_array($attempt['kind'], ['shop', 'administration'], true) ? one(\XLite\Core\Request::getInstance()->login) : $attempt['login'];
}

/** Whether X-Cart's accounts can be asked, and the profile that it is about. */
function profileOf(array $attempt, string $login): array
{
    $id = match ($attempt['kind']) {
        'second-factor' => session('preauth_authy_profile_id'),
        'confirmation', 'password-change', 'social' => session('profile_id'),
        default => null,
    };
    try {
        if (!class_exists(\XLite\Core\Database::class, false)) {
            return [false, null];
        }
        $profiles = \XLite\Core\Database::getRepo('XLite\Model\Profile');
        return [true, $id !== null ? $profiles->find($id) : ($login !== '' ? $profiles->findByLogin($login) : null)];
    } catch (\Throwable) {
        return [false, null];
    }
}

/** A form's login. X-Cart's own record goes first: an error in the page that follows hides nothing. */
function ofPassword(?object $profile, bool $known, bool $admin): array
{
    $wrong = $profile !== null && $profile->getDateOfLoginAttempt() >= start();
    return match (true) {
        $wrong => ['failure', 'wrong-password'],
        $profile !== null && isIn($profile) && (!$admin || $profile->isAdmin()) => ['success', null],
        // A customer, whom the administration lets in and out again.
        $profile !== null && $admin && !$profile->isAdmin() && $profile->getLastLogin() >= start() => ['failure', 'other'],
        isLocked($profile) => ['failure', 'locked'],
        // Neither right nor wrong.
        http_response_code() >= 400 => [null, null],
        $profile !== null && isRight($profile) => ['pending', null],
        default => ['failure', whyNot($profile, $known)],
    };
}

/** Whether the password is right: who is not in then is asked for a second factor, whichever add-on does that. */
function isRight(object $profile): bool
{
    $password = \XLite\Core\Request::getInstance()->getNonFilteredData()['password'] ?? null;
    return is_string($password) && $password !== '' && \XLite\Core\Auth::comparePassword($profile->getPassword(), $password);
}

/** The API says it by the status (lexik_jwt_authentication), and knows no lock. */
function ofApi(?object $profile, bool $known): array
{
    return match (http_response_code()) {
        200 => ['success', null],
        401 => ['failure', whyNot($profile, $known)],
        default => [null, null],
    };
}

/** ShipStation/Api (Controller/Customer/Api.php): 401, or a page; customers are told so in the page. */
function ofShipStation(?object $profile, bool $known): array
{
    if (!class_exists('ShipStation\Api\Controller\Customer\Api', false)) {
        return [null, null];
    }
    $password = $_SERVER['PHP_AUTH_PW'] ?? $_GET['SS-Password'] ?? null;
    return match (true) {
        http_response_code() === 401 => ['failure', whyNot($profile, $known)],
        $profile === null || !is_string($password) || !\XLite\Core\Auth::comparePassword($profile->getPassword(), $password) => [null, null],
        default => $profile->isAdmin() ? ['success', null] : ['failure', 'other'],
    };
}

/** XC/TwoFactorAuthentication: AuthyLogin.php, doActionLogin. It keeps no record, so that an error counts too. */
function ofCode(?object $profile): array
{
    return $profile !== null && isIn($profile) ? ['success', null] : ['failure', 'wrong-code'];
}

/** A password that an administrator who is in gives again: for an action (Admin/Confirm.php), for another one (View/Model/Profile/AdminMain.php). */
function ofConfirmation(?object $profile, string $kind): array
{
    $request = \XLite\Core\Request::getInstance();
    $is = static fn (mixed $given) => is_string($given) && $given !== '' && \XLite\Core\Auth::comparePassword($profile->getPassword(), $given);
    if ($profile === null || !$profile->isAdmin() || ($kind === 'password-change' && !isOwn($profile, $request))) {
        return [null, null];
    }
    if ($kind === 'confirmation') {
        return $is($request->password) ? ['success', null] : ['failure', 'wrong-password'];
    }
    return match (true) {
        // What it is now, where it was changed.
        $is($request->password_current) || $is($request->password) => ['success', null],
        // X-Cart asks only where something of the two changes.
        !empty($request->password) || $request->login !== $profile->getLogin() => ['failure', 'wrong-password'],
        default => [null, null],
    };
}

/** For another user's profile, or a new one, no password is required. */
function isOwn(object $profile, object $request): bool
{
    return $request->mode !== 'register' && (empty($request->profile_id) || (int) $request->profile_id === (int) $profile->getProfileId());
}

/** Whether this request signed the profile in: X-Cart notes when, forgets failures, and keeps it in the session (Auth.php, loginProfile). */
function isIn(object $profile): bool
{
    if ($profile->getLastLogin() < start() || (int) $profile->getDateOfLoginAttempt() !== 0) {
        return false;
    }
    return hasSession()
        ? (int) session('profile_id') === (int) $profile->getProfileId()
        // Who calls himself a bot has no session (Session.php, useDumpSession).
        : in_array($profile->getLogin(), cookies('recent_login'), true) && !isSecondFactorAsked();
}

/** Whether X-Cart's own lock is shut, of the session or of the account (Auth.php, hasLoginLock). */
function isLocked(?object $profile): bool
{
    $told = array_filter(headers_list(), static fn (string $header) => stripos($header, 'event-login.lockout:') === 0);
    return $told !== []
        || time() < (int) session('dateOfLockLogin') + LOCK_SECONDS
        || ($profile !== null
            && $profile->getCountOfLoginAttempts() >= LOCK_FAILURES
            && time() < $profile->getDateOfLoginAttempt() + LOCK_SECONDS);
}

/** Whether the answer leads to the second factor (Controller/{Customer,Admin}/Login.php of the add-on). */
function isSecondFactorAsked(): bool
{
    $asked = array_filter(headers_list(), static fn (string $header) => preg_match('/^location:.*[?&]target=([^&#]*)/i', $header, $found) === 1
        && word($found[1]) === SECOND_FACTOR);
    return $asked !== [];
}

function whyNot(?object $profile, bool $known): ?string
{
    return $profile !== null ? 'wrong-password' : ($known ? 'unknown-account' : null);
}

/** When the request came, in seconds, as X-Cart keeps times. */
function start(): int
{
    return (int) $_SERVER['REQUEST_TIME'];
}

/** X-Cart's session as the request left it: Symfony's attributes, which stay readable after it is closed. */
function hasSession(): bool
{
    return isset($_SESSION['_sf2_attributes']);
}

function session(string $name): mixed
{
    return $_SESSION['_sf2_attributes'][$name] ?? null;
}

/** Values that the answer sets a cookie to. @return list<string> */
function cookies(string $name): array
{
    $values = [];
    foreach (headers_list() as $header) {
        if (preg_match('/^set-cookie:\s*([^=;\s]+)=([^;]*)/i', $header, $found) === 1 && $found[1] === $name) {
            $values[] = rawurldecode($found[2]);
        }
    }
    return $values;
}
