<?php
declare(strict_types=1);

namespace XCart;

/** Files below the store's folder, and only those: what a link leads out of it is outside. */
final class FileManager
{
    /** A path as seen from `$base`; null where its real place is not below that. */
    public static function getRelativePath(string $path, string $base): ?string
    {
        [$real, $root] = [realpath($path), realpath($base)];
        return $real !== false && $root !== false && str_starts_with("$real/", "$root/") ? substr($real, strlen($root) + 1) : null;
    }

    public static function write(string $file, string $content, int $flags = 0): void
    {
        self::mkdir(dirname($file));
        if (file_put_contents($file, $content, $flags | LOCK_EX) !== strlen($content)) {
            throw new \RuntimeException("$file: cannot be written");
        }
    }

    public static function mkdir(string $folder): bool
    {
        return is_dir($folder) || (@mkdir($folder, 0755, true) || is_dir($folder));
    }

    public static function copy(string $from, string $to): void
    {
        if (!is_dir($from)) {
            self::mkdir(dirname($to));
            copy($from, $to) || throw new \RuntimeException("$to: cannot be written");
            chmod($to, fileperms($from) & 0777);
            return;
        }
        self::mkdir($to);
        foreach (array_diff(scandir($from), ['.', '..']) as $name) {
            self::copy("$from/$name", "$to/$name");
        }
    }

    public static function remove(string $path): void
    {
        if (is_dir($path) && !is_link($path)) {
            foreach (array_diff(scandir($path), ['.', '..']) as $name) {
                self::remove("$path/$name");
            }
            rmdir($path);
        } elseif (file_exists($path) || is_link($path)) {
            unlink($path);
        }
    }
}
