<?php
// Sends as PHPMailer does, which X-Cart sends by: PHP's mail(), the envelope's sender in the fifth argument.
declare(strict_types=1);

namespace Shop;

function sendMail(string $asked): void
{
    [$to, $subject, $body, $headers, $params] = json_decode($asked, true, 4, JSON_THROW_ON_ERROR);
    $text = is_array($body) ? str_repeat(...$body) : $body;
    echo json_encode(\mail($to, $subject, $text, $headers, $params)), "\n";
}
