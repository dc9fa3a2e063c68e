<?php
declare(strict_types=1);

namespace XCart\Service;

use XCart\Config;
use XCart\Database;
use XCart\FileManager;

/** An upgrade: kept in the database, and gone on with by `xcst:continue` where it was interrupted. */
final class Scenario
{
    private const STEPS = ['unpack', 'migrate', 'rebuild', 'hooks', 'finish'];

    public static function active(): ?array
    {
        return Database::rows('SELECT * FROM service_scenario ORDER BY id DESC LIMIT 1')[0] ?? null;
    }

    /** `xcst:upgrade`: what the next version of the kind is, by packs in `var/packs` or by the marketplace. */
    public static function create(string $kind, bool $force): void
    {
        if (self::active() !== null && !$force) {
            throw new \RuntimeException('a scenario is active: continue it, or drop it with -f');
        }
        $from = Store::versionOfFiles();
        $to = array_values(array_filter(self::packs(), static fn (string $version) => self::kind($from, $version) === $kind));
        if ($to === []) {
            throw new \RuntimeException("no upgrade of the kind \"$kind\" from $from");
        }
        usort($to, 'version_compare');
        Database::rows('DELETE FROM service_scenario');
        Database::rows('INSERT INTO service_scenario (kind, version_from, version_to, done) VALUES (?, ?, ?, ?)', [$kind, $from, end($to), '']);
        echo "scenario: $kind $from -> " . end($to) . "\n";
    }

    public static function goOn(): void
    {
        $scenario = self::active() ?? throw new \RuntimeException('no scenario is active');
        $done = array_filter(explode(',', $scenario['done']));
        foreach (array_diff(self::STEPS, $done) as $step) {
            self::{$step}($scenario);
            $done[] = $step;
            Database::rows('UPDATE service_scenario SET done = ? WHERE id = ?', [implode(',', $done), $scenario['id']]);
            Store::said($step);
        }
    }

    private static function unpack(array $scenario): void
    {
        $pack = LC_DIR_TMP . 'pack.tar.gz';
        FileManager::write($pack, (string) file_get_contents(self::source() . "CDev-Core-v{$scenario['version_to']}.tar.gz"));
        (new \PharData($pack))->extractTo(LC_DIR_ROOT, null, true);
        unlink($pack);
    }

    /** In a process of its own: this one has the former classes. */
    private static function migrate(array $scenario): void
    {
        self::console('xcart:service:get-update-migration', '[]', '[]', '{}', '--execute');
    }

    private static function rebuild(array $scenario): void
    {
        Store::rebuild();
    }

    private static function hooks(array $scenario): void
    {
        self::console('xcart:service:call-module-hook', "--versionFrom={$scenario['version_from']}", "--versionTo={$scenario['version_to']}", 'upgrade', 'CDev-Core');
    }

    private static function finish(array $scenario): void
    {
        Store::setData('version', $scenario['version_to']);
        Database::rows('UPDATE service_modules SET version = ? WHERE id = ?', [$scenario['version_to'], 'CDev-Core']);
        Database::rows('DELETE FROM service_scenario');
    }

    private static function console(string ...$arguments): void
    {
        passthru(implode(' ', array_map('escapeshellarg', [PHP_BINARY, LC_DIR_ROOT . 'bin/console', ...$arguments])), $status);
        if ($status !== 0) {
            throw new \RuntimeException("$arguments[0] failed");
        }
    }

    private static function kind(string $from, string $to): ?string
    {
        [$a, $b] = [explode('.', $from), explode('.', $to)];
        if (version_compare($to, $from, '<=') || $a[0] !== $b[0]) {
            return null;
        }
        return array_slice($a, 0, 3) === array_slice($b, 0, 3) ? 'build' : 'minor';
    }

    /** @return list<string> versions that can be had */
    private static function packs(): array
    {
        $marketplace = (string) Config::get('parameters.xcart.marketplace.url');
        $names = $marketplace === '' ? implode("\n", array_map('basename', glob(self::source() . '*.tar.gz') ?: [])) : (string) file_get_contents("{$marketplace}packs.txt");
        preg_match_all('/CDev-Core-v([\d.]+)\.tar\.gz/', $names, $of);
        return $of[1];
    }

    private static function source(): string
    {
        return (string) Config::get('parameters.xcart.marketplace.url') ?: LC_DIR_VAR . 'packs/';
    }
}
