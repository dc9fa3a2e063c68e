<?php
// Says what X-Cart's own Auth makes of logins, one after the other, and where it notes it: of a checkout of X-Cart, or the stand-in, in
// XCART_CHECKOUT; from standard input lists of logins, as sequences.ts makes them.
declare(strict_types=1);

require __DIR__ . '/around-auth.php';

use Harness\State;

error_reporting(E_ALL & ~E_DEPRECATED & ~E_WARNING & ~E_NOTICE);

class XLite
{
    public static function isAdminZone(): bool
    {
        return State::$admin;
    }
}
class_alias(\Harness\Profile::class, 'XLite\Model\Profile');
class_alias(\Harness\Profile::class, 'XLite\Core\Profile');
spl_autoload_register(static function (string $class): void {
    $file = getenv('XCART_CHECKOUT') . '/classes/' . str_replace('\\', '/', $class) . '.php';
    is_file($file) && require $file;
});

$auth = \XLite\Core\Auth::getInstance();
echo json_encode(array_map(static function (array $logins) use ($auth): array {
    State::begin();
    return array_map(static function (array $of) use ($auth): string {
        State::wait($of['after']);
        [State::$admin, State::$cookies] = [$of['admin'], []];
        $result = $of['admin'] ? $auth->loginAdministrator($of['login'], $of['password']) : $auth->login($of['login'], $of['password']);
        return ($result instanceof \Harness\Profile ? $result->name : $result) . ': ' . State::said();
    }, $logins);
}, json_decode(stream_get_contents(STDIN), true)));
