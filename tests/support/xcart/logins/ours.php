<?php
// Says the same of host/php/login.php, in HOST_PHP.
declare(strict_types=1);

require getenv('HOST_PHP') . '/login.php';

header('content-type: application/json');
$attempt = \XcartNode\Login\attempt();
echo json_encode($attempt === null ? null : [
    'login' => base64_encode($attempt['login']),
    'subject' => base64_encode(\XcartNode\Login\subject($attempt['login'])),
] + $attempt);
