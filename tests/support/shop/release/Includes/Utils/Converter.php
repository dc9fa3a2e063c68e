<?php
declare(strict_types=1);

namespace Includes\Utils;

/** Words of requests as names of classes and methods: three marks part words, each of which begins with a capital. */
final class Converter
{
    public static function convertToUpperCamelCase(?string $words): string
    {
        return implode('', array_map(ucfirst(...), preg_split('/[ ._-]/', (string) $words)));
    }
}
