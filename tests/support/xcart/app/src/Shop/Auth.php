<?php
declare(strict_types=1);

namespace XCart\Shop;

use XCart\Database;
use XCart\Dotenv;

/** Who may sign in. Passwords are kept as an HMAC with the store's shared key: another key, and no one gets in. */
final class Auth
{
    public static function hash(string $password): string
    {
        $key = Dotenv::get('XCART_INSTALLER_DETAILS_SHARED_SECRET_KEY');
        return 'SHA512:' . ($key === '' ? hash('sha512', $password) : hash_hmac('sha512', $password, $key));
    }

    public static function profile(string $login, string $password): ?array
    {
        $found = Database::rows('SELECT * FROM {profiles} WHERE login = ?', [strtolower(trim($login))])[0] ?? null;
        return $found !== null && hash_equals($found['password'], self::hash($password)) ? $found : null;
    }

    /** The form's sign-in, of shop or administration. */
    public static function login(array $said, bool $admin): void
    {
        $profile = self::profile((string) ($said['login'] ?? ''), (string) ($said['password'] ?? ''));
        if ($profile !== null) {
            session_regenerate_id(true);
            $_SESSION['login'] = $profile['login'];
            $_SESSION['forceChangePassword'] = (bool) $profile['forceChangePassword'];
            setcookie('recent_login', $profile['login']);
            if ((int) $profile['access_level'] === 100) {
                $_SESSION['admin'] = true;
                setcookie('xid_admin_logged', 'admin_logged');
            }
        }
        Front::redirect($admin ? '/admin/' : '/');
    }

    public static function change(string $password): void
    {
        Database::rows('UPDATE {profiles} SET password = ?, forceChangePassword = 0 WHERE login = ?', [self::hash($password), $_SESSION['login']]);
        $_SESSION['forceChangePassword'] = false;
    }

    /** The API's sign-in: needs the keys of its tokens. */
    public static function api(): void
    {
        $said = json_decode((string) file_get_contents('php://input'), true);
        $found = self::profile((string) ($said['username'] ?? ''), (string) ($said['password'] ?? ''));
        $key = $found === null ? false : openssl_pkey_get_private('file://' . self::keyFile(), Dotenv::get('JWT_PASSPHRASE'));
        http_response_code($found === null ? 401 : ($key === false ? 500 : 200));
        header('content-type: application/json');
        echo json_encode($key === false ? ['message' => 'refused'] : ['token' => self::token($key, $found['login'])]), "\n";
    }

    private static function keyFile(): string
    {
        return str_replace('%kernel.project_dir%', rtrim(LC_DIR_ROOT, '/'), Dotenv::get('JWT_SECRET_KEY'));
    }

    private static function token(\OpenSSLAsymmetricKey $key, string $login): string
    {
        $part = static fn (mixed $of) => rtrim(strtr(base64_encode(is_string($of) ? $of : json_encode($of)), '+/', '-_'), '=');
        $text = $part(['typ' => 'JWT', 'alg' => 'RS256']) . '.' . $part(['username' => $login, 'exp' => time() + 3600]);
        openssl_sign($text, $signature, $key, OPENSSL_ALGO_SHA256);
        return "$text." . $part($signature);
    }
}
