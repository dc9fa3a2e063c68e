<?php
// Stands in for X-Cart behind a real node: says which zone, target and action X-Cart 5.5 takes a request for
// (classes/XLite/Core/Request.php, mapRequest and checkControlArgument; Includes/Utils/Converter.php, convertToUpperCamelCase;
// config/routes.yaml). Case and underscores do not count there, so both are dropped from what it says.
declare(strict_types=1);

namespace XLite\Core {
    final class Request
    {
        public string $target = '';
        public string $login = '';

        public static function getInstance(): self
        {
            static $instance = null;
            return $instance ??= new self();
        }
    }
}

namespace {
    $path = rawurldecode(strtok($_SERVER['REQUEST_URI'], '?') ?: '/');
    $route = preg_replace('#^/index\.php(?=/|$)#', '', $path);
    $zone = match (true) {
        preg_match('#^/admin(?:/|$)#', $route) === 1 => 'admin',
        preg_match('#^/(?:api|api-login|mcp)(?:/|$)#', $route) === 1 => 'api',
        default => 'shop',
    };
    $said = array_merge($_COOKIE, $_GET, $_POST);
    // X-Cart admits a line's end too, and then has no class and no method of such a name.
    $isControl = static fn (mixed $value): bool => is_string($value) && preg_match('/^[a-z0-9_]*$/DSi', $value) === 1;
    if (isset($said['target']) && !$isControl($said['target'])) {
        $said = ['target' => 'page_not_found'];
    }
    if (isset($said['action']) && !$isControl($said['action'])) {
        unset($said['action']);
    }
    $word = static fn (string $name): string => strtolower(str_replace('_', '', (string) ($said[$name] ?? '')));
    // A header, since an answer to HEAD has no body.
    header('X-Taken: ' . json_encode(['zone' => $zone, 'target' => $word('target'), 'action' => $word('action')]));
    // What the node looks at afterwards. There are no accounts here, so every password is wrong.
    \XLite\Core\Request::getInstance()->target = $word('target');
    \XLite\Core\Request::getInstance()->login = is_string($said['login'] ?? null) ? $said['login'] : '';
    echo "the shop\n";
}
