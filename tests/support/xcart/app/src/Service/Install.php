<?php
declare(strict_types=1);

namespace XCart\Service;

use XCart\Database;
use XCart\FileManager;
use XCart\Shop\Auth;
use XCart\Shop\Schema;

/** `xcst:install`: from a distribution and an empty database to a store. */
final class Install
{
    public static function run(array $options): void
    {
        [$login, $password] = explode(':', $options['adminCredentials'] ?? '', 2) + ['', ''];
        if (filter_var($login, FILTER_VALIDATE_EMAIL) === false || $password === '') {
            throw new \InvalidArgumentException('adminCredentials: LOGIN:PASSWORD');
        }
        if (Database::rows('SHOW TABLES LIKE ?', [Database::prefixed('{profiles}')]) !== []) {
            throw new \RuntimeException('the database has a store already');
        }
        array_map([Database::class, 'rows'], Schema::migration());
        Store::said('schema');
        self::fixtures();
        Store::said('fixtures');
        self::license($options['licenseKey'] ?? '');
        Store::said('license');
        Database::rows('INSERT INTO {profiles} (login, password, access_level) VALUES (?, ?, 100)', [strtolower($login), Auth::hash($password)]);
        Store::said('administrator');
        self::keys();
        Store::rebuild();
        Store::said('classes');
        FileManager::write(LC_DIR_ROOT . 'config/dynamic/xcart_modules.yaml', "parameters:\n    xcart.modules: 'CDev-Core'\n");
        Database::rows('INSERT INTO service_modules VALUES (?, ?, 1)', ['CDev-Core', LC_VERSION]);
        Store::setData('version', LC_VERSION);
        Store::said('installed');
    }

    private static function fixtures(): void
    {
        Database::rows("INSERT INTO {config} VALUES ('company_name', 'The stand-in shop')");
        foreach (['Kettle', 'Lamp', 'Chair'] as $n => $name) {
            $image = 'product/' . strtolower($name) . '.png';
            FileManager::copy(LC_DIR_ROOT . 'service-tool/images/product.png', LC_DIR_IMAGES . $image);
            Database::rows('INSERT INTO {products} (name, image, enabled) VALUES (?, ?, 1)', [$name, $image]);
        }
    }

    /** X-Cart asks its marketplace. */
    private static function license(string $key): void
    {
        if (preg_match('/^[A-Z0-9]{4}(-[A-Z0-9]{4}){3}$/', $key) !== 1) {
            throw new \RuntimeException('the license key is not valid');
        }
        Database::rows('INSERT INTO service_licenses VALUES (?, ?)', ['CDev-Core', $key]);
    }

    /** Keys of the API's tokens: none that a release may have. */
    private static function keys(): void
    {
        $key = openssl_pkey_new(['private_key_bits' => 2048, 'private_key_type' => OPENSSL_KEYTYPE_RSA]);
        openssl_pkey_export($key, $pem);
        FileManager::write(LC_DIR_ROOT . 'config/jwt/private.pem', $pem);
        FileManager::write(LC_DIR_ROOT . 'config/jwt/public.pem', openssl_pkey_get_details($key)['key']);
    }
}
