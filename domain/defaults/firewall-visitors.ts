/** Where the load balancer takes a sign-in's answer (docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html). */
export const signInReturn = "/oauth2/idpresponse";

/**
 * Forms by which shoppers send files: the add-on for attachments, and its part in the form that puts something into the cart (X-Cart 5.5.0.29,
 * XC/CustomerAttachments; 5.4.1.23 the same). X-Cart's shop takes files nowhere else. Both spellings are X-Cart's own: an exception
 * hangs on them.
 */
export const uploads = {
  target: "customer_attachments",
  /** The same in a multipart form. */
  part: 'name="target"\\r\\n\\r\\n(?:cart|customer_attachments)\\r\\n',
} as const;

/**
 * Where shoppers write texts as long as they like, in X-Cart's forms, which have their target first: 2,000 Cyrillic letters are 12 KB (X-Cart
 * 5.5.0.29: CDev/ContactUs, XC/Reviews, QSL/ProductQuestions, XC/VendorMessages, QSL/Returns). None of them is limited.
 */
export const longTexts =
  "^target=(?:(?:advanced_)?contact_us|review|product_question|order_messages|conversation|write_message_popup|create_return)&";

/**
 * PHP code in what a client sends, plain or percent-encoded: its tag, its superglobals, its streams, its setting for a file to run before each
 * script, and functions that open connections or run programs. AWS's group on PHP looks for the like, for 100 units of capacity; this takes six.
 */
export const phpCode =
  "(?i)(?:<|%3c)(?:\\?|%3f)php|(?:\\$|%24)_(?:get|post|request|cookie|server|files|env)(?:\\[|%5b)|php(?::|%3a)(?:/|%2f){2}|auto_prepend_file|(?:fsockopen|passthru|shell_exec|proc_open)(?:\\(|%28)";

/** X-Cart's API and its login (5.5.0.29, config/routes.yaml, config/packages/api_platform.yaml), and 5.6's add-on for language models. */
export const apiPaths = "(?i)^/+(?:api(?:-login)?|mcp)(?:[/.;]|$)";

/** An administrator's password in a query: ShipStation's add-on checks it in any action (ShipStation/Api, src/Controller/Customer/Api.php). */
export const passwordArgument = "SS-Password";

/**
 * Orders by a provider's button, in the background, from a page that asks for no browser: Amazon Pay (5.4, Amazon/PayWithAmazon) and the
 * wallets of X-Payments (XPay/XPaymentsCloud, Checkout.php). As they write it, first in the body.
 */
export const buttonOrders = "^target=(?:amazon_checkout&action=checkout|checkout&action=xpayments_(?:wallet|apple_pay)_checkout)(?:&|$)";

/** An argument of an address that has the web ACL ask for a browser there; nodes lead to it while many logins fail, or many payments are declined. */
export const browserCheck = "browser_check";
