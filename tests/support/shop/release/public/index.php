<?php
// Stands in for X-Cart in tests: what it shows outside, by its own rules (X-Cart 5.5, classes/XLite/Core/Auth.php and Controller/*/Login.php).
declare(strict_types=1);

namespace {
    require __DIR__ . '/../code/accounts.php';
    require __DIR__ . '/../code/login.php';
    require __DIR__ . '/../code/dotenv.php';
    require __DIR__ . '/../code/token.php';
    require __DIR__ . '/../code/mail.php';

    // As X-Cart's bootstrap.php does.
    ini_set('display_errors', '1');
    $said = array_merge($_COOKIE, $_GET, $_POST);
    $admin = str_starts_with($_SERVER['REQUEST_URI'], '/admin');
    if (strcasecmp($said['target'] ?? '', 'login') === 0 && strcasecmp($said['action'] ?? '', 'login') === 0) {
        Shop\login($said, $admin);
    } elseif (str_starts_with($_SERVER['REQUEST_URI'], '/api-login/check')) {
        Shop\apiLogin();
    } else {
        match ($said['target'] ?? '') {
            'session' => Shop\countVisits(),
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
