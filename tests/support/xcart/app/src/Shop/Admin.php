<?php
declare(strict_types=1);

namespace XCart\Shop;

use XCart\Database;
use XCart\FileManager;

/** The administration: sign-in, then a password of one's own where that is asked for, then the rest. */
final class Admin
{
    public static function answer(string $target, array $said): void
    {
        $action = (string) ($said['action'] ?? '');
        if ($target === 'login') {
            $action === 'login' ? Auth::login($said, true) : Front::page('Sign in', '<form method="post"></form>');
        } elseif (!($_SESSION['admin'] ?? false)) {
            Front::redirect('/admin/?target=login');
        } elseif ($target === 'force_change_password') {
            $action === 'update' ? self::changePassword((string) $said['password']) : Front::page('Change your password', '<form method="post"></form>');
        } elseif ($_SESSION['forceChangePassword'] ?? false) {
            Front::redirect('/admin/?target=force_change_password');
        } else {
            self::work($target, $said);
        }
    }

    private static function work(string $target, array $said): void
    {
        match ($target) {
            'main' => Front::page('Dashboard', '<p>' . Database::one('SELECT COUNT(*) FROM {orders}') . ' orders</p>'),
            'logo' => self::uploadLogo(),
            'import' => self::import((string) ($said['file'] ?? '')),
            default => Front::page('Not found', ''),
        };
    }

    private static function changePassword(string $password): void
    {
        Auth::change($password);
        Front::redirect('/admin/');
    }

    /** A picture goes below the images' folder as it is seen from the store's. */
    private static function uploadLogo(): void
    {
        $images = FileManager::getRelativePath(LC_DIR_IMAGES, LC_DIR_ROOT);
        $folder = LC_DIR_ROOT . "$images/simplecms/";
        $upload = $_FILES['logo'] ?? ['error' => UPLOAD_ERR_NO_FILE, 'name' => ''];
        $name = preg_replace('/[^\w.-]/', '_', basename($upload['name']));
        $kept = $images !== null && $upload['error'] === UPLOAD_ERR_OK && FileManager::mkdir($folder) && move_uploaded_file($upload['tmp_name'], "$folder$name");
        http_response_code($kept ? 200 : 422);
        Front::page($kept ? "Logo images/simplecms/$name" : 'The logo cannot be kept', '');
    }

    /** An import takes pictures by their path in the store, and none from elsewhere. */
    private static function import(string $file): void
    {
        $inside = FileManager::getRelativePath(LC_DIR_ROOT . $file, LC_DIR_ROOT);
        http_response_code($inside === null ? 422 : 200);
        Front::page($inside === null ? 'No such picture' : "Imported $inside", '');
    }
}
