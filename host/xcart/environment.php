<?php
// From settings, values and secrets as JSON on standard input to the environment of X-Cart, in the two forms that a node needs.
// Secrets pass through pipes only: arguments and environments of processes can be read by others.
declare(strict_types=1);

namespace XcartNode;

require __DIR__ . '/environment-values.php';

/** For systemd's EnvironmentFile, and for a shell: between double quotes both take a backslash before the same four characters. */
function forUnits(array $environment): string
{
    $lines = array_map(
        static fn (string $name, string $value) => $name . '="' . preg_replace('/["\\\\$`]/', '\\\\$0', plain($name, $value)) . '"',
        array_keys($environment),
        $environment,
    );
    return implode("\n", $lines) . "\n";
}

/**
 * For PHP-FPM's pool. Nothing is special between single quotes; where there is one in the value, backslashes and double quotes are escaped
 * between double ones, and `${` cannot be. A dollar in front is looked up in the environment of PHP-FPM itself, which has nothing of the
 * name below: so what is empty is empty here too, since PHP-FPM takes no empty value, and what is left out X-Cart reads from its `.env`.
 */
function forPool(array $environment, string $sessions): string
{
    $quoted = static function (string $name, string $value): string {
        if ($value === '') {
            return '$XCART_EMPTY';
        }
        $single = !str_contains($value, "'");
        if (str_starts_with($value, '$') || (!$single && str_contains($value, '${'))) {
            throw new \UnexpectedValueException("$name: begins with a dollar, or has one before a brace beside a quote, which PHP-FPM cannot take");
        }
        return $single ? "'" . plain($name, $value) . "'" : '"' . addcslashes(plain($name, $value), '"\\') . '"';
    };
    $lines = ['; Written by xcart-environment.', '[xcart]', 'php_admin_value[session.save_path] = ' . $quoted('session.save_path', $sessions)];
    foreach ($environment as $name => $value) {
        $lines[] = "env[$name] = " . $quoted($name, $value);
    }
    return implode("\n", $lines) . "\n";
}

function plain(string $name, string $value): string
{
    if (preg_match('/[\x00-\x1f\x7f]/', $value) === 1) {
        throw new \UnexpectedValueException("$name: has a line break or another control character in it");
    }
    return $value;
}

/** Says what is wrong with the API's key, and has everything else go on. */
function putApiKeys(array $secret): bool
{
    try {
        $files = apiKeys($secret);
    } catch (\UnexpectedValueException $reason) {
        fwrite(STDERR, 'environment: ' . $reason->getMessage() . "\n");
        return false;
    }
    return array_filter(array_map(static fn (string $path) => put($path, $files[$path], 0640), array_keys($files))) !== [];
}

/** Puts a file in place in one step, for root only unless `$mode` says more; says whether it is another than before. */
function put(string $path, string $content, int $mode = 0600): bool
{
    if (is_file($path) && file_get_contents($path) === $content) {
        return false;
    }
    $part = "$path.part";
    if (file_put_contents($part, $content) !== strlen($content) || !chmod($part, $mode) || !rename($part, $path)) {
        throw new \RuntimeException("$path: cannot be written");
    }
    return true;
}

umask(0077);
try {
    $known = json_decode((string) file_get_contents('php://stdin'), true, 16, JSON_THROW_ON_ERROR);
    $environment = environment($known);
    // Both, or none: what cannot be said in one form is not written in the other.
    $forms = [
        '/etc/xcart/environment' => forUnits($environment),
        '/etc/xcart/pool-environment.conf' => forPool($environment, sessionsPath($known['secrets']['sessions'])),
    ];
    $changed = array_filter([...array_map(put(...), array_keys($forms), $forms), putApiKeys($known['secrets']['api'])]) !== [];
    echo $changed ? "changed\n" : "same\n";
} catch (\Throwable $reason) {
    fwrite(STDERR, 'environment: ' . $reason->getMessage() . "\n");
    exit(1);
}
