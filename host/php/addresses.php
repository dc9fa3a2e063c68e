<?php
// Addresses of clients, as what is counted by them takes them.
declare(strict_types=1);

namespace XcartNode\Addresses;

/** What no client of the internet has: only a node that is told the wrong address sees them. */
const INSIDE = ['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16', '224.0.0.0/3', '::/127', 'fc00::/7', 'fe80::/10', 'ff00::/8'];

/** An IPv4 address, or the network of one subscriber: /64. Null for what is no address. */
function addressOf(string $text): ?string
{
    $packed = @inet_pton(preg_replace('/^::ffff:(?=[\d.]+$)/i', '', $text));
    if ($packed === false) {
        return null;
    }
    return strlen($packed) === 4 ? inet_ntop($packed) : inet_ntop(substr($packed, 0, 8) . str_repeat("\0", 8)) . '/64';
}

/** Whether a subject has an address in common with one of the ranges; one in a /64 speaks for all of it. */
function touches(string $subject, array $ranges): bool
{
    [$address, $length] = explode('/', $subject) + [1 => '32'];
    $packed = inet_pton($address);
    foreach ($ranges as $range) {
        [$first, $bits] = explode('/', $range);
        $other = inet_pton($first);
        if (strlen($other) === strlen($packed) && sameBits($packed, $other, min((int) $bits, (int) $length))) {
            return true;
        }
    }
    return false;
}

function sameBits(string $one, string $other, int $bits): bool
{
    $whole = intdiv($bits, 8);
    $rest = 0xFF << (8 - $bits % 8) & 0xFF;
    return strncmp($one, $other, $whole) === 0 && ($bits % 8 === 0 || (ord($one[$whole]) & $rest) === (ord($other[$whole]) & $rest));
}
