/** Selectors of X-Cart's pages: 5.4 and 5.5 with Crisp White, the standard skin, FastLaneCheckout and the one-page checkout. */
export const selectors = {
  /** Links to products: lists, the catalogue's blocks, addresses with and without clean URLs. */
  products: [
    ".product-cell a.product-thumbnail[href]",
    ".items-list-products .product a.fn.url[href]",
    ".items-list-products .product a[href]",
    "a[href*='target=product&']",
    "a[href*='product_id=']",
  ].join(", "),
  categories: [
    "#main-menu a[href*='target=category']",
    ".catalog-categories a[href]",
    ".subcategory-list a[href]",
    "a[href*='target=category']",
    "a[href*='category_id=']",
  ].join(", "),
  productForm: "form.product-details",
  addToCart:
    "form.product-details button.add2cart:not([disabled]):not(.disabled), form.product-details .add2cart:not([disabled]):not(.disabled)",
  options: "form.product-details select[name^='attribute_values'], form.product-details select.product-options",
  /** FastLaneCheckout's first step for who is not signed in, and the one-page checkout's. */
  guestEmail: ".signin-anonymous-box input[name='email'], .signin-anonymous-wrapper input[name='email']",
  guestContinue:
    ".signin-anonymous-wrapper .anonymous-continue-button, .signin-anonymous-wrapper button[type='submit'], .signin-anonymous-box a.regular-button, .signin-anonymous-box a",
  account:
    "form.login-form input[type='password'], .login-form input[name='password'], input[name='login'] ~ input[type='password'], input[type='password'][name='password']",
  next: ".checkout_fastlane_section-next:not(.disabled):not([disabled])",
  placeOrder: ".place-order:not(.disabled):not([disabled]), .checkout_fastlane_section-place_order, button.place-order",
  paymentMethods: "input[type='radio'][name='methodId']",
  paymentForm: ".payment-form, form.payment-methods, .payment-methods, .payment-tpl, .cc-form-container, #cc_number",
  emptyCart: ".cart-empty, #cart.empty, .shopping-cart-empty, .empty-cart",
} as const;

/** Fields of an address that a guest has to give, by how their name ends, with what a person in the United States would give. */
export const address: readonly (readonly [RegExp, string])[] = [
  [/\[firstname\]$/i, "Robin"],
  [/\[lastname\]$/i, "Miller"],
  [/\[street\]$/i, "350 Fifth Avenue"],
  [/\[address2\]$/i, ""],
  [/\[city\]$/i, "New York"],
  [/\[zipcode\]$/i, "10118"],
  [/\[phone\]$/i, "+1 212 555 0142"],
  [/\[custom_state\]$/i, "New York"],
];

/** Buttons of banners that ask for consent: X-Cart's own add-on, then the usual services. What is loaded after consent is part of the payment page, so it is given. */
export const consentButtons = [
  ["X-Cart GDPR", "#cookie-consent-popup #consent_all, #cookie-consent-popup button"],
  ["OneTrust", "#onetrust-accept-btn-handler"],
  ["Cookiebot", "#CybotCookiebotDialogBodyLevelButtonLevelOptinAllowAll, #CybotCookiebotDialogBodyButtonAccept"],
  ["Usercentrics", "#uc-btn-accept-banner, [data-testid='uc-accept-all-button']"],
  ["Didomi", "#didomi-notice-agree-button"],
  ["TrustArc", "#truste-consent-button"],
  ["Quantcast", ".qc-cmp2-summary-buttons button[mode='primary']"],
  ["Osano", ".osano-cm-accept-all, .cc-window .cc-allow, .cc-window .cc-dismiss"],
  ["Complianz", ".cmplz-accept"],
  ["Klaro", ".klaro .cm-btn-success"],
  ["iubenda", ".iubenda-cs-accept-btn"],
  ["CookieYes", ".cky-btn-accept"],
] as const;

/** A banner that no button above belongs to: something that is named so and asks for an answer. */
export const consentBanner =
  ":is(div, section, aside, dialog):is([id*='cookie' i], [id*='consent' i], [class*='cookie-consent' i], [class*='cookie-banner' i], [class*='consent-banner' i], [class*='gdpr' i]):has(button, [role='button'])";
