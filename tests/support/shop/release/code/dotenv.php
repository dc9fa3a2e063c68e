<?php
declare(strict_types=1);

namespace Shop;

/** What X-Cart's runtime makes of environment and `.env`: Symfony's own Dotenv, which a test puts into the release. */
function dotenv(): void
{
    $folder = dirname(__DIR__);
    foreach ([...glob("$folder/vendor/dotenv/Exception/*Interface.php"), ...glob("$folder/vendor/dotenv/Exception/*.php"), "$folder/vendor/dotenv/Dotenv.php"] as $file) {
        require_once $file;
    }
    (new \Symfony\Component\Dotenv\Dotenv())->bootEnv("$folder/.env");
    ksort($_ENV);
    echo json_encode($_ENV), "\n";
}
