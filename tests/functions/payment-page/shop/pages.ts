/** How the shop's customers pay. `frame`: in a provider's frame; `own`: in X-Cart's own fields; `redirect`: at the provider's, after the order. */
export type PaymentForm = "frame" | "own" | "redirect";

/** What a page is made with: the session's and page's own tokens, and what a test puts in. */
export interface Making {
  readonly formId: string;
  readonly visitor: number;
  readonly form: PaymentForm;
  /** Put at the end of the payment page's head, and of its body. */
  readonly head?: string | undefined;
  readonly body?: string | undefined;
  /** Put on every page but the payment page. */
  readonly everywhere?: string | undefined;
}

const provider = "https://js.pay.example";

/** X-Cart's configuration for its scripts, with the session's form id (templates/web/customer/header/parts/script_config.twig). */
const config = ({ formId }: Making, target: string): string => `<script>
  var xliteConfig = {
    script: '/',
    zone:            'customer',
    target:          '${target}',
    language:        'en',
    form_id:         '${formId}',
    form_id_name:    'xcart_form_id',
    developer_mode:  false,
    clean_url:       'true',
    clean_urls_base: '/',
    public_dir:      ''
  };
</script>`;

const page = (
  making: Making,
  target: string,
  body: string,
  head = "",
): string => `<!DOCTYPE html><html lang="en"><head><title>${target}</title>
<link rel="stylesheet" href="/var/resources/default/https/css/style.css?1696">
${config(making, target)}
<script>window.xlite_preloaded_labels = {"Add to cart":"Add to cart"};</script>
<script src="/var/resources/default/https/js/common.js?1696"></script>
${head}</head><body>${body}</body></html>
`;

/** The home page, with the list of products that X-Cart has (items_list/product). */
export const home = (making: Making, products: readonly number[]): string =>
  page(
    making,
    "main",
    `<div class="items-list-products"><ul>${products
      .map(
        (id) =>
          `<li class="product-cell"><div class="product productid-${id}"><a class="product-thumbnail" href="/?target=product&amp;product_id=${id}">Product ${id}</a></div></li>`,
      )
      .join("")}</ul></div>${making.everywhere ?? ""}`,
  );

/** A product's page; one that is sold out has no button. */
export const product = (making: Making, id: number, soldOut = false): string =>
  page(
    making,
    "product",
    `<form action="/" method="post" class="product-details" onsubmit="javascript: return false;">
<input type="hidden" name="target" value="cart"><input type="hidden" name="action" value="add"><input type="hidden" name="product_id" value="${id}">
<input type="hidden" name="xcart_form_id" value="${making.formId}">
${soldOut ? '<span class="out-of-stock">Out of stock</span>' : '<button type="submit" class="btn regular-main-button add2cart"><span>Add to cart</span></button>'}</form>${making.everywhere ?? ""}`,
  );

/** The cart. */
export const cart = (making: Making): string => page(making, "cart", '<div class="cart-empty">Your cart is empty</div>');

/** FastLaneCheckout's step for who is not signed in (signin/parts/anonymous.twig, continue/*.twig). */
export const signIn = (making: Making, guests: boolean): string =>
  page(
    making,
    "checkout",
    `<form class="login-form" action="/" method="post" onsubmit="return false;"><input name="login"><input type="password" name="password"></form>
${guests ? `<div class="signin-anonymous-wrapper"><form action="/" method="post"><input type="hidden" name="target" value="checkout"><input type="hidden" name="action" value="update_profile"><input type="hidden" name="xcart_form_id" value="${making.formId}"><input name="email" type="text"><button type="submit" class="btn anonymous-continue-button">Continue</button></form></div>` : ""}`,
  );

const ownFields = `<div class="cc-form-container"><input id="cc_number" type="tel" autocomplete="off" maxlength="255"><input id="cc_expire_month" type="tel"><input id="cc_expire_year" type="tel"><input id="cc_cvv2" type="tel" maxlength="4"><input id="cc_name" type="text"></div>`;

const forms: Readonly<Record<PaymentForm, string>> = {
  own: ownFields,
  frame: `<div class="payment-tpl"><div id="card-element"></div></div>`,
  redirect: "<p>You will be redirected to the payment provider.</p>",
};

/** FastLaneCheckout's sections, address first, then payment (sections_navigation, section_change_button, payment_methods/selector). */
export const checkout = (making: Making): string =>
  page(
    making,
    "checkout",
    `<div class="checkout_fastlane_container">
<div class="checkout_fastlane_section--address"><form action="/" method="post"><input name="shippingAddress[firstname]"><input name="shippingAddress[street]"><input name="shippingAddress[city]"><input name="shippingAddress[zipcode]">
<select name="shippingAddress[country_code]"><option value="DE">Germany</option><option value="US">United States</option></select></form></div>
<div class="checkout_fastlane_section--payment" hidden><form action="/" method="post" class="payment-form"><ul class="payments-radiolist">
<li><label><input type="radio" name="methodId" value="5" checked> Credit card</label></li><li><label><input type="radio" name="methodId" value="6"> Bank transfer</label></li></ul></form>
<form action="/?target=checkout" method="post" class="place"><input type="hidden" name="target" value="checkout"><input type="hidden" name="action" value="checkout"><input type="hidden" name="xcart_form_id" value="${making.formId}">
${forms[making.form]}</form></div>
<div class="next-button"><button type="button" class="regular-main-button checkout_fastlane_section-next">Next step</button></div>
<div class="place-button" hidden><button type="button" class="regular-main-button checkout_fastlane_section-place_order place-order">Place order</button></div>
<a href="/?target=cart&amp;action=clear&amp;xcart_form_id=${making.formId}" onclick="return confirm('/?target=cart&amp;action=clear&amp;xcart_form_id=${making.formId}')">Empty the cart</a></div>
${making.body ?? ""}`,
    `<script src="/var/resources/default/https/js/checkout.js?1696"></script>
<script src="/var/resources/default/https/js/ab-${making.visitor % 2 === 0 ? "a" : "b"}.js"></script>
${making.form === "frame" ? `<script src="${provider}/v3/"></script>` : ""}
<script>(function(w,d,s,l,i){w[l]=w[l]||[];var j=d.createElement(s);j.async=true;j.src='https://tags.example/gtm.js?id='+i;d.head.appendChild(j);})(window,document,'script','dataLayer','GTM-GOOD1');</script>
<link rel="preconnect" href="https://api.pay.example">
${making.head ?? ""}`,
  );
