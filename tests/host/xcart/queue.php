<?php
// Sends four messages by Symfony's own transport, takes and acknowledges them, and says what the cache has kept: `queue.php` with X-Cart's environment.
declare(strict_types=1);

use Symfony\Component\Messenger\Bridge\Redis\Transport\RedisTransportFactory;
use Symfony\Component\Messenger\Envelope;
use Symfony\Component\Messenger\Transport\Serialization\PhpSerializer;

require 'Symfony/Component/Messenger/autoload.php';
require 'Symfony/Component/Messenger/Bridge/Redis/autoload.php';

$dsn = getenv('MESSENGER_TRANSPORT_DSN');
$transport = (new RedisTransportFactory())->createTransport($dsn, [], new PhpSerializer());
for ($n = 1; $n <= 4; $n++) {
    $transport->send(new Envelope((object) ['mail' => $n]));
}
$of = parse_url($dsn);
$redis = new Redis();
$redis->connect("tls://$of[host]", $of['port']);
$redis->auth(rawurldecode($of['pass']));
$waiting = $redis->xLen('messages');
for ($done = 0; ($got = $transport->get()) !== []; $done++) {
    $transport->ack($got[0]);
}
echo json_encode(['waiting' => $waiting, 'done' => $done, 'left' => $redis->xLen('messages')]), "\n";
