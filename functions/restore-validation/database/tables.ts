/** One of X-Cart's tables, as a drill checks it. */
export interface CoreTable {
  /** Without the prefix. */
  readonly name: string;
  /** `always` has rows from installation on; `kept` may be empty, but does not lose rows by itself; `volatile` comes and goes. */
  readonly rows: "always" | "kept" | "volatile";
}

/**
 * The tables that a store cannot do without, in X-Cart 5.4, 5.5 and 5.6 alike (the entities under classes/XLite/Model of 5.4.1 and 5.5.0
 * name the same ones). Add-ons bring more: those are read too, but not expected.
 */
export const coreTables: readonly CoreTable[] = [
  { name: "config", rows: "always" },
  { name: "languages", rows: "always" },
  { name: "countries", rows: "always" },
  { name: "currencies", rows: "always" },
  { name: "categories", rows: "always" },
  { name: "order_payment_statuses", rows: "always" },
  { name: "order_shipping_statuses", rows: "always" },
  { name: "payment_methods", rows: "always" },
  { name: "permissions", rows: "always" },
  { name: "roles", rows: "always" },
  // The administrator at least; guests' profiles go with their carts.
  { name: "profiles", rows: "always" },
  { name: "profile_addresses", rows: "volatile" },
  // Carts are in it too, so its rows come and go: orders are counted apart.
  { name: "orders", rows: "volatile" },
  { name: "order_items", rows: "volatile" },
  { name: "order_history_events", rows: "kept" },
  { name: "payment_transactions", rows: "kept" },
  { name: "products", rows: "kept" },
  { name: "product_translations", rows: "kept" },
  { name: "product_images", rows: "kept" },
  { name: "category_products", rows: "kept" },
  { name: "category_translations", rows: "kept" },
  { name: "shipping_methods", rows: "kept" },
  { name: "clean_urls", rows: "kept" },
  { name: "states", rows: "kept" },
];

/** The table of orders: a column distinguishes them from carts, times are seconds since 1970. */
export const orders = { table: "orders", time: "date", isOrder: "is_order" } as const;
