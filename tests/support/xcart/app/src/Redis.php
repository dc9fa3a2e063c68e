<?php
declare(strict_types=1);

namespace XCart;

/** A connection to Valkey by an address such as `rediss://:password@host:6379/messages?delete_after_ack=true`. */
final class Redis
{
    public readonly \Redis $client;
    /** What the path names. */
    public readonly string $name;
    public readonly array $options;

    public function __construct(string $dsn)
    {
        $of = parse_url($dsn);
        if ($of === false || !in_array($of['scheme'] ?? '', ['redis', 'rediss'], true) || !isset($of['host'])) {
            throw new \InvalidArgumentException('an address of Redis that cannot be read');
        }
        parse_str($of['query'] ?? '', $options);
        [$this->name, $this->options] = [trim($of['path'] ?? '', '/'), $options];
        $this->client = new \Redis();
        $this->client->connect(($of['scheme'] === 'rediss' ? 'tls://' : '') . $of['host'], $of['port'] ?? 6379, 2.0);
        if (isset($of['pass'])) {
            $this->client->auth(rawurldecode($of['pass']));
        }
    }
}
