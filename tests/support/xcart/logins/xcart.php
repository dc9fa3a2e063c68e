<?php
// Says what login X-Cart's own classes take a request for: a script of PHP's server, with a checkout of X-Cart, or the stand-in, in
// XCART_CHECKOUT. Nothing is started but its Request; its Login's only part is that it takes `recent_login` where there is no login (init).
declare(strict_types=1);

namespace XLite {
    // Only notes what is refused.
    trait InjectLoggerTrait
    {
        public function logPostponed(mixed ...$said): void
        {
        }
    }
}

namespace {
    error_reporting(E_ALL & ~E_DEPRECATED & ~E_WARNING & ~E_NOTICE);
    define('LC_DEVELOPER_MODE', false);
    spl_autoload_register(static function (string $class): void {
        foreach (['classes/', ''] as $folder) {
            $file = getenv('XCART_CHECKOUT') . "/$folder" . str_replace('\\', '/', $class) . '.php';
            if (is_file($file)) {
                require $file;
                return;
            }
        }
    });

    $request = \XLite\Core\Request::getInstance();
    if (empty($request->login)) {
        $request->login = (new \ReflectionClass(\XLite\Core\Auth::class))->newInstanceWithoutConstructor()->remindLogin();
    }
    $word = static fn (mixed $of) => is_string($of) ? strtolower(\Includes\Utils\Converter::convertToUpperCamelCase($of)) : '';
    $encoded = static function (mixed $value) use (&$encoded): mixed {
        return match (true) {
            is_array($value) => (object) array_combine(array_map(static fn ($key) => base64_encode((string) $key), array_keys($value)), array_map($encoded, $value)),
            default => $value === null ? null : base64_encode((string) $value),
        };
    };
    header('content-type: application/json');
    echo json_encode([
        'target' => $word($request->target),
        'action' => $word($request->action),
        'login' => $encoded($request->getData()['login'] ?? null),
    ]);
}
