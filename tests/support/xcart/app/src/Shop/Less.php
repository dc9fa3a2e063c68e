<?php
declare(strict_types=1);

namespace XCart\Shop;

use XCart\FileManager;

/** Compiles `assets/*.less` into one stylesheet, once for as long as the hashes in `var/.lessFiles.php` fit. */
final class Less
{
    private const HASHES = LC_DIR_VAR . '.lessFiles.php';

    /** Where the stylesheet is from the document root, and whether it was compiled now. */
    public static function stylesheet(bool $https): array
    {
        $files = glob(LC_DIR_ROOT . 'assets/*.less') ?: [];
        $key = ($https ? 'https' : 'http') . ':default';
        $hash = md5(implode('', array_map('md5_file', $files)));
        $known = is_file(self::HASHES) ? require self::HASHES : [];
        $css = "var/resources/default/$hash.css";
        if (($known[$key] ?? '') === $hash && is_file(LC_DIR_PUBLIC . $css)) {
            return [$css, false];
        }
        FileManager::write(LC_DIR_PUBLIC . $css, self::compile($files));
        $text = "<?php\nreturn " . var_export([$key => $hash] + $known, true) . ";\n";
        // Where var cannot be written to, each page compiles again.
        if (@file_put_contents(self::HASHES, $text, LOCK_EX) !== false && function_exists('opcache_invalidate')) {
            opcache_invalidate(self::HASHES, true);
        }
        return [$css, true];
    }

    private static function compile(array $files): string
    {
        $less = implode("\n", array_map('file_get_contents', $files));
        preg_match_all('/^@([\w-]+):\s*(.+);$/m', $less, $variables, PREG_SET_ORDER);
        $css = preg_replace('/^@[\w-]+:.*\n?/m', '', $less);
        return array_reduce($variables, static fn (string $text, array $of) => str_replace("@$of[1]", $of[2], $text), $css);
    }
}
