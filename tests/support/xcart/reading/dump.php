<?php
// What PHP makes of a request: the arguments by where they came from, bytes in hex, lists as null.
declare(strict_types=1);

$shown = static fn (array $all): array => array_map(
    static fn (int|string $name, mixed $value): array => [bin2hex((string) $name), is_string($value) ? bin2hex($value) : null],
    array_keys($all),
    $all,
);
header('Content-Type: application/json');
echo json_encode(['get' => $shown($_GET), 'post' => $shown($_POST), 'cookie' => $shown($_COOKIE)], JSON_THROW_ON_ERROR);
