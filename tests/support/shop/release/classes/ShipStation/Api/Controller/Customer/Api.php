<?php
// The add-on's one page: name and password of an administrator with each call, in the address or by Basic authentication.
declare(strict_types=1);

namespace ShipStation\Api\Controller\Customer;

use XLite\Core\Auth;
use XLite\Core\Database;

final class Api
{
    public static function answer(): void
    {
        $login = $_SERVER['PHP_AUTH_USER'] ?? $_GET['SS-UserName'] ?? null;
        $password = $_SERVER['PHP_AUTH_PW'] ?? $_GET['SS-Password'] ?? '';
        $profile = $login === null ? null : Database::getRepo('XLite\Model\Profile')->findByLogin($login);
        if ($profile === null || $profile->getPassword() !== Auth::encryptPassword($password)) {
            \Shop\Answer::send(401, '', ['WWW-Authenticate: Basic realm="ShipStation"']);
        } elseif (!$profile->isAdmin()) {
            \Shop\Answer::send(200, 'Unauthorized, no admin in database');
        } else {
            \Shop\Answer::send(($_GET['action'] ?? '') === 'broken' ? 500 : 200, 'true');
        }
    }
}
