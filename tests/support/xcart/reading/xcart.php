<?php
// What X-Cart's own classes take a request for: its Request and its two Converters, from a checkout that XCART names, for PHP's built-in
// server. Stood in for are the log, which keeps what was refused, and the cache of controllers, which is empty here.
declare(strict_types=1);

namespace XLite {
    trait InjectLoggerTrait
    {
        protected function logPostponed(mixed ...$ignored): void
        {
        }
    }
}

namespace XLite\Core\Cache {
    final class Registry
    {
        public function fetch(string $name): false
        {
            return false;
        }

        public function save(string $name, mixed $value): bool
        {
            return true;
        }
    }
}

namespace {
    error_reporting(E_ALL & ~E_DEPRECATED);
    $checkout = getenv('XCART') ?: throw new RuntimeException('XCART names no checkout of X-Cart');
    define('LC_DEVELOPER_MODE', true);
    define('LC_DIR_MODULES', "$checkout/modules/");
    define('LC_DIR_CACHE_CLASSES', '/nowhere/');
    spl_autoload_register(static function (string $class) use ($checkout): void {
        $path = str_replace('\\', '/', $class);
        $inModule = preg_replace('~^([^/]+/[^/]+)/~', 'modules/$1/src/', $path);
        foreach (["classes/$path", $path, $inModule] as $place) {
            if (is_file("$checkout/$place.php")) {
                require_once "$checkout/$place.php";
                return;
            }
        }
    });

    /** Some actions, as methods that X-Cart would look for. */
    final class Actions
    {
        public function doActionLogin(): void
        {
        }

        public function doActionAdd(): void
        {
        }

        public function doActionCheckout(): void
        {
        }

        public function doActionCreateOrder(): void
        {
        }

        public function doActionCardSetup(): void
        {
        }
    }

    if (str_starts_with($_SERVER['REQUEST_URI'], '/admin/')) {
        $zone = 'Admin';
    } else {
        $zone = 'Customer';
    }
    $request = XLite\Core\Request::getInstance();
    ['target' => $target, 'action' => $action] = $request->getData() + ['target' => null, 'action' => null];
    try {
        $class = $target ? XLite\Core\Converter::getControllerClassInZone($target, $zone) : null;
    } catch (Error $missing) {
        // A class is there, but not all of what it is made of.
        $class = "?{$missing->getMessage()}";
    }
    $method = 'doAction' . Includes\Utils\Converter::convertToUpperCamelCase((string) $action);
    header('Content-Type: application/json');
    echo json_encode([
        'version' => XLite::XC_VERSION,
        'target' => $target === null ? null : bin2hex($target),
        'action' => $action === null ? null : bin2hex($action),
        'controller' => $class,
        'hasMethod' => method_exists(Actions::class, $method),
    ], JSON_THROW_ON_ERROR);
}
