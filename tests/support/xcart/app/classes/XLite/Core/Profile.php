<?php
declare(strict_types=1);

namespace XLite\Core;

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
