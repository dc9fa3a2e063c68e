<?php
// Stands in for X-Cart in tests: what it shows outside, by its own rules (X-Cart 5.5, classes/XLite/Core/Auth.php and Controller/*/Login.php).
declare(strict_types=1);

namespace {
    spl_autoload_register(static function (string $class): void {
        foreach (['classes/', ''] as $folder) {
            $file = dirname(__DIR__) . "/$folder" . str_replace('\\', '/', $class) . '.php';
            if (is_file($file)) {
                require $file;
                return;
            }
        }
    });
    require __DIR__ . '/../code/answer.php';
    require __DIR__ . '/../code/logins.php';
    require __DIR__ . '/../code/orders.php';
    require __DIR__ . '/../code/probes.php';
    require __DIR__ . '/../code/dotenv.php';
    require __DIR__ . '/../code/token.php';
    require __DIR__ . '/../code/mail.php';

    // As X-Cart's bootstrap.php does.
    ini_set('display_errors', '1');
    $said = array_merge($_COOKIE, $_GET, $_POST);
    $admin = str_starts_with($_SERVER['REQUEST_URI'], '/admin');
    if (str_starts_with($_SERVER['REQUEST_URI'], '/api-login/check')) {
        Shop\apiLogin();
    } elseif (!Shop\answersLogin($admin) && !Shop\answersOrder($admin)) {
        match ($said['target'] ?? '') {
            'session', 'event_task' => Shop\countVisits(),
            'probe' => Shop\probe($said['path'] ?? '', $said['what'] ?? ''),
            'environment' => Shop\environment(),
            'phpinfo' => phpinfo((int) ($said['flags'] ?? INFO_ALL)),
            'token' => Shop\token($said['token'] ?? ''),
            'dotenv' => Shop\dotenv(),
            'mail' => Shop\sendMail($said['mail'] ?? ''),
            'slow' => [usleep((int) $said['milliseconds'] * 1000), print "slow\n"],
            'broken' => throw new RuntimeException('a secret text'),
            'classes' => Shop\loadClasses((int) ($said['rounds'] ?? 0)),
            default => print "shop\n",
        };
    }
}
