<?php
// The end of a request as Symfony does it: the session is saved, then the answer goes out before the script's end.
declare(strict_types=1);

namespace Shop;

final class Session
{
    private static bool $started = false;
    /** Of those who call themselves a bot, whom X-Cart keeps nothing of. */
    private static array $dump = [];

    public static function get(string $name): mixed
    {
        return self::isBot() ? self::$dump[$name] ?? null : self::attributes()[$name] ?? null;
    }

    public static function set(string $name, mixed $value): void
    {
        if (self::isBot()) {
            self::$dump[$name] = $value;
            return;
        }
        self::attributes();
        $_SESSION['_sf2_attributes'][$name] = $value;
    }

    public static function save(): void
    {
        if (self::$started) {
            session_write_close();
        }
    }

    private static function attributes(): array
    {
        if (!self::$started) {
            self::$started = session_start();
        }
        return $_SESSION['_sf2_attributes'] ??= [];
    }

    private static function isBot(): bool
    {
        return stripos($_SERVER['HTTP_USER_AGENT'] ?? '', 'bot') !== false;
    }
}

final class Answer
{
    /** @var list<string> */
    private static array $cookies = [];

    public static function cookie(string $name, string $value): void
    {
        self::$cookies[] = "Set-Cookie: $name=" . rawurlencode($value) . '; path=/; secure; httponly; samesite=lax';
    }

    /** @param list<string> $headers */
    public static function send(int $status, string $text = '', array $headers = []): void
    {
        Session::save();
        http_response_code($status);
        foreach ([...$headers, ...self::$cookies] as $header) {
            header($header, false, $status);
        }
        echo $text;
        fastcgi_finish_request();
    }
}
