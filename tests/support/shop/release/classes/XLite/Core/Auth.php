<?php
// Who may sign in, as X-Cart 5.5.0.29 decides it and where it writes it down (classes/XLite/Core/Auth.php): in the profile, session, cookies.
declare(strict_types=1);

namespace XLite\Core;

use Shop\Session;

final class Auth
{
    public const DENIED = 3;
    public const LOCKED = 5;
    public const WRONG = 7;
    private const LOCK = ['seconds' => 120, 'failures' => 5];

    private static ?self $instance = null;

    public static function getInstance(): self
    {
        return self::$instance ??= new self();
    }

    public static function encryptPassword(string $password): string
    {
        return 'SHA512:' . hash('sha512', $password);
    }

    public static function comparePassword(string $hash, string $password): bool
    {
        return hash_equals($hash, self::encryptPassword($password));
    }

    public function remindLogin(): mixed
    {
        return empty($_COOKIE['recent_login']) ? '' : $_COOKIE['recent_login'];
    }

    /** The profile and whether its password is right, without a word about it anywhere. */
    public function checkLoginPassword(mixed $login, mixed $password): array
    {
        if (empty($login) || empty($password)) {
            return [null, self::DENIED];
        }
        $profile = Database::getRepo('XLite\Model\Profile')->findByLogin($login);
        if ($this->isLocked($profile)) {
            return [null, self::LOCKED];
        }
        if ($profile === null) {
            return [null, self::DENIED];
        }
        return [$profile, self::comparePassword($profile->getPassword(), $password) ? true : self::WRONG];
    }

    public function login(mixed $login, mixed $password): Profile|int
    {
        [$profile, $result] = $this->checkLoginPassword($login, $password);
        if ($result === self::WRONG) {
            $isRow = time() < $profile->getDateOfLoginAttempt() + self::LOCK['seconds'];
            $profile->set(['failures' => $isRow ? $profile->getCountOfLoginAttempts() + 1 : 1, 'failed' => time()]);
            if ($profile->getCountOfLoginAttempts() >= self::LOCK['failures']) {
                Session::set('dateOfLockLogin', time());
            }
        }
        return $result === true ? $this->loginProfile($profile) : $result;
    }

    public function loginAdministrator(mixed $login, mixed $password): Profile|int
    {
        $profile = $this->login($login, $password);
        if ($profile instanceof Profile && !$profile->isAdmin()) {
            $this->logoff();
            return self::DENIED;
        }
        return $profile;
    }

    public function loginProfile(Profile $profile): Profile
    {
        $profile->set(['failures' => 0, 'failed' => 0, 'last_login' => time()]);
        Session::set('profile_id', $profile->getProfileId());
        \Shop\Answer::cookie('recent_login', $profile->getLogin());
        return $profile;
    }

    public function logoff(): void
    {
        Session::set('profile_id', null);
        Session::set('dateOfLockLogin', null);
    }

    /** Who is in. An administrator's browser is told again on each page of the administration. */
    public function getProfile(bool $admin): ?Profile
    {
        $profile = Database::getRepo('XLite\Model\Profile')->find(Session::get('profile_id'));
        if ($admin && $profile?->isAdmin()) {
            \Shop\Answer::cookie('recent_login', $profile->getLogin());
            \Shop\Answer::cookie('xid_admin_logged', 'admin_logged');
        }
        return $profile;
    }

    private function isLocked(?Profile $profile): bool
    {
        if (time() < (int) Session::get('dateOfLockLogin') + self::LOCK['seconds']) {
            return true;
        }
        $locked = $profile !== null
            && time() < $profile->getDateOfLoginAttempt() + self::LOCK['seconds']
            && $profile->getCountOfLoginAttempts() >= self::LOCK['failures'];
        if ($locked) {
            Session::set('dateOfLockLogin', $profile->getDateOfLoginAttempt());
        }
        return $locked;
    }
}
