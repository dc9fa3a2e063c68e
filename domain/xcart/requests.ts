/*
 * What X-Cart takes a request for. Its class and method are named by the arguments `target` and `action`, from which underscores are
 * dropped and in which case does not count (5.5.0.29: Includes/Utils/Converter.php, convertToUpperCamelCase; PHP's method names).
 * Table for all that limits, counts or refuses requests: the web ACL, the node, the login guard. Sources are files of X-Cart
 * 5.5.0.29 and, where it says so, 5.4.1.23; an add-on is named by its author and name.
 */

/** A request by X-Cart's control arguments, each in the spelling that X-Cart itself writes; one that is not there may be anything. */
export interface ControlWords {
  readonly target?: string;
  readonly action?: string;
  /** Where X-Cart or an add-on of it says so. */
  readonly source: string;
}

/** Kinds of request that others abuse, or that exceptions are made for. */
export const requestKinds = {
  /** Passwords and second factors are tried out. The API's login is known by its path ({@link apiLoginPath}). */
  login: [
    { target: "login", source: "classes/XLite/Controller/{Customer,Admin}/Login.php" },
    { target: "authy_login", source: "5.4, XC/TwoFactorAuthentication: Controller/{Customer,Admin}/AuthyLogin.php" },
  ],
  /** Requests that make accounts and send emails. */
  account: [
    { target: "recover_password", source: "classes/XLite/Controller/Customer/RecoverPassword.php" },
    { target: "profile", source: "classes/XLite/Controller/Customer/Profile.php" },
    // A subclass of Profile, so it has its action `register` as well.
    { target: "force_change_password", source: "classes/XLite/Controller/Customer/ForceChangePassword.php" },
  ],
  /** Steps of the checkout, and the pages that ask for a card. */
  checkout: [
    { target: "checkout", source: "classes/XLite/Controller/Customer/Checkout.php" },
    { target: "amazon_checkout", source: "5.4, Amazon/PayWithAmazon: Controller/Customer/AmazonCheckout.php, a subclass of Checkout" },
  ],
  /** Cards are tried out: an order is placed, or a card is authorised without one. Any target, since subclasses inherit the methods. */
  order: [
    { action: "checkout", source: "classes/XLite/Controller/Customer/Checkout.php, doActionCheckout" },
    {
      action: "create_order",
      source: "CDev/Paypal: PaypalCommercePlatform.php, doActionCreateOrder, before a card's fields are sent to PayPal",
    },
    { action: "express_checkout_return", source: "CDev/Paypal: src/Controller/Customer/Checkout.php, which calls doActionCheckout" },
    { action: "card_setup", source: "XPay/XPaymentsCloud: XpaymentsCards.php; Iidev/CloverPayments: PaymentCards.php, doActionCardSetup" },
    { action: "xpayments_wallet_checkout", source: "XPay/XPaymentsCloud: Checkout.php, which calls doActionCheckout" },
    { action: "xpayments_apple_pay_checkout", source: "5.4, XPay/XPaymentsCloud: Checkout.php, which calls doActionCheckout" },
    { action: "xpc_iframe", source: "X-Payments connector: Checkout.php, which calls doActionCheckout, and AddNewCard.php" },
  ],
  search: [{ target: "search", source: "classes/XLite/Controller/Customer/Search.php" }],
  /** Payment providers call these, signed or with the number of a payment, and send shoppers back to them; their classes look at no action. */
  callback: [
    { target: "callback", source: "classes/XLite/Controller/Customer/Callback.php; XC/Stripe, CDev/Paypal, CDev/AuthorizeNet register it" },
    { target: "payment_return", source: "classes/XLite/Controller/Customer/PaymentReturn.php" },
    {
      target: "xpayments_subscriptions_callback",
      source: "XPay/XPaymentsCloud: src/Controller/Customer/XpaymentsSubscriptionsCallback.php",
    },
  ],
  /** Shoppers send files. */
  upload: [
    { target: "customer_attachments", action: "upload", source: "XC/CustomerAttachments: src/Controller/Customer/CustomerAttachments.php" },
    { target: "customer_attachments", action: "ajax_upload", source: "XC/CustomerAttachments: CustomerAttachments.php" },
    // The add-to-cart form, with files in it where the add-on is.
    { target: "cart", action: "add", source: "XC/CustomerAttachments: src/Controller/Customer/Cart.php" },
    { target: "files", source: "targets of merchants' own add-ons; X-Cart's shop has none of that name" },
  ],
  /** Other companies' servers call these, each with a key or a password of an administrator. */
  integration: [
    { target: "cloud_search_api", source: "QSL/CloudSearch: src/Controller/Customer/CloudSearchApi.php" },
    { target: "api", source: "ShipStation/Api: src/Controller/Customer/Api.php, which checks an administrator's password in any action" },
  ],
} as const satisfies Readonly<Record<string, readonly ControlWords[]>>;

/** One of {@link requestKinds}. */
export type RequestKind = keyof typeof requestKinds;

/** The form in which X-Cart compares a control argument: `Check_Out` and `__checkout` are `checkout`. */
export const wordOf = (value: string): string => value.replaceAll("_", "").toLowerCase();

/** X-Cart's API for logging in: any method, a body of JSON (config/packages/security.yaml, json_login). */
export const apiLoginPath = "/api-login";

/** The kinds that a request with these words is of. */
export const kindsOf = (words: { readonly target?: string | undefined; readonly action?: string | undefined }): RequestKind[] =>
  kindNames.filter((kind) => rowsOf(kind).some((row) => isSaid(row.target, words.target) && isSaid(row.action, words.action)));

const isSaid = (asked: string | undefined, said: string | undefined): boolean =>
  asked === undefined || (said !== undefined && wordOf(said) === wordOf(asked));

/** The rows of a kind, with the optional fields in their type. */
export const rowsOf = (kind: RequestKind): readonly ControlWords[] => requestKinds[kind];

const isKind = (name: string): name is RequestKind => Object.hasOwn(requestKinds, name);

/** The names of all kinds. */
export const kindNames: readonly RequestKind[] = Object.keys(requestKinds).filter(isKind);
