<?php
declare(strict_types=1);

namespace XCart;

/** `cache.app`: in Valkey where config/local says so, else in files of this node. Each release has its own keys. */
final class Cache
{
    public static function get(string $key, callable $make): mixed
    {
        return Config::get('framework.cache.app') === 'cache.adapter.redis' ? self::shared($key, $make) : self::local($key, $make);
    }

    public static function clear(): void
    {
        array_map('unlink', glob(LC_DIR_VAR . 'cache/prod/*.cache') ?: []);
        if (Config::get('framework.cache.app') === 'cache.adapter.redis') {
            $redis = new Redis((string) Config::get('framework.cache.default_redis_provider'));
            array_map([$redis->client, 'del'], $redis->client->keys(self::name('') . '*'));
        }
    }

    private static function shared(string $key, callable $make): mixed
    {
        $client = (new Redis((string) Config::get('framework.cache.default_redis_provider')))->client;
        $found = $client->get(self::name($key));
        if ($found === false) {
            $client->setex(self::name($key), 300, $found = serialize($make()));
        }
        return unserialize($found);
    }

    private static function local(string $key, callable $make): mixed
    {
        $file = LC_DIR_VAR . 'cache/prod/' . md5(self::name($key)) . '.cache';
        if (!is_file($file)) {
            FileManager::write($file, serialize($make()));
        }
        return unserialize((string) file_get_contents($file));
    }

    private static function name(string $key): string
    {
        return substr(md5(LC_DIR_ROOT . LC_VERSION), 0, 10) . ":$key";
    }
}
