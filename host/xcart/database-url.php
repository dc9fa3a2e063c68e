<?php
// Where X-Cart's database is, in the form that X-Cart reads: on nodes, and where a release is built.
declare(strict_types=1);

namespace XcartNode;

/**
 * X-Cart takes the password out of the address as it stands (src/Doctrine/DBAL/Driver/PDO/MySQL/Driver.php), and encodes and decodes it
 * only where the address cannot be read (ConnectionFactory.php): so it is not encoded, and one that would be cut is refused here.
 */
function databaseUrl(string $host, array $of): string
{
    if (!isset($of['username'], $of['password'])) {
        throw new \UnexpectedValueException("the database's user has no password yet: its secret waits for the first rotation, docs/operations/database-user-rotation.md");
    }
    $url = "//{$of['username']}:{$of['password']}@$host:" . port($of) . '/xcart?serverVersion=8.4';
    $read = parse_url($url);
    if ($read !== false && (($read['pass'] ?? null) !== $of['password'] || ($read['host'] ?? null) !== $host)) {
        throw new \UnexpectedValueException('DATABASE_URL: X-Cart would misread the password; have another made (aws secretsmanager rotate-secret)');
    }
    return $url;
}

/** RDS says none in a secret of a master user. */
function port(array $of): int
{
    return (int) ($of['port'] ?? 3306);
}
