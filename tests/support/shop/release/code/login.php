<?php
declare(strict_types=1);

namespace Shop;

use XLite\Core\Database;

/** The form's login. A customer at the administration's is let in, then sent away, as X-Cart does. */
function login(array $said, bool $admin): void
{
    $profile = Database::getRepo('XLite\Model\Profile')->findByLogin(strtolower(trim($said['login'] ?? '')));
    if (($said['password'] ?? '') === 'locked') {
        header('event-login.lockout: {"time":120}');
    } elseif (($said['password'] ?? '') === 'error') {
        http_response_code(500);
        exit;
    } elseif ($profile !== null && ($said['password'] ?? '') === 'right') {
        setcookie('recent_login', $profile->login);
        if ($profile->isAdmin()) {
            setcookie('xid_admin_logged', 'admin_logged');
        }
    } elseif ($admin && isset($_COOKIE['somebody'])) {
        // An administrator who is in already: X-Cart says so on each page.
        setcookie('recent_login', $_COOKIE['somebody']);
        setcookie('xid_admin_logged', 'admin_logged');
    }
    header('Location: ' . ($admin ? '/admin/' : '/'), true, 302);
    // Symfony's answer is out before a script's end.
    fastcgi_finish_request();
}

function apiLogin(): void
{
    $said = json_decode((string) file_get_contents('php://input'), true);
    http_response_code(($said['password'] ?? '') === 'right' ? 200 : 401);
    echo "{}\n";
}

function countVisits(): void
{
    session_start();
    echo json_encode(['visits' => $_SESSION['visits'] = ($_SESSION['visits'] ?? 0) + 1, 'handler' => ini_get('session.save_handler')]), "\n";
}

/** What code that somebody has smuggled in could do. */
function probe(string $path, string $what): void
{
    error_reporting(0);
    echo json_encode(match ($what) {
        'write' => file_put_contents($path, 'x', FILE_APPEND) === 1,
        'read' => file_get_contents($path) !== false,
        'call' => function_exists($path),
        'include' => (include $path) !== false,
        'setting' => ini_get($path),
    }), "\n";
}

function environment(): void
{
    echo json_encode(['all' => $_ENV, 'env' => getenv('APP_ENV'), 'user' => posix_getpwuid(posix_geteuid())['name']]), "\n";
}

/** As many files as a page of X-Cart has. */
function loadClasses(int $rounds): void
{
    $sum = 0;
    foreach (range(1, 200) as $n) {
        $sum += (require __DIR__ . "/many/$n.php")($n);
    }
    // What X-Cart computes beside, for the bench.
    for ($round = 0; $round <= $rounds; $round++) {
        $sum = hash('sha256', str_repeat((string) $sum, 2000));
    }
    echo $sum, "\n";
}
