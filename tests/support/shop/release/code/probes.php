<?php
declare(strict_types=1);

namespace Shop;

function countVisits(): void
{
    session_start();
    echo json_encode(['visits' => $_SESSION['visits'] = ($_SESSION['visits'] ?? 0) + 1, 'handler' => ini_get('session.save_handler')]), "\n";
}

/** What code that someone has smuggled in could do. */
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
