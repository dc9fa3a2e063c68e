/**
 * Hosts of X-Cart that a store calls: licence, add-ons, upgrades (`market.` by 5.5 and later; the installer of 5.4 is not served).
 * Source: config/shared/x_cart.yaml of 5.5; HTTPS only since 2022-05-16.
 */
export const xcartHosts = ["my.x-cart.com", "market.x-cart.com", "secure.x-cart.com", "mc-end-auth.qtmsoft.com"] as const;

/** Where RDS publishes the authorities of its databases' certificates; the builder of releases fetches them. */
export const trustStoreHost = "truststore.pki.rds.amazonaws.com";
