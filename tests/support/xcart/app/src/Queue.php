<?php
declare(strict_types=1);

namespace XCart;

/** Messenger's transport `async`: a stream with one group. Acknowledged messages stay unless the address says `delete_after_ack`. */
final class Queue
{
    private const GROUP = 'symfony';

    public static function send(string $what): void
    {
        $redis = new Redis(Dotenv::get('MESSENGER_TRANSPORT_DSN'));
        $redis->client->xAdd($redis->name, '*', ['message' => $what]);
    }

    /** Takes messages until `$seconds` have passed, or none is left where that is 0. */
    public static function consume(callable $handle, int $seconds): void
    {
        $redis = new Redis(Dotenv::get('MESSENGER_TRANSPORT_DSN'));
        $redis->client->xGroup('CREATE', $redis->name, self::GROUP, '0', true);
        $end = time() + $seconds;
        do {
            $taken = $redis->client->xReadGroup(self::GROUP, 'consumer', [$redis->name => '>'], 1)[$redis->name] ?? [];
            foreach ($taken as $id => $message) {
                $handle($message['message']);
                $redis->client->xAck($redis->name, self::GROUP, [$id]);
                if (($redis->options['delete_after_ack'] ?? '') === 'true') {
                    $redis->client->xDel($redis->name, [$id]);
                }
            }
            if ($taken === [] && $seconds > 0) {
                usleep(200_000);
            }
        } while ($taken !== [] || time() < $end);
    }
}
