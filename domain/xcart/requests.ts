/*
 * What X-Cart takes a request for. Its class and method are named by the arguments `target` and `action`, from which underscores are
 * dropped and in which case does not count (5.5.0.29: Includes/Utils/Converter.php, convertToUpperCamelCase; PHP's method names).
 * Whoever limits, counts or refuses requests reads this table: the web ACL, the node, the login guard.
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
  /** Passwords and second factors are tried out. */
  login: [
    { target: "login", source: "classes/XLite/Controller/{Customer,Admin}/Login.php" },
    { target: "authy_login", source: "XC/TwoFactorAuthentication: src/Controller/Customer/AuthyLogin.php" },
  ],
  /** Accounts are made, and mails sent. */
  account: [
    { target: "recover_password", source: "classes/XLite/Controller/Customer/RecoverPassword.php" },
    { target: "profile", source: "classes/XLite/Controller/Customer/Profile.php" },
  ],
  checkout: [{ target: "checkout", source: "classes/XLite/Controller/Customer/Checkout.php" }],
  /** Cards are tried out. */
  order: [{ action: "checkout", source: "classes/XLite/Controller/Customer/Checkout.php, doActionCheckout" }],
  search: [{ target: "search", source: "classes/XLite/Controller/Customer/Search.php" }],
} as const satisfies Readonly<Record<string, readonly ControlWords[]>>;

/** One of {@link requestKinds}. */
export type RequestKind = keyof typeof requestKinds;

/** What X-Cart compares of a control argument: `Check_Out` and `__checkout` are `checkout`. */
export const wordOf = (value: string): string => value.replaceAll("_", "").toLowerCase();
