<?php
// Creates a user on a copy of the database, by the copy's master user: `copy-user.php HOST AUTHORITIES NAME PASSWORD-LENGTH RIGHTS`. The
// master's secret comes by standard input, the user's leaves by standard output, both as JSON: arguments of processes can be read by others.
declare(strict_types=1);

namespace XcartNode;

/** Letters and digits: X-Cart reads about one of RDS's own passwords in 25 otherwise than it is. */
function newPassword(int $length): string
{
    $alphabet = implode('', [...range('A', 'Z'), ...range('a', 'z'), ...range('0', '9')]);
    return implode('', array_map(static fn () => $alphabet[random_int(0, strlen($alphabet) - 1)], range(1, $length)));
}

/** Creates the user, or sets an existing one's password and exactly these permissions, on the schema alone. */
function makeUser(\PDO $master, string $name, string $password, string $rights): void
{
    $account = $master->quote($name) . "@'%'";
    $as = "$account IDENTIFIED BY " . $master->quote($password);
    $statements = ["CREATE USER IF NOT EXISTS $as", "ALTER USER $as", "REVOKE ALL PRIVILEGES, GRANT OPTION FROM $account", "GRANT $rights ON `xcart`.* TO $account"];
    foreach ($statements as $statement) {
        $master->exec($statement);
    }
}

/** A connection over TLS, the server's certificate verified by a folder of authorities. */
function asMaster(string $host, array $of, string $authorities): \PDO
{
    $port = (int) ($of['port'] ?? 3306);
    $options = [\PDO::ATTR_ERRMODE => \PDO::ERRMODE_EXCEPTION, \PDO::ATTR_TIMEOUT => 10, \PDO::MYSQL_ATTR_SSL_CAPATH => $authorities];
    $pdo = new \PDO("mysql:host=$host;port=$port;dbname=xcart;charset=utf8mb4", $of['username'], $of['password'], $options);
    if (($pdo->query("SHOW SESSION STATUS LIKE 'Ssl_cipher'")->fetch(\PDO::FETCH_NUM)[1] ?? '') === '') {
        throw new \RuntimeException('the connection to the copy is not encrypted');
    }
    return $pdo;
}

try {
    [, $host, $authorities, $name, $length, $rights] = $argv;
    $master = json_decode((string) file_get_contents('php://stdin'), true, 8, JSON_THROW_ON_ERROR);
    $password = newPassword((int) $length);
    makeUser(asMaster($host, $master, $authorities), $name, $password, $rights);
    echo json_encode(['username' => $name, 'password' => $password] + array_intersect_key($master, ['port' => 0]), JSON_THROW_ON_ERROR), "\n";
} catch (\PDOException $reason) {
    // What the database says of a statement may have the password in it.
    fwrite(STDERR, "copy-user: the copy refused it: SQLSTATE {$reason->getCode()}\n");
    exit(1);
} catch (\Throwable $reason) {
    fwrite(STDERR, "copy-user: {$reason->getMessage()}\n");
    exit(1);
}
