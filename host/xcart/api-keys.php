<?php
// The key that X-Cart's API signs its tokens with (config/packages/lexik_jwt_authentication.yaml, RS256), from its secret to files.
declare(strict_types=1);

namespace XcartNode;

const API_KEYS = '/etc/xcart/jwt';

/**
 * Files by path: the private key, without its passphrase, which would lie beside it, and the public one, which is computed: the two always
 * fit. Throws where the secret has no such key.
 */
function apiKeys(array $secret): array
{
    $key = openssl_pkey_get_private((string) ($secret['privateKey'] ?? ''), (string) ($secret['passphrase'] ?? ''));
    $details = $key === false ? false : openssl_pkey_get_details($key);
    $fits = $details !== false && $details['type'] === OPENSSL_KEYTYPE_RSA && $details['bits'] >= 2048;
    if (!$fits || !openssl_pkey_export($key, $private)) {
        throw new \UnexpectedValueException('apiSecretArn: privateKey is not a PEM of an RSA key of 2048 bits or more that passphrase opens; the previous key stays');
    }
    return [API_KEYS . '/private.pem' => $private, API_KEYS . '/public.pem' => $details['key']];
}
