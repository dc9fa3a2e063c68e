<?php
declare(strict_types=1);

namespace XCart;

/** The one connection, by `DATABASE_URL` as X-Cart's driver reads it. */
final class Database
{
    private static ?\PDO $pdo = null;

    public static function pdo(): \PDO
    {
        return self::$pdo ??= self::connect((string) Config::get('doctrine.dbal.url'));
    }

    /** Rows of a query, whose `{table}` get the prefix. */
    public static function rows(string $sql, array $values = []): array
    {
        $statement = self::pdo()->prepare(self::prefixed($sql));
        $statement->execute($values);
        return $statement->columnCount() > 0 ? $statement->fetchAll(\PDO::FETCH_ASSOC) : [];
    }

    public static function one(string $sql, array $values = []): mixed
    {
        return array_values(self::rows($sql, $values)[0] ?? [null])[0];
    }

    public static function prefixed(string $sql): string
    {
        return preg_replace('/\{(\w+)\}/', Dotenv::get('DATABASE_DEFAULT_TABLE_PREFIX') . '_$1', $sql);
    }

    private static function connect(string $url): \PDO
    {
        $of = parse_url($url);
        if ($of === false && preg_match('#^//([^:@/]+):(.*)@([^@:/]+):(\d+)/(\w+)#', $url, $parts) === 1) {
            // An address that cannot be read is read with its password encoded, which is decoded again.
            $of = array_combine(['user', 'pass', 'host', 'port', 'path'], array_slice($parts, 1));
        }
        if ($of === false || !isset($of['host'], $of['user'])) {
            throw new \InvalidArgumentException('DATABASE_URL: malformed');
        }
        // The user is decoded, the password is taken as it stands.
        $dsn = "mysql:host={$of['host']};port=" . ($of['port'] ?? 3306) . ';dbname=' . ltrim($of['path'] ?? '', '/') . ';charset=utf8mb4';
        return new \PDO($dsn, rawurldecode($of['user']), $of['pass'] ?? '', self::options() + [\PDO::ATTR_ERRMODE => \PDO::ERRMODE_EXCEPTION]);
    }

    /** An authority's file counts only together with a client's certificate and key; a folder of authorities by itself. */
    private static function options(): array
    {
        $options = array_filter((array) Config::get('doctrine.dbal.options'));
        $file = [\PDO::MYSQL_ATTR_SSL_CA, \PDO::MYSQL_ATTR_SSL_CERT, \PDO::MYSQL_ATTR_SSL_KEY];
        return count(array_intersect_key($options, array_flip($file))) === 3 ? $options : array_diff_key($options, array_flip($file));
    }
}
