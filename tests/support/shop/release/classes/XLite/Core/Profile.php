<?php
declare(strict_types=1);

namespace XLite\Core;

final class Profile
{
    public function __construct(private array $row)
    {
    }

    /** Writes at once, as X-Cart does around logins. */
    public function set(array $values): void
    {
        $this->row = $values + $this->row;
        $columns = implode(', ', array_map(static fn (string $name) => "$name = ?", array_keys($values)));
        Database::connection()->prepare("UPDATE xc_profiles SET $columns WHERE profile_id = ?")->execute([...array_values($values), $this->getProfileId()]);
    }

    public function getProfileId(): int
    {
        return (int) $this->row['profile_id'];
    }

    public function getLogin(): string
    {
        return $this->row['login'];
    }

    public function getPassword(): string
    {
        return $this->row['password'];
    }

    public function isAdmin(): bool
    {
        return (int) $this->row['access_level'] === 100;
    }

    public function hasSecondFactor(): bool
    {
        return (int) $this->row['second_factor'] === 1;
    }

    public function getLastLogin(): int
    {
        return (int) $this->row['last_login'];
    }

    public function getDateOfLoginAttempt(): int
    {
        return (int) $this->row['failed'];
    }

    public function getCountOfLoginAttempts(): int
    {
        return (int) $this->row['failures'];
    }
}
