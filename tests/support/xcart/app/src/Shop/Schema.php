<?php
declare(strict_types=1);

namespace XCart\Shop;

use XCart\Database;
use XCart\Dotenv;

/** Tables as this version's code wants them, and what has to be done to a database that has others. */
final class Schema
{
    /** Without a prefix: the service tool's own. */
    private const SERVICE = [
        'service_data' => ['name' => 'VARCHAR(64) NOT NULL PRIMARY KEY', 'value' => 'TEXT'],
        'service_licenses' => ['module_id' => 'VARCHAR(64) NOT NULL PRIMARY KEY', 'key_value' => 'VARCHAR(128)'],
        'service_modules' => ['id' => 'VARCHAR(64) NOT NULL PRIMARY KEY', 'version' => 'VARCHAR(32)', 'enabled' => 'TINYINT'],
        'service_scenario' => ['id' => 'INT AUTO_INCREMENT PRIMARY KEY', 'kind' => 'VARCHAR(16)', 'version_from' => 'VARCHAR(32)', 'version_to' => 'VARCHAR(32)', 'done' => 'TEXT'],
        'sessions' => ['sess_id' => 'VARBINARY(128) NOT NULL PRIMARY KEY', 'sess_data' => 'BLOB', 'sess_time' => 'INT UNSIGNED'],
    ];
    private const STORE = [
        'config' => ['name' => 'VARCHAR(64) NOT NULL PRIMARY KEY', 'value' => 'TEXT'],
        'orders' => ['order_id' => 'INT AUTO_INCREMENT PRIMARY KEY', 'orderNumber' => 'VARCHAR(255)', 'is_order' => 'INT NOT NULL DEFAULT 1', 'total' => 'DECIMAL(14,4)', 'date' => 'INT UNSIGNED', 'login' => 'VARCHAR(255)'],
        'payment_transactions' => ['transaction_id' => 'INT AUTO_INCREMENT PRIMARY KEY', 'order_id' => 'INT', 'date' => 'INT UNSIGNED', 'value' => 'DECIMAL(14,4)'],
        'profiles' => ['profile_id' => 'INT AUTO_INCREMENT PRIMARY KEY', 'login' => 'VARCHAR(255) UNIQUE', 'password' => 'VARCHAR(255)', 'access_level' => 'INT UNSIGNED', 'order_id' => 'INT', 'added' => 'INT UNSIGNED NOT NULL DEFAULT 0', 'forceChangePassword' => 'TINYINT(1) NOT NULL DEFAULT 0'],
    ];

    /** All tables by their name in the database, each its columns. */
    public static function tables(): array
    {
        $products = ['product_id' => 'INT AUTO_INCREMENT PRIMARY KEY', 'name' => 'VARCHAR(255)', 'image' => 'VARCHAR(255)', 'enabled' => 'TINYINT(1)'];
        $later = require LC_DIR_ROOT . 'config/columns.php';
        $tables = self::SERVICE;
        foreach (self::STORE + ['products' => $products + $later] as $name => $columns) {
            $tables[Dotenv::get('DATABASE_DEFAULT_TABLE_PREFIX') . "_$name"] = $columns;
        }
        return $tables;
    }

    /** What Doctrine would select: every column that the code knows, so that new code fails on old tables. */
    public static function columnsOf(string $table): string
    {
        return implode(', ', array_keys(self::tables()[Dotenv::get('DATABASE_DEFAULT_TABLE_PREFIX') . "_$table"]));
    }

    /** @return list<string> statements that bring the database to this version's tables */
    public static function migration(): array
    {
        $rows = Database::rows('SELECT table_name AS t, column_name AS c FROM information_schema.columns WHERE table_schema = DATABASE()');
        $there = [];
        foreach ($rows as ['t' => $table, 'c' => $column]) {
            $there[$table][$column] = true;
        }
        $statements = [];
        foreach (self::tables() as $table => $columns) {
            $define = static fn (string $name, string $type) => "`$name` $type";
            if (!isset($there[$table])) {
                $statements[] = "CREATE TABLE `$table` (" . implode(', ', array_map($define, array_keys($columns), $columns)) . ') ENGINE=InnoDB DEFAULT CHARSET=utf8mb4';
                continue;
            }
            foreach (array_diff_key($columns, $there[$table]) as $name => $type) {
                $statements[] = "ALTER TABLE `$table` ADD COLUMN " . $define($name, $type);
            }
        }
        return $statements;
    }
}
