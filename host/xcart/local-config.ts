import { nodePaths } from "../node.ts";

/**
 * X-Cart's `config/local/xcart-hosting.yaml`, which its kernel reads after everything else (src/Kernel.php): what its environment
 * cannot say.
 *
 * - The database's authorities as a folder: X-Cart drops `SSL_CA` unless a client's certificate and key are there too, and leaves
 *   `SSL_CAPATH` alone (src/Doctrine/DBAL/Driver/PDO/MySQL/Driver.php), which has PDO ask for TLS and verify as well.
 * - Sessions as PHP keeps them: in Valkey, by the pool's `session.save_path`.
 * - Cache and locks in Valkey: files of one node are no lock for a payment on another (config/services/store_for_symfony_lock.yaml).
 */
export const localConfig = `# Written by boot. Another node, another file: changes belong into the release.
doctrine:
    dbal:
        options:
            !php/const PDO::MYSQL_ATTR_SSL_CAPATH: '${nodePaths.databaseAuthorityFolder}'
framework:
    session:
        handler_id: ~
    cache:
        app: cache.adapter.redis
        default_redis_provider: '%env(REDIS_DSN)%'
services:
    Symfony\\Component\\Lock\\PersistingStoreInterface:
        factory: ['Symfony\\Component\\Lock\\Store\\StoreFactory', 'createStore']
        arguments: ['%env(LOCK_DSN)%']
        public: true
`;
