<?php
// Says what account Symfony's own json_login takes a request for, with X-Cart's settings (config/packages/security.yaml): null if it is none
// of its, '' if it refuses the body.
declare(strict_types=1);

error_reporting(E_ALL & ~E_DEPRECATED);
spl_autoload_register(static function (string $class): void {
    $file = '/usr/share/php/' . str_replace('\\', '/', $class) . '.php';
    if (is_file($file)) {
        require $file;
    }
});

use Symfony\Component\HttpFoundation\Request;
use Symfony\Component\Security\Core\User\InMemoryUserProvider;
use Symfony\Component\Security\Http\Authenticator\JsonLoginAuthenticator;
use Symfony\Component\Security\Http\Authenticator\Passport\Badge\UserBadge;
use Symfony\Component\Security\Http\HttpUtils;

$request = Request::createFromGlobals();
$login = new JsonLoginAuthenticator(new HttpUtils(), new InMemoryUserProvider(), null, null, ['check_path' => '/api-login/check']);
$taken = null;
if ($login->supports($request) !== false) {
    try {
        $taken = $login->authenticate($request)->getBadge(UserBadge::class)->getUserIdentifier();
    } catch (\Throwable) {
        $taken = '';
    }
}
header('content-type: application/json');
echo json_encode($taken === null ? null : base64_encode($taken));
