<?php
declare(strict_types=1);

namespace XCart\Service;

use XCart\Database;
use XCart\FileManager;

/** What the service tool knows of the store and does to its files. */
final class Store
{
    public static function data(string $name): ?string
    {
        return Database::one('SELECT value FROM service_data WHERE name = ?', [$name]);
    }

    public static function setData(string $name, string $value): void
    {
        Database::rows('REPLACE INTO service_data (name, value) VALUES (?, ?)', [$name, $value]);
    }

    /** Compiled classes, which the shop runs. */
    public static function rebuild(): void
    {
        FileManager::remove(LC_DIR_COMPILE . 'classes');
        FileManager::copy(LC_DIR_ROOT . 'classes', LC_DIR_COMPILE . 'classes');
        FileManager::write(LC_DIR_COMPILE . 'version', self::versionOfFiles());
        FileManager::remove(LC_DIR_VAR . 'cache/prod');
    }

    /** By the file, which an upgrade changes while it runs. */
    public static function versionOfFiles(): string
    {
        preg_match("/LC_VERSION', '([\d.]+)'/", (string) file_get_contents(LC_DIR_ROOT . 'bootstrap.php'), $of);
        return $of[1];
    }

    /** Says a step, and stops after it where a test wants the machine to die there. */
    public static function said(string $step): void
    {
        echo "[ OK ] $step\n";
        if (getenv('STAND_IN_DIES_AFTER') === $step) {
            posix_kill(getmypid(), SIGKILL);
        }
    }
}
