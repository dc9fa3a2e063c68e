<?php
// Stands in for X-Cart 5.5 in tests: of its shape where a host sees it, none of its code. See tests/support/xcart/stand-in.ts.
declare(strict_types=1);

define('LC_VERSION', '@VERSION@');
define('LC_DIR_ROOT', realpath(__DIR__) . '/');
define('LC_DIR_PUBLIC', LC_DIR_ROOT . 'public/');
define('LC_DIR_IMAGES', LC_DIR_PUBLIC . 'images/');
define('LC_DIR_FILES', LC_DIR_PUBLIC . 'files/');
define('LC_DIR_CACHE_RESOURCES', LC_DIR_PUBLIC . 'var/resources/');
define('LC_DIR_VAR', LC_DIR_ROOT . 'var/');
define('LC_DIR_DATA', LC_DIR_VAR . 'data/');
define('LC_DIR_TMP', LC_DIR_VAR . 'tmp/');
define('LC_DIR_LOG', LC_DIR_VAR . 'log/');
define('LC_DIR_COMPILE', LC_DIR_VAR . 'run/');
define('LC_IS_CLI_MODE', PHP_SAPI === 'cli');

require LC_DIR_ROOT . 'vendor/autoload.php';

XCart\Dotenv::load(LC_DIR_ROOT);
error_reporting(E_ALL);
ini_set('display_errors', '0');
set_exception_handler([XCart\Log::class, 'exception']);
