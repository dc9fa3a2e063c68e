<?php
declare(strict_types=1);

namespace XCart;

/** X-Cart's own logs: a file a day and name, in folders of years and months. */
final class Log
{
    public static function write(string $name, string $text): void
    {
        $file = LC_DIR_LOG . gmdate('Y/m') . "/$name." . gmdate('Y-m-d') . '.log';
        FileManager::write($file, gmdate('c') . " $text\n", FILE_APPEND);
    }

    public static function exception(\Throwable $error): void
    {
        self::write('xcart', $error::class . ': ' . $error->getMessage());
        if (LC_IS_CLI_MODE) {
            fwrite(STDERR, $error::class . ': ' . $error->getMessage() . "\n");
            exit(1);
        }
        http_response_code(500);
        echo "<html><body>Internal error</body></html>\n";
    }
}
