<?php
declare(strict_types=1);

namespace XLite\Core;

final class Profiles
{
    public function findByLogin(string $login): ?Profile
    {
        $level = \XCart\Database::one('SELECT access_level FROM {profiles} WHERE login = ?', [$login]);
        return $level === null ? null : new Profile($login, (int) $level === 100);
    }
}
