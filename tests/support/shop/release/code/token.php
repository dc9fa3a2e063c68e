<?php
declare(strict_types=1);

namespace Shop;

/** Signs a token, or says whether the signature of one is right: by RS256, with keys and passphrase as the environment has them. */
function token(string $given): void
{
    $encode = static fn (string $text) => rtrim(strtr(base64_encode($text), '+/', '-_'), '=');
    $decode = static fn (string $text) => base64_decode(strtr($text, '-_', '+/'));
    if ($given === '') {
        $said = $encode('{"alg":"RS256","typ":"JWT"}') . '.' . $encode(json_encode(['username' => 'jane', 'exp' => time() + 3600]));
        $key = openssl_pkey_get_private(file_get_contents($_ENV['JWT_SECRET_KEY']), $_ENV['JWT_PASSPHRASE']);
        openssl_sign($said, $signature, $key, OPENSSL_ALGO_SHA256);
        echo $said . '.' . $encode($signature);
        return;
    }
    [$header, $claims, $signature] = explode('.', $given);
    $key = openssl_pkey_get_public(file_get_contents($_ENV['JWT_PUBLIC_KEY']));
    echo json_encode(openssl_verify("$header.$claims", $decode($signature), $key, OPENSSL_ALGO_SHA256) === 1);
}
