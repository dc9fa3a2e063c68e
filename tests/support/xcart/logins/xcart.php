<?php
// Says what login X-Cart's own classes take a request for: a script of PHP's server, with a checkout of X-Cart in XCART_CHECKOUT. Nothing of
// X-Cart is started; its Request reads the request, its Login takes `recent_login` where there is no login (init), no more.
declare(strict_types=1);

error_reporting(E_ALL & ~E_DEPRECATED & ~E_WARNING & ~E_NOTICE);
define('LC_DEVELOPER_MODE', false);
define('LOG_DEBUG_LEVEL', 0);
spl_autoload_register(static function (string $class): void {
    $checkout = getenv('XCART_CHECKOUT');
    foreach (["$checkout/classes/", "$checkout/"] as $folder) {
        $file = $folder . str_replace('\\', '/', $class) . '.php';
        if (is_file($file)) {
            require $file;
            return;
        }
    }
});
// Only notes what is refused.
eval('namespace XLite; trait InjectLoggerTrait { public function logPostponed(...$said) {} public function getLogger(...$said) {} }');

$request = \XLite\Core\Request::getInstance();
$auth = (new \ReflectionClass(\XLite\Core\Auth::class))->newInstanceWithoutConstructor();
if (empty($request->login)) {
    $request->login = $auth->remindLogin();
}
$camel = static fn (mixed $word) => is_string($word) ? \Includes\Utils\Converter::convertToUpperCamelCase($word) : '';
$encoded = static function (mixed $value) use (&$encoded): mixed {
    return match (true) {
        is_array($value) => (object) array_combine(array_map(base64_encode(...), array_map(strval(...), array_keys($value))), array_map($encoded, $value)),
        default => $value === null ? null : base64_encode((string) $value),
    };
};
header('content-type: application/json');
echo json_encode([
    'target' => strtolower($camel($request->target)),
    'action' => strtolower($camel($request->action)),
    'login' => $encoded($request->getData()['login'] ?? null),
]);
