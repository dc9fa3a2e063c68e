<?php
// Everything of X-Cart 5.5.0.29 and its add-ons that takes a password, or lets someone in without one. Knobs are arguments: `form=gone` is a
// form without X-Cart's id, `page=broken` a page that fails after the action.
declare(strict_types=1);

namespace Shop;

use Includes\Utils\Converter;
use XLite\Core\Auth;
use XLite\Core\Database;
use XLite\Core\Profile;
use XLite\Core\Request;

/** Answers a request that is one of them. */
function answersLogin(bool $admin): bool
{
    $request = Request::getInstance();
    $class = Converter::convertToUpperCamelCase($request->target);
    $method = strtolower(Converter::convertToUpperCamelCase($request->action));
    $page = match ("$class.$method") {
        'Login.login' => static fn () => login($admin),
        'AuthyLogin.login' => static fn () => code($admin),
        'Confirm.confirmwithpassword' => $admin ? confirm(...) : null,
        'Profile.modify' => $admin ? changeProfile(...) : null,
        default => match (true) {
            $class === 'Api' && !$admin && !isset($_GET['without']) => \ShipStation\Api\Controller\Customer\Api::answer(...),
            $class === 'Oauth2return' => external(...),
            // Files of classes have their capitals.
            strtolower($class) === 'login' && $class !== 'Login' => missing(...),
            default => null,
        },
    };
    if ($page === null) {
        return false;
    }
    $isChecked = in_array($class, ['Login', 'AuthyLogin', 'Confirm', 'Profile'], true);
    if ($isChecked && $request->form === 'gone') {
        $request->target = 'access_denied';
        Answer::send(403, '', ['Location: /?target=access_denied']);
    } elseif ($request->page === 'error') {
        Answer::send(500);
    } else {
        $page();
    }
    return true;
}

function missing(): void
{
    Request::getInstance()->target = '404';
    Answer::send(404);
}

/** A page after an action: to where the request asks, or as the administration's pages that ask for it by themselves. */
function after(string $to): void
{
    $request = Request::getInstance();
    $request->page === 'broken' ? Answer::send(500) : Answer::send(302, '', ['Location: ' . ($request->returnURL ?? $to)]);
}

function login(bool $admin): void
{
    $auth = Auth::getInstance();
    $request = Request::getInstance();
    $auth->getProfile($admin);
    if (empty($request->login)) {
        $request->login = $auth->remindLogin();
    }
    $password = $request->getNonFilteredData()['password'] ?? null;
    [$profile, $result] = $auth->checkLoginPassword($request->login, $password);
    if (!$admin && $result === true && $profile->hasSecondFactor()) {
        Session::set('preauth_authy_profile_id', $profile->getProfileId());
        after('/?target=authy_login&preReturnURL=');
        return;
    }
    $signedIn = $admin ? $auth->loginAdministrator($request->login, $password) : $auth->login($request->login, $password);
    if ($admin && $signedIn instanceof Profile) {
        Answer::cookie('xid_admin_logged', 'admin_logged');
        if ($signedIn->hasSecondFactor()) {
            Session::set('preauth_authy_profile_id', $signedIn->getProfileId());
            $auth->logoff();
            after('/admin/?target=authy_login');
            return;
        }
    }
    after($admin ? '/admin/' : '/');
}

function code(bool $admin): void
{
    $profile = Database::getRepo('XLite\Model\Profile')->find(Session::get('preauth_authy_profile_id'));
    if (Request::getInstance()->sms_token === '123456' && $profile !== null) {
        Auth::getInstance()->loginProfile($profile);
    }
    after($admin ? '/admin/' : '/');
}

function confirm(): void
{
    $profile = Auth::getInstance()->getProfile(true);
    $right = $profile !== null && Auth::comparePassword($profile->getPassword(), (string) Request::getInstance()->password);
    $profile === null ? Answer::send(302, '', ['Location: /admin/?target=login']) : Answer::send(200, json_encode(['result' => $right]));
}

function changeProfile(): void
{
    $request = Request::getInstance();
    $profile = Auth::getInstance()->getProfile(true);
    $own = $profile !== null && (int) ($request->profile_id ?? $profile->getProfileId()) === $profile->getProfileId();
    $asked = $own && (($request->login ?? $profile->getLogin()) !== $profile->getLogin() || !empty($request->password));
    if ($asked && Auth::comparePassword($profile->getPassword(), (string) $request->password_current)) {
        $new = empty($request->password) ? [] : ['password' => Auth::encryptPassword($request->password)];
        $profile->set($new + ['login' => $request->login ?? $profile->getLogin()]);
    }
    after('/admin/?target=profile');
}

/** QSL/OAuth2Client: anyone, as another site says, of the accounts by their number. */
function external(): void
{
    $profile = Database::getRepo('XLite\Model\Profile')->find(Request::getInstance()->code);
    if ($profile !== null) {
        Auth::getInstance()->loginProfile($profile);
    }
    after('/');
}

/** Symfony's json_login: no lock, and no session. */
function apiLogin(): void
{
    $said = json_decode((string) file_get_contents('php://input'));
    $profile = is_string($said->username ?? null) ? Database::getRepo('XLite\Model\Profile')->findByLogin($said->username) : null;
    $right = $profile !== null && Auth::comparePassword($profile->getPassword(), (string) ($said->password ?? ''));
    Answer::send($right ? 200 : 401, "{}\n");
}
