<?php
// X-Cart's own way to ask for an account: of a table in the node's database, whose collation says which logins are the same; and for payments.
declare(strict_types=1);

namespace XLite\Core;

final class Database
{
    private static ?\PDO $connection = null;

    public static function getRepo(string $model): Profiles
    {
        return new Profiles();
    }

    public static function getEM(): Entities
    {
        static $entities = null;
        return $entities ??= new Entities();
    }

    public static function connection(): \PDO
    {
        if (self::$connection === null) {
            require_once dirname(__DIR__, 5) . '/host/services.php';
            self::$connection = \XcartNode\database(\XcartNode\services()['database'], 5);
            self::fill(self::$connection);
        }
        return self::$connection;
    }

    /** The accounts that each test begins with; the password is `right`. */
    private static function fill(\PDO $connection): void
    {
        $connection->exec("CREATE TABLE IF NOT EXISTS xc_profiles (profile_id INT PRIMARY KEY, login VARCHAR(255), password VARCHAR(255),
            access_level INT, second_factor INT, failures INT DEFAULT 0, failed INT DEFAULT 0, last_login INT DEFAULT 0)
            CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci");
        $connection->exec('CREATE TABLE IF NOT EXISTS xc_payment_transactions (transaction_id INT PRIMARY KEY AUTO_INCREMENT, order_id INT, status CHAR(1))');
        $insert = $connection->prepare('INSERT IGNORE INTO xc_profiles (profile_id, login, password, access_level, second_factor) VALUES (?, ?, ?, ?, ?)');
        $accounts = [['owner', 100, 0], ['shopper', 0, 0], ['clerk', 100, 0], ['careful', 100, 1], ['wary', 0, 1]];
        foreach ($accounts as $i => [$name, $level, $second]) {
            $insert->execute([$i + 1, "$name@example.com", Auth::encryptPassword('right'), $level, $second]);
        }
    }
}
