<?php
// PHP's own `phpinfo` prints the environment, passwords included, to any client that makes a page of the administration call it. X-Cart's
// environment page calls it without checking that it exists: so this one prints what that page needs, the versions of PHP and its parts.
declare(strict_types=1);

// Only where the pool has taken PHP's own away.
if (!function_exists('phpinfo')) {
    function phpinfo(int $flags = INFO_ALL): bool
    {
        $rows = ($flags & INFO_GENERAL) !== 0 ? ['PHP Version' => PHP_VERSION, 'Server API' => PHP_SAPI] : [];
        if (($flags & INFO_MODULES) !== 0) {
            foreach (get_loaded_extensions() as $name) {
                $rows[$name] = (string) phpversion($name);
            }
            $rows += ['libXML Version' => LIBXML_DOTTED_VERSION, 'GD Version' => defined('GD_VERSION') ? GD_VERSION : ''];
        }
        echo "<table>\n";
        foreach ($rows as $name => $value) {
            echo '<tr><td class="e">', htmlspecialchars($name), '</td><td class="v">', htmlspecialchars($value), "</td></tr>\n";
        }
        echo "</table>\n";
        return true;
    }
}
