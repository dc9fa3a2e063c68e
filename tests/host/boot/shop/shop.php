<?php
// Does with files and folders what X-Cart does with them. `php shop.php WHAT [ARGUMENT…]` prints as JSON what came of it.
declare(strict_types=1);

namespace Shop;

// Where X-Cart is, as it finds it itself: no link is left in it.
define('ROOT', realpath(dirname(__DIR__)) . '/');
const VAR_FOLDER = ROOT . 'var/';
const PUBLIC_FOLDER = ROOT . 'public/';
const IMAGES = PUBLIC_FOLDER . 'images/';

/** Paths and folders: only what really lies below the root counts. */
final class Paths
{
    public static function relative(string $path, string $root = ROOT): ?string
    {
        $real = realpath($path);
        $real = $real !== false && is_dir($real) ? "$real/" : $real;
        return $real !== false && str_starts_with($real, $root) ? substr($real, strlen($root)) : null;
    }

    public static function folder(string $path): bool
    {
        return is_dir($path) || (@mkdir($path, 0777, true) && is_dir($path));
    }
}

/** Style sheets are compiled where their sources' hash is not the one in a file of `var`. */
final class Styles
{
    private const HASHES = VAR_FOLDER . '.styleHashes.php';

    public static function compile(): int
    {
        $source = ROOT . 'assets/shop.less';
        $made = PUBLIC_FOLDER . 'var/resources/default/https/screen/shop.css';
        $known = is_file(self::HASHES) ? (array) unserialize(file_get_contents(self::HASHES)) : [];
        if (is_file($made) && ($known[$made] ?? '') === md5_file($source)) {
            return 0;
        }
        Paths::folder(dirname($made));
        file_put_contents($made, str_replace('@colour', 'red', file_get_contents($source)));
        @file_put_contents(self::HASHES, serialize([$made => md5_file($source)] + $known));
        return 1;
    }
}

/** Uploads of staff: a logo into a folder that is made beside the pictures, and a large file in parts. */
final class Uploads
{
    public static function logo(string $content): ?string
    {
        $folder = PUBLIC_FOLDER . Paths::relative(IMAGES, PUBLIC_FOLDER) . 'simplecms/';
        $path = $folder . 'logo.png';
        return Paths::folder($folder) && file_put_contents($path, $content) !== false ? Paths::relative($path) : null;
    }

    public static function part(string $name, string $content): bool
    {
        $file = @fopen(VAR_FOLDER . "tmp/$name.filepart", 'ab');
        return $file !== false && fwrite($file, $content) !== false && fclose($file);
    }

    public static function whole(string $name): ?string
    {
        $to = PUBLIC_FOLDER . "files/$name";
        return @rename(VAR_FOLDER . "tmp/$name.filepart", $to) ? file_get_contents($to) : null;
    }
}

/** Lists of products as CSV, in and out, which name pictures by their paths below the root. */
final class Lists
{
    public static function takes(string $picture): bool
    {
        return is_readable(ROOT . $picture) && str_starts_with((string) realpath(ROOT . $picture), ROOT);
    }

    public static function export(string $name): ?string
    {
        $path = VAR_FOLDER . "export/$name";
        $line = Paths::relative(IMAGES . 'logo.png');
        return $line !== null && file_put_contents($path, "$line\n") !== false ? Paths::relative($path) . ": $line" : null;
    }
}

/** What cron writes once, and each node hands out. */
final class Sitemap
{
    public static function write(string $content): bool
    {
        $folder = VAR_FOLDER . 'data/sitemaps/';
        return Paths::folder($folder) && file_put_contents("$folder.new", $content) !== false && rename("$folder.new", "{$folder}sitemap.xml");
    }

    public static function read(): ?string
    {
        return @file_get_contents(VAR_FOLDER . 'data/sitemaps/sitemap.xml') ?: null;
    }
}

/** What it must not be able to do. */
final class Code
{
    public static function write(string $path): bool
    {
        return @file_put_contents(ROOT . $path, 'eval') !== false;
    }

    public static function compiled(): mixed
    {
        return include VAR_FOLDER . 'run/classes/A.php';
    }
}

[, $what] = $argv;
echo json_encode(
    match ($what) {
        'relative' => Paths::relative(ROOT . $argv[2]),
        'compile' => Styles::compile(),
        'logo' => Uploads::logo($argv[2]),
        'part' => Uploads::part($argv[2], $argv[3]),
        'whole' => Uploads::whole($argv[2]),
        'takes' => Lists::takes($argv[2]),
        'export' => Lists::export($argv[2]),
        'write-sitemap' => Sitemap::write($argv[2]),
        'sitemap' => Sitemap::read(),
        'write-code' => Code::write($argv[2]),
        'compiled' => Code::compiled(),
    },
    JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR,
);
