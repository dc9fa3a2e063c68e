<?php
// Looks at a cache, or empties it. Reads the cache's secret on standard input.
declare(strict_types=1);

/** Keys that are looked at: enough to see what fills it, and over in seconds. */
const SAMPLE = 20_000;

/** What a key is of, without what follows: after it comes a session's id, which a reader could use. */
function groupOf(string $key): string
{
    return preg_match('/^[\w+-]{1,20}(?=:)/', $key, $found) === 1 ? $found[0] : 'other';
}

function look(Redis $cache): void
{
    $memory = $cache->info('memory');
    printf("memory %s of %s, %s\n", $memory['used_memory_human'], $memory['maxmemory_human'], $memory['maxmemory_policy']);
    $groups = [];
    $seen = 0;
    $cursor = null;
    while ($seen < SAMPLE && ($keys = $cache->scan($cursor, null, 1000)) !== false) {
        foreach ($keys as $key) {
            $group = &$groups[groupOf($key)];
            $group ??= ['keys' => 0, 'bytes' => 0, 'endless' => 0];
            $group['keys']++;
            $group['bytes'] += (int) $cache->rawCommand('MEMORY', 'USAGE', $key);
            $group['endless'] += (int) ($cache->ttl($key) === -1);
            unset($group);
            $seen++;
        }
    }
    uasort($groups, static fn (array $a, array $b) => $b['bytes'] <=> $a['bytes']);
    printf("%d keys, %d of them looked at\n", $cache->dbSize(), $seen);
    foreach (array_slice($groups, 0, 20, true) as $name => $group) {
        printf("%-20s %8d keys %12d bytes, %d without an end\n", $name, $group['keys'], $group['bytes'], $group['endless']);
    }
}

[, $part, $does] = $argv;
try {
    ['host' => $host, 'port' => $port, 'password' => $password] = json_decode(stream_get_contents(STDIN), true, 4, JSON_THROW_ON_ERROR);
    $cache = new Redis();
    $cache->connect("tls://$host", (int) $port, 5.0);
    $cache->auth($password);
    $cache->setOption(Redis::OPT_SCAN, Redis::SCAN_RETRY);
    if ($does === 'empty') {
        $before = $cache->dbSize();
        $cache->flushAll();
        printf("%s: %d keys before, %d now\n", $part, $before, $cache->dbSize());
    } else {
        echo "$part: ";
        look($cache);
    }
} catch (Throwable $reason) {
    fwrite(STDERR, "$part: " . $reason->getMessage() . "\n");
    exit(1);
}
