<?php
declare(strict_types=1);

namespace XCart;

/** Reads `.env`, then `.env.local`, as Symfony does: later files win, and the real environment wins over both. */
final class Dotenv
{
    public static function load(string $root): void
    {
        $real = getenv();
        foreach (['.env', '.env.local'] as $name) {
            foreach (is_file("$root$name") ? file("$root$name", FILE_IGNORE_NEW_LINES) : [] as $line) {
                if (preg_match('/^(?:export\s+)?([A-Z_][A-Z0-9_]*)=(.*)$/', $line, $of) === 1 && !isset($real[$of[1]])) {
                    $_ENV[$of[1]] = self::value($of[2]);
                }
            }
        }
        $_ENV = array_merge($_ENV, $real);
    }

    public static function get(string $name): string
    {
        return (string) ($_ENV[$name] ?? '');
    }

    /** Quotes as a shell has them: parts in single quotes stand as they are. */
    private static function value(string $text): string
    {
        $parts = [];
        preg_match_all('/\'([^\']*)\'|"((?:[^"\\\\]|\\\\.)*)"|\\\\(.)|([^\'"\\\\\s]+)|(\s.*)/', $text, $parts, PREG_SET_ORDER);
        $value = '';
        foreach ($parts as $part) {
            if (isset($part[5])) {
                break;
            }
            $value .= isset($part[2]) && $part[2] !== '' ? stripcslashes($part[2]) : ($part[1] . ($part[3] ?? '') . ($part[4] ?? ''));
        }
        return $value;
    }
}
