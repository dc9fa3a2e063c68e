<?php
// Two accounts, and X-Cart's own way to ask for one.
declare(strict_types=1);

namespace XLite\Core;

final class Database
{
    public static function getRepo(string $model): Profiles
    {
        return new Profiles();
    }
}

final class Profiles
{
    private const ACCOUNTS = ['owner@example.com' => true, 'shopper@example.com' => false];

    public function findByLogin(string $login): ?Profile
    {
        return isset(self::ACCOUNTS[$login]) ? new Profile($login, self::ACCOUNTS[$login]) : null;
    }
}

final class Profile
{
    public function __construct(public readonly string $login, private readonly bool $admin)
    {
    }

    public function isAdmin(): bool
    {
        return $this->admin;
    }
}
