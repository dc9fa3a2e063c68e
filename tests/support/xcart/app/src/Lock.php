<?php
declare(strict_types=1);

namespace XCart;

/** A lock of the whole store, such as one payment takes: in Valkey by `LOCK_DSN`, else a file of this node. */
final class Lock
{
    public static function during(string $name, callable $work): mixed
    {
        $dsn = Dotenv::get('LOCK_DSN');
        return $dsn === 'flock' ? self::byFile($name, $work) : self::byRedis(new Redis($dsn), "lock:$name", $work);
    }

    private static function byRedis(Redis $redis, string $key, callable $work): mixed
    {
        $mine = bin2hex(random_bytes(16));
        for ($tries = 0; !$redis->client->set($key, $mine, ['nx', 'ex' => 30]); $tries++) {
            if ($tries >= 100) {
                throw new \RuntimeException('somebody else holds the lock');
            }
            usleep(50_000);
        }
        try {
            return $work();
        } finally {
            $redis->client->eval('return redis.call("get", KEYS[1]) == ARGV[1] and redis.call("del", KEYS[1])', [$key, $mine], 1);
        }
    }

    private static function byFile(string $name, callable $work): mixed
    {
        FileManager::write($path = LC_DIR_TMP . "$name.lock", '');
        $file = fopen($path, 'c');
        flock($file, LOCK_EX);
        try {
            return $work();
        } finally {
            fclose($file);
        }
    }
}
