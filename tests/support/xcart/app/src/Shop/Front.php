<?php
declare(strict_types=1);

namespace XCart\Shop;

use XCart\Config;
use XCart\Dotenv;

/** What a request gets: `/admin/…` the administration, all else the shop; the rest is in `target`, by query or body. */
final class Front
{
    public static function answer(): void
    {
        $said = array_merge($_GET, $_POST);
        $target = strtolower((string) ($said['target'] ?? 'main'));
        self::startSession();
        if (str_starts_with($_SERVER['REQUEST_URI'], '/api-login/check')) {
            Auth::api();
        } elseif (str_starts_with($_SERVER['REQUEST_URI'], '/admin/')) {
            Admin::answer($target, $said);
        } else {
            Pages::answer($target, $said);
        }
    }

    public static function redirect(string $to): void
    {
        header("Location: $to", true, 302);
    }

    /** A whole page, as X-Cart's end. */
    public static function page(string $title, string $body): void
    {
        [$css, $compiled] = Less::stylesheet(($_SERVER['HTTPS'] ?? '') === 'on');
        header('content-type: text/html; charset=utf-8');
        header('x-less-compiled: ' . ($compiled ? '1' : '0'));
        $title = htmlspecialchars($title);
        echo "<!DOCTYPE html>\n<html><head><title>$title</title><link rel=\"stylesheet\" href=\"/$css\"></head>\n<body><h1>$title</h1>\n$body\n</body></html>\n";
    }

    /** As PHP keeps them where `handler_id` is null, which is Valkey on a node; else in files of the store. */
    private static function startSession(): void
    {
        if (Config::get('framework.session.handler_id') !== null) {
            \XCart\FileManager::mkdir(LC_DIR_TMP . 'sessions');
            ini_set('session.save_handler', 'files');
            ini_set('session.save_path', LC_DIR_TMP . 'sessions');
        }
        session_name('xid');
        session_start(['cookie_httponly' => true, 'cookie_samesite' => 'Lax', 'cookie_secure' => Dotenv::get('APP_ENV') === 'prod' && ($_SERVER['HTTPS'] ?? '') === 'on']);
    }
}
