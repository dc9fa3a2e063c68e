<?php
declare(strict_types=1);

namespace XCart;

use XCart\Shop\Schema;

/** `bin/console`: the commands that hosts and X-Cart's own upgrade run. */
final class Console
{
    public static function run(string $command, array $arguments): void
    {
        [$options, $plain] = self::split($arguments);
        match ($command) {
            'xcart:cron' => self::cron(),
            'messenger:consume' => Queue::consume(static fn (string $what) => Log::write('mail', $what), (int) ($options['time-limit'] ?? 0)),
            'cache:clear' => self::clear(),
            'dbal:run-sql' => self::sql(implode(' ', $plain)),
            'xcart:service:get-update-migration' => self::migration(isset($options['execute'])),
            'xcart:service:call-module-hook' => self::hooks($options['versionFrom'] ?? '', $options['versionTo'] ?? ''),
            default => throw new \InvalidArgumentException("There are no commands defined in the name \"$command\""),
        };
    }

    /** Sitemap and feeds, which every node serves. */
    private static function cron(): void
    {
        $urls = array_map(static fn (array $of) => "<url><loc>/?target=product&amp;product_id={$of['product_id']}</loc></url>", Database::rows('SELECT product_id FROM {products}'));
        FileManager::write(LC_DIR_DATA . 'xmlsitemap.1.xml', '<urlset>' . implode('', $urls) . "</urlset>\n");
        Log::write('cron', 'sitemap ' . count($urls));
        echo "Execution time: 00:00:00\n";
    }

    private static function clear(): void
    {
        Cache::clear();
        echo "[OK] Cache was cleared\n";
    }

    private static function sql(string $statement): void
    {
        foreach (Database::rows($statement) as $row) {
            echo ' ', implode(' ', $row), "\n";
        }
    }

    private static function migration(bool $execute): void
    {
        foreach (Schema::migration() as $statement) {
            echo "- '" . str_replace("'", "''", $statement) . "'\n";
            $execute && Database::rows($statement);
        }
    }

    /** Hooks of versions after `$from`, up to `$to`. */
    private static function hooks(string $from, string $to): void
    {
        $count = 0;
        foreach (glob(LC_DIR_ROOT . 'src/LifetimeHook/Upgrade/UpgradeTo_*.php') ?: [] as $file) {
            $version = strtr(substr(basename($file, '.php'), strlen('UpgradeTo_')), '_', '.');
            if (version_compare($version, $from, '>') && version_compare($version, $to, '<=')) {
                (new ('XCart\LifetimeHook\Upgrade\\' . basename($file, '.php'))())->onUpgrade();
                $count++;
            }
        }
        echo "$count hook entities was called\nOK\n";
    }

    private static function split(array $arguments): array
    {
        $options = $plain = [];
        foreach ($arguments as $argument) {
            if (preg_match('/^--([\w-]+)(?:=(.*))?$/s', $argument, $of) === 1) {
                $options[$of[1]] = $of[2] ?? '';
            } else {
                $plain[] = $argument;
            }
        }
        return [$options, $plain];
    }
}
