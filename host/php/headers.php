<?php
// What is done when an answer's headers go out. PHP keeps one such function alone, and the lock and the idle limit both have one.
declare(strict_types=1);

namespace XcartNode\Headers;

/** Has something done then, besides what others asked for. Nothing that happens in it may be seen by a client. */
function whenSent(callable $do): void
{
    static $all = [];
    if ($all === []) {
        header_register_callback(static function () use (&$all): void {
            foreach ($all as $one) {
                try {
                    $one();
                } catch (\Throwable $error) {
                    error_log('xcart-node: ' . $error::class . ' at ' . basename($error->getFile()) . ':' . $error->getLine());
                }
            }
        });
    }
    $all[] = $do;
}
