<?php
// What runs before X-Cart in each request: first what may end it.
declare(strict_types=1);

require __DIR__ . '/requests.php';
require __DIR__ . '/headers.php';
require __DIR__ . '/login.php';
require __DIR__ . '/idle.php';
require __DIR__ . '/login-lines.php';
require __DIR__ . '/login-lock.php';
require __DIR__ . '/order-declines.php';
require __DIR__ . '/phpinfo.php';
