<?php
// X-Cart's own way to ask for an account; at run time it is in var/run/classes.
declare(strict_types=1);

namespace XLite\Core;

final class Database
{
    public static function getRepo(string $model): Profiles
    {
        return new Profiles();
    }
}
