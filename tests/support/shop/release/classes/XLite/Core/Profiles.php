<?php
declare(strict_types=1);

namespace XLite\Core;

final class Profiles
{
    /** @var array<int, Profile> As Doctrine keeps what it has loaded. */
    private static array $loaded = [];

    /** A list is as many values to Doctrine: one is compared, more are an error of the statement. */
    public function findByLogin(string|array $login): ?Profile
    {
        $values = array_values((array) $login);
        return $this->one('login = ' . implode(', ', array_fill(0, max(1, count($values)), '?')), $values === [] ? [null] : $values);
    }

    public function find(mixed $id): ?Profile
    {
        return $id === null ? null : $this->one('profile_id = ?', [$id]);
    }

    private function one(string $where, array $values): ?Profile
    {
        $found = Database::connection()->prepare("SELECT * FROM xc_profiles WHERE $where LIMIT 1");
        $found->execute($values);
        $row = $found->fetch(\PDO::FETCH_ASSOC);
        return $row === false ? null : self::$loaded[(int) $row['profile_id']] ??= new Profile($row);
    }
}
