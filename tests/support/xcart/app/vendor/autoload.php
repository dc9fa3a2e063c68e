<?php
// What Composer would make.
declare(strict_types=1);

spl_autoload_register(static function (string $class): void {
    $folders = ['XCart\\' => ['src/'], 'XLite\\' => ['var/run/classes/XLite/']];
    foreach ($folders as $prefix => $places) {
        foreach (str_starts_with($class, $prefix) ? $places : [] as $place) {
            $file = dirname(__DIR__) . "/$place" . strtr(substr($class, strlen($prefix)), '\\', '/') . '.php';
            if (is_file($file)) {
                require $file;
            }
        }
    }
});
