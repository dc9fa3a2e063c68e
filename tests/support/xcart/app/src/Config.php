<?php
declare(strict_types=1);

namespace XCart;

/** `config/**.yaml` as Symfony's kernel reads it: maps of scalars, merged by key, `config/local` last. */
final class Config
{
    private static ?array $all = null;

    /** What is at a path such as `framework.cache.app`; a parameter's own name may have dots. */
    public static function get(string $path): mixed
    {
        self::$all ??= self::load();
        if (str_starts_with($path, 'parameters.')) {
            return self::$all['parameters'][substr($path, strlen('parameters.'))] ?? null;
        }
        return array_reduce(explode('.', $path), static fn (mixed $at, string $key) => is_array($at) ? $at[$key] ?? null : null, self::$all);
    }

    private static function load(): array
    {
        $files = array_merge(...array_map(
            static fn (string $folder) => glob(LC_DIR_ROOT . "config/$folder/*.yaml") ?: [],
            ['shared', 'packages', 'dynamic', 'local/shared', 'local'],
        ));
        return array_reduce($files, static fn (array $all, string $file) => array_replace_recursive($all, self::parse($file)), []);
    }

    private static function parse(string $file): array
    {
        $tree = [];
        $at = [-1 => &$tree];
        foreach (file($file, FILE_IGNORE_NEW_LINES) as $line) {
            if (preg_match('/^(\s*)(!php\/const [\w:]+|[\w.\\\\]+):\s*(.*)$/', $line, $of) !== 1) {
                continue;
            }
            [, $indent, $key, $value] = $of;
            $key = str_starts_with($key, '!php/const ') ? (string) constant(substr($key, 11)) : $key;
            $at = array_filter($at, static fn (int $depth) => $depth < strlen($indent), ARRAY_FILTER_USE_KEY);
            $parent = &$at[max(array_keys($at))];
            $parent[$key] = $value === '' ? [] : self::scalar($value);
            $at[strlen($indent)] = &$parent[$key];
            unset($parent);
        }
        return $tree;
    }

    private static function scalar(string $text): ?string
    {
        $plain = trim($text, " '\"");
        return $plain === '~' ? null : preg_replace_callback('/%env\((?:resolve:)?(\w+)\)%/', static fn (array $of) => Dotenv::get($of[1]), $plain);
    }
}
