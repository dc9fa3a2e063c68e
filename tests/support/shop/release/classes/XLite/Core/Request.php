<?php
// What X-Cart makes of a request, written for tests by what tests/support/xcart/logins/recorded.jsonl says of X-Cart's own.
declare(strict_types=1);

namespace XLite\Core;

final class Request
{
    private static ?self $instance = null;
    private array $data;
    private readonly array $raw;

    public static function getInstance(): self
    {
        return self::$instance ??= new self();
    }

    private function __construct()
    {
        $data = array_merge($_COOKIE, $_GET, $_POST);
        foreach (['target', 'action'] as $name) {
            if (isset($data[$name]) && !(is_string($data[$name]) && preg_match('/^\w*$/', $data[$name]) === 1)) {
                $data = ($name === 'target' ? ['target' => '404', 'action' => null] : ['action' => null]) + $data;
            }
        }
        $this->raw = self::apart($data);
        $this->data = self::clean($this->raw);
    }

    public function __get(string $name): mixed
    {
        return $this->data[$name] ?? null;
    }

    public function __set(string $name, mixed $value): void
    {
        $this->data[$name] = self::apart($value);
    }

    public function __isset(string $name): bool
    {
        return isset($this->data[$name]);
    }

    public function getData(): array
    {
        return $this->data;
    }

    public function getNonFilteredData(): array
    {
        return $this->raw;
    }

    private static function clean(array $data): array
    {
        $kept = [];
        foreach ($data as $key => $value) {
            if (is_string($value) && $value !== '' && !is_numeric($value)) {
                $value = strip_tags($value);
                if (str_contains($value . $key, '__dynamic_widget_placeholder__')) {
                    continue;
                }
                $value = self::apart($value);
            }
            $kept[$key] = is_array($value) ? self::clean($value) : $value;
        }
        return $kept;
    }

    /** Twig's brackets, written out or as entities, are two blanks. */
    private static function apart(mixed $value): mixed
    {
        if (is_array($value)) {
            return array_map(self::apart(...), $value);
        }
        foreach (['{' => ['&#123;', '&#x7b;'], '}' => ['&#125;', '&#x7d;']] as $bracket => [$decimal, $hex]) {
            $one = preg_quote($bracket) . "|$decimal|$hex";
            $value = is_string($value) ? preg_replace("/($one)($one)/", '  ', $value) : $value;
        }
        return $value;
    }
}
